'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useWatch } from 'react-hook-form';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { useToast } from '@/components/ui/toast';
import { formatMoney } from '@/lib/core/format';
import { type AutoTopUpDto, SaveAutoTopUpInput } from '@/lib/domain/top-up/schema';

type Save = Action<z.input<typeof SaveAutoTopUpInput>, unknown>;

/** When which pack is bought, and how much a month may cost. The price that is seen is sent along. */
export function TopUpForm({ topUp, action }: { topUp: AutoTopUpDto; action: Save }) {
  const t = useTranslations('topup.form');
  const locale = useLocale();
  const toast = useToast();
  const router = useRouter();
  const { offers } = topUp;
  const chosen = offers.find(({ code }) => code === topUp.packCode) ?? offers[0];
  const form = useActionForm({
    schema: SaveAutoTopUpInput,
    action,
    defaultValues: {
      enabled: topUp.enabled,
      threshold: topUp.threshold,
      packCode: chosen?.code ?? '',
      priceMinor: chosen?.totalMinor ?? '',
      monthlyCap: topUp.monthlyCap,
    },
    onSuccess: () => {
      toast({ title: t('saved'), tone: 'positive' });
      router.refresh();
    },
  });
  const packCode = useWatch({ control: form.form.control, name: 'packCode' });
  const currency = offers.find(({ code }) => code === packCode)?.currency ?? topUp.currency;
  const pack = form.register('packCode', {
    onChange: ({ target }: { target: { value: string } }) =>
      form.form.setValue('priceMinor', offers.find(({ code }) => code === target.value)?.totalMinor ?? ''),
  });
  return (
    <ActionForm form={form}>
      <Checkbox
        label={t('enabled')}
        hint={topUp.card ? undefined : t('enabledHint')}
        disabled={!form.hydrated}
        {...form.register('enabled')}
      />
      <Field label={t('threshold')} error={form.error('threshold')}>
        <Input inputMode="decimal" {...form.register('threshold')} />
      </Field>
      <Field label={t('pack')} error={form.error('packCode')}>
        <Select {...pack}>
          {offers.map(({ code, name, totalMinor, currency: of }) => (
            <option key={code} value={code}>
              {t('packOption', { name, price: formatMoney(totalMinor, of, locale) })}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('cap')} hint={t('capHint', { currency })} error={form.error('monthlyCap')}>
        <Input inputMode="decimal" {...form.register('monthlyCap')} />
      </Field>
      <SubmitButton>{t('save')}</SubmitButton>
    </ActionForm>
  );
}
