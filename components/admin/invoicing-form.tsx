'use client';

import { useTranslations } from 'next-intl';
import type { Action } from '@/components/ui/action-result';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { type BillingSetting, InvoicingSetting } from '@/lib/domain/billing/schema';
import { SettingCard, useSaved } from './setting-card';

type Values = BillingSetting<'invoicing'>;

/** When invoices are due and how long transfers are awaited. */
export function InvoicingForm({ values, save }: { values: Values; save: Action<Values, unknown> }) {
  const t = useTranslations('admin.settings.invoicing');
  const onSuccess = useSaved('invoicing');
  const form = useActionForm({ schema: InvoicingSetting, action: save, defaultValues: values, onSuccess });
  return (
    <SettingCard of="invoicing">
      <ActionForm form={form} className="max-w-form">
        <Field label={t('dueDays')} error={form.error('dueDays')}>
          <Input type="number" step={1} {...form.register('dueDays', { valueAsNumber: true })} />
        </Field>
        <Field label={t('transferDays')} hint={t('transferHint')} error={form.error('transferDays')}>
          <Input type="number" step={1} {...form.register('transferDays', { valueAsNumber: true })} />
        </Field>
        <SubmitButton>{t('save')}</SubmitButton>
      </ActionForm>
    </SettingCard>
  );
}
