'use client';

import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { useToast } from '@/components/ui/toast';
import { SaveTaxRateInput, taxCategories } from '@/lib/domain/tax/schema';

interface NewRateProps {
  save: Action<z.input<typeof SaveTaxRateInput>, unknown>;
  /** `2026-11-21`, where a new rate begins unless somebody says otherwise. */
  today: string;
}

export function NewRate(props: NewRateProps) {
  const t = useTranslations('admin.tax.form');
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
      <RateFields {...props} close={() => setOpen(false)} />
    </Dialog>
  );
}

function RateFields({ save, today, close }: NewRateProps & { close: () => void }) {
  const t = useTranslations('admin.tax');
  const router = useRouter();
  const toast = useToast();
  const form = useActionForm({
    schema: SaveTaxRateInput,
    action: save,
    defaultValues: { region: '', name: '', rate: '', category: 'S', isInclusive: false, validFrom: today },
    onSuccess: () => {
      toast({ title: t('form.done'), tone: 'positive' });
      close();
      router.refresh();
    },
  });
  return (
    <ActionForm form={form}>
      <Field label={t('form.region')} hint={t('form.regionHint')} error={form.error('region')}>
        <Input autoComplete="off" className="uppercase" {...form.register('region')} />
      </Field>
      <Field label={t('form.name')} hint={t('form.nameHint')} error={form.error('name')}>
        <Input {...form.register('name')} />
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('form.rate')} error={form.error('rate')}>
          <Input inputMode="decimal" {...form.register('rate')} />
        </Field>
        <Field label={t('form.category')} error={form.error('category')}>
          <Select {...form.register('category')}>
            {taxCategories.map((category) => (
              <option key={category} value={category}>
                {t(`categories.${category}`)}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <Checkbox
        label={t('form.isInclusive')}
        error={form.error('isInclusive')}
        {...form.register('isInclusive')}
      />
      <Field label={t('form.validFrom')} error={form.error('validFrom')}>
        <Input type="date" {...form.register('validFrom')} />
      </Field>
      <SubmitButton>{t('form.submit')}</SubmitButton>
    </ActionForm>
  );
}
