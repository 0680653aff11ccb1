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
import { CreateCouponInput } from '@/lib/domain/coupons/schema';
import { LimitFields } from './limit-fields';
import { OffFields, ScopeFields } from './term-fields';

export type Named = { code: string; name: string };

interface NewCouponProps {
  create: Action<z.input<typeof CreateCouponInput>, unknown>;
  packs: Named[];
  tiers: Named[];
}

export function NewCoupon(props: NewCouponProps) {
  const t = useTranslations('admin.coupons.form');
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      size="lg"
      trigger={
        <Button variant="primary">
          <Plus aria-hidden />
          {t('open')}
        </Button>
      }
      title={t('title')}
      description={t('description')}
    >
      <CouponFields {...props} close={() => setOpen(false)} />
    </Dialog>
  );
}

function CouponFields({ create, packs, tiers, close }: NewCouponProps & { close: () => void }) {
  const t = useTranslations('admin.coupons.form');
  const router = useRouter();
  const toast = useToast();
  const form = useActionForm({
    schema: CreateCouponInput,
    action: create,
    defaultValues: {
      ...{ code: '', name: '', takesOff: 'percent', percent: '', amount: '', cap: '', currency: '' },
      ...{ duration: 'once', months: null, scope: 'both', onlyCodes: [], startsOn: '', endsOn: '' },
      maxUses: null,
    },
    onSuccess: (_, { code }) => {
      toast({ title: t('done', { code: code.toUpperCase() }), tone: 'positive' });
      close();
      router.refresh();
    },
  });
  return (
    <ActionForm form={form}>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('code')} hint={t('codeHint')} error={form.error('code')}>
          <Input autoComplete="off" spellCheck={false} className="uppercase" {...form.register('code')} />
        </Field>
        <Field label={t('name')} hint={t('nameHint')} error={form.error('name')}>
          <Input {...form.register('name')} />
        </Field>
      </div>
      <OffFields form={form} />
      <ScopeFields form={form} packs={packs} tiers={tiers} />
      <Field label={t('startsOn')} optional error={form.error('startsOn')}>
        <Input type="date" {...form.register('startsOn')} />
      </Field>
      <LimitFields form={form} />
      <SubmitButton>{t('submit')}</SubmitButton>
    </ActionForm>
  );
}
