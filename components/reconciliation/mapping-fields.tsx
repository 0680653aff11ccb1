'use client';

import { useTranslations } from 'next-intl';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { currencies } from '@/lib/domain/billing/schema';
import type { CsvMapping } from '@/lib/domain/reconciliation/schema';

const COLUMNS = [
  ...(['dateColumn', 'amountColumn', 'creditColumn', 'debitColumn'] as const),
  ...(['referenceColumn', 'nameColumn', 'idColumn'] as const),
] as const;
const OPTIONAL = new Set<string>(['amountColumn', 'creditColumn', 'debitColumn', 'nameColumn', 'idColumn']);

/** How a bank writes its CSV; begins with what the file itself looks like, or was said for the last one. */
export function MappingFields({ mapping }: { mapping: Partial<CsvMapping> | null }) {
  const t = useTranslations('books.reconciliation');
  return (
    <fieldset className="grid gap-4 sm:grid-cols-2">
      <Field label={t('mapping.account')}>
        <Input name="account" defaultValue={mapping?.account} />
      </Field>
      <Choice
        name="currency"
        options={[...currencies]}
        value={mapping?.currency}
        label={t('mapping.currency')}
      />
      <Field label={t('mapping.headLine')}>
        <Input name="headLine" inputMode="numeric" defaultValue={String(mapping?.headLine ?? 1)} />
      </Field>
      <Choice name="decimal" options={['.', ',']} value={mapping?.decimal} label={t('mapping.decimal')} />
      <Choice
        name="dateOrder"
        options={['YMD', 'DMY', 'MDY']}
        value={mapping?.dateOrder}
        label={t('mapping.dateOrder')}
      />
      {COLUMNS.map((name) => (
        <Field
          key={name}
          label={t(`mapping.${name}`)}
          optional={OPTIONAL.has(name)}
          hint={name === 'amountColumn' ? t('amountHint') : undefined}
        >
          <Input name={name} defaultValue={mapping?.[name]} />
        </Field>
      ))}
    </fieldset>
  );
}

type ChoiceProps = { name: string; label: string; options: string[]; value?: string };

function Choice({ name, label, options, value }: ChoiceProps) {
  return (
    <Field label={label}>
      <Select name={name} defaultValue={value}>
        {options.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </Select>
    </Field>
  );
}
