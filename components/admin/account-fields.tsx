'use client';

import { Plus, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useFieldArray } from 'react-hook-form';
import type { z } from 'zod';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { ActionForm } from '@/components/ui/use-action-form';
import { type SellerSetting, currencies } from '@/lib/domain/billing/schema';

type Form = ActionForm<z.input<typeof SellerSetting>>;

const NAMES = ['holder', 'bank', 'iban', 'bic'] as const;

/** The seller's accounts, one for each currency that can be transferred. */
export function AccountFields({ form }: { form: Form }) {
  const t = useTranslations('admin.settings.seller');
  const { fields, append, remove } = useFieldArray({ control: form.form.control, name: 'accounts' });
  const used = new Set(fields.map(({ currency }) => currency));
  const free = currencies.find((currency) => !used.has(currency)) ?? 'USD';
  return (
    <fieldset className="flex flex-col gap-4">
      <legend className="text-sm font-medium">{t('accounts')}</legend>
      <p className="text-muted text-sm">{fields.length > 0 ? t('accountsHint') : t('noAccounts')}</p>
      {fields.map(({ id }, index) => (
        <AccountRow key={id} form={form} index={index} remove={() => remove(index)} />
      ))}
      <Button
        className="self-start"
        size="sm"
        onClick={() => append({ currency: free, holder: '', bank: '', iban: '', bic: '' })}
      >
        <Plus aria-hidden />
        {t('addAccount')}
      </Button>
    </fieldset>
  );
}

function AccountRow({ form, index, remove }: { form: Form; index: number; remove: () => void }) {
  const t = useTranslations('admin.settings.seller');
  const number = index + 1;
  return (
    <fieldset className="grid gap-3 rounded-md border p-3 sm:grid-cols-2">
      <legend className="text-muted px-1 text-sm">{t('account', { number })}</legend>
      <Field label={t('currency')} error={form.error(`accounts.${index}.currency`)}>
        <Select {...form.register(`accounts.${index}.currency`)}>
          {currencies.map((currency) => (
            <option key={currency}>{currency}</option>
          ))}
        </Select>
      </Field>
      {NAMES.map((name) => (
        <Field key={name} label={t(name)} error={form.error(`accounts.${index}.${name}`)}>
          <Input spellCheck={false} {...form.register(`accounts.${index}.${name}`)} />
        </Field>
      ))}
      <Button
        variant="ghost"
        size="sm"
        className="self-end justify-self-start"
        aria-label={t('removeAccount', { number })}
        onClick={remove}
      >
        <Trash2 aria-hidden />
        {t('removeAccount', { number })}
      </Button>
    </fieldset>
  );
}
