'use client';

import { useTranslations } from 'next-intl';
import type { Action } from '@/components/ui/action-result';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { type BillingSetting, DunningSetting } from '@/lib/domain/billing/schema';
import { SettingCard, useSaved } from './setting-card';

type Values = BillingSetting<'dunning'>;

/** `0, 3, 7` as it is typed; what is no number goes to the schema as such. */
const daysOf = (typed: unknown) =>
  typeof typed === 'string' ? typed.split(',').map((day) => (day.trim() === '' ? NaN : Number(day))) : typed;

/** What follows when a payment fails. */
export function DunningForm({ values, save }: { values: Values; save: Action<Values, unknown> }) {
  const t = useTranslations('admin.settings.dunning');
  const onSuccess = useSaved('dunning');
  const form = useActionForm({ schema: DunningSetting, action: save, defaultValues: values, onSuccess });
  return (
    <SettingCard of="dunning">
      <ActionForm form={form} className="max-w-form">
        <Field label={t('reduceAfterDays')} hint={t('reduceHint')} error={form.error('reduceAfterDays')}>
          <Input type="number" step={1} {...form.register('reduceAfterDays', { valueAsNumber: true })} />
        </Field>
        <Field label={t('mailOnDays')} hint={t('mailHint')} error={form.error('mailOnDays')}>
          <Input inputMode="numeric" {...form.register('mailOnDays', { setValueAs: daysOf })} />
        </Field>
        <SubmitButton>{t('save')}</SubmitButton>
      </ActionForm>
    </SettingCard>
  );
}
