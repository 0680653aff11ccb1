'use client';

import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { useToast } from '@/components/ui/toast';
import { CreatePromotionInput } from '@/lib/domain/promotions/schema';

export type CreatePromotion = Action<z.input<typeof CreatePromotionInput>, unknown>;

export function NewPromotion({ create }: { create: CreatePromotion }) {
  const t = useTranslations('promotions.form');
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button variant="primary">
          <Plus aria-hidden />
          {t('open')}
        </Button>
      }
      title={t('title')}
      description={t('description')}
    >
      <PromotionFields create={create} close={() => setOpen(false)} />
    </Dialog>
  );
}

// An empty number field is «none»; anything else goes to the schema as it is.
const numberOrNone = (value: unknown) => (value === '' || value === null ? null : Number(value));

function PromotionFields({ create, close }: { create: CreatePromotion; close: () => void }) {
  const t = useTranslations('promotions.form');
  const router = useRouter();
  const toast = useToast();
  const form = useActionForm({
    schema: CreatePromotionInput,
    action: create,
    defaultValues: {
      ...{ code: '', name: '', credits: '', startsOn: '', endsOn: '' },
      ...{ maxUses: null, validityDays: 365 },
    },
    onSuccess: (_, { code }) => {
      toast({ title: t('done', { code: code.toUpperCase() }), tone: 'positive' });
      close();
      router.refresh();
    },
  });
  return (
    <ActionForm form={form}>
      <Field label={t('code')} hint={t('codeHint')} error={form.error('code')}>
        <Input autoComplete="off" spellCheck={false} className="uppercase" {...form.register('code')} />
      </Field>
      <Field label={t('name')} hint={t('nameHint')} error={form.error('name')}>
        <Input {...form.register('name')} />
      </Field>
      <Field label={t('credits')} error={form.error('credits')}>
        <Input inputMode="decimal" {...form.register('credits')} />
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('startsOn')} optional error={form.error('startsOn')}>
          <Input type="date" {...form.register('startsOn')} />
        </Field>
        <Field label={t('endsOn')} hint={t('endsHint')} optional error={form.error('endsOn')}>
          <Input type="date" {...form.register('endsOn')} />
        </Field>
        <Field label={t('maxUses')} hint={t('maxUsesHint')} optional error={form.error('maxUses')}>
          <Input type="number" step={1} {...form.register('maxUses', { setValueAs: numberOrNone })} />
        </Field>
        <Field label={t('validityDays')} hint={t('validityHint')} optional error={form.error('validityDays')}>
          <Input type="number" step={1} {...form.register('validityDays', { setValueAs: numberOrNone })} />
        </Field>
      </div>
      <SubmitButton>{t('submit')}</SubmitButton>
    </ActionForm>
  );
}
