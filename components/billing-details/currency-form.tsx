'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { Action } from '@/components/ui/action-result';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Select } from '@/components/ui/select';
import { useToast } from '@/components/ui/toast';
import { ChooseCurrencyInput } from '@/lib/domain/billing/schema';

interface CurrencyFormProps {
  currency: string;
  /** Those in which something is sold. */
  currencies: string[];
  choose: Action<{ currency: string }, unknown>;
}

/** The currency that an organisation is priced in, while it can still be chosen. */
export function CurrencyForm({ currency, currencies, choose }: CurrencyFormProps) {
  const t = useTranslations('details.currency');
  const locale = useLocale();
  const toast = useToast();
  const router = useRouter();
  const names = new Intl.DisplayNames(locale, { type: 'currency' });
  const form = useActionForm({
    schema: ChooseCurrencyInput,
    action: choose,
    defaultValues: { currency },
    onSuccess: (_, chosen) => {
      toast({ title: t('saved', { currency: chosen.currency }), tone: 'positive' });
      router.refresh();
    },
  });
  return (
    <ActionForm form={form} className="max-w-form">
      <Field label={t('label')} error={form.error('currency')}>
        <Select {...form.register('currency')}>
          {[...new Set([currency, ...currencies])].map((code) => (
            <option key={code} value={code}>
              {`${code} · ${names.of(code) ?? code}`}
            </option>
          ))}
        </Select>
      </Field>
      <SubmitButton variant="secondary">{t('save')}</SubmitButton>
    </ActionForm>
  );
}
