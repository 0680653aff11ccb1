'use client';

import { useTranslations } from 'next-intl';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useFieldMessage } from '@/components/ui/use-field-message';
import type { ActionForm } from '@/components/ui/use-action-form';
import { billingIntervals } from '@/lib/domain/catalog/schema.prices';
import type { ItemInput } from '@/lib/domain/catalog/schema';
import { currencies } from '@/lib/domain/billing/schema';

/** No price at all; what is wrong with one of them stands beside it. */
const NONE = 'priceNeeded';

/** A price for each currency that the pack is sold in; an empty one means: not in this one. */
export function PackPriceFields({ form }: { form: ActionForm<ItemInput<'pack'>> }) {
  const t = useTranslations('admin.catalogue.field');
  const message = useFieldMessage();
  const missing = form.error('prices') === NONE ? message(NONE) : undefined;
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="text-sm font-medium">{t('prices')}</legend>
      <p className="text-muted text-sm">{t('pricesHint')}</p>
      {missing && <p className="text-critical text-sm">{missing}</p>}
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-3">
        {currencies.map((currency) => (
          <Field key={currency} label={currency} error={form.error(`prices.${currency}`)}>
            <Input inputMode="decimal" {...form.register(`prices.${currency}`)} />
          </Field>
        ))}
      </div>
    </fieldset>
  );
}

/** The same for a tier, by the month and by the year; none at all: a free tier. */
export function TierPriceFields({ form }: { form: ActionForm<ItemInput<'tier'>> }) {
  const t = useTranslations('admin.catalogue.field');
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="text-sm font-medium">{t('prices')}</legend>
      <p className="text-muted text-sm">{t('tierPricesHint')}</p>
      {currencies.map((currency) => (
        <div key={currency} className="grid grid-cols-2 gap-3">
          {billingIntervals.map((interval) => (
            <Field
              key={interval}
              label={t(`${interval}Price`, { currency })}
              error={form.error(`prices.${currency}.${interval}`)}
            >
              <Input inputMode="decimal" {...form.register(`prices.${currency}.${interval}`)} />
            </Field>
          ))}
        </div>
      ))}
    </fieldset>
  );
}
