'use client';

import { useTranslations } from 'next-intl';
import type { Action } from '@/components/ui/action-result';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Select } from '@/components/ui/select';
import { type BillingSetting, MoneySetting, currencies } from '@/lib/domain/billing/schema';
import { SettingCard, useSaved } from './setting-card';

type Values = BillingSetting<'money'>;

/** The currency that reports can be read in as a whole. */
export function MoneyForm({ values, save }: { values: Values; save: Action<Values, unknown> }) {
  const t = useTranslations('admin.settings.money');
  const onSuccess = useSaved('money');
  const form = useActionForm({ schema: MoneySetting, action: save, defaultValues: values, onSuccess });
  return (
    <SettingCard of="money">
      <ActionForm form={form} className="max-w-form">
        <Field label={t('label')} error={form.error('baseCurrency')}>
          <Select {...form.register('baseCurrency')}>
            {currencies.map((currency) => (
              <option key={currency}>{currency}</option>
            ))}
          </Select>
        </Field>
        <SubmitButton>{t('save')}</SubmitButton>
      </ActionForm>
    </SettingCard>
  );
}
