'use client';

import { useTranslations } from 'next-intl';
import type { FieldPath, FieldValues } from 'react-hook-form';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { ActionForm } from '@/components/ui/use-action-form';
import type { Country } from '@/lib/domain/billing/schema.countries';

type Props<Values extends FieldValues> = { form: ActionForm<Values>; countries: Country[] };

const LINES = [
  ['line1', 'address-line1', false],
  ['line2', 'address-line2', true],
] as const;
const PLACE = [
  ['postalCode', 'postal-code', true],
  ['city', 'address-level2', false],
] as const;

/** The address of a buyer or of the seller, by the same names in both schemas. */
export function AddressFields<Values extends FieldValues>({ form, countries }: Props<Values>) {
  const t = useTranslations('details');
  const line = (
    name: 'line1' | 'line2' | 'postalCode' | 'city' | 'region',
    complete: string,
    optional: boolean,
  ) => (
    <Field key={name} label={t(name)} optional={optional} error={form.error(name as FieldPath<Values>)}>
      <Input autoComplete={complete} {...form.register(name as FieldPath<Values>)} />
    </Field>
  );
  return (
    <>
      {LINES.map(([name, complete, optional]) => line(name, complete, optional))}
      <div className="grid gap-4 sm:grid-cols-[1fr_2fr]">
        {PLACE.map(([name, complete, optional]) => line(name, complete, optional))}
      </div>
      {line('region', 'address-level1', true)}
      <Field label={t('country')} error={form.error('country' as FieldPath<Values>)}>
        <Select autoComplete="country" {...form.register('country' as FieldPath<Values>)}>
          <option value="">{t('chooseCountry')}</option>
          {countries.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
    </>
  );
}
