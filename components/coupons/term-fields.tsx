'use client';

import { useTranslations } from 'next-intl';
import { useWatch } from 'react-hook-form';
import type { z } from 'zod';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { ActionForm } from '@/components/ui/use-action-form';
import { useFieldMessage } from '@/components/ui/use-field-message';
import { type CreateCouponInput, couponDurations, couponScopes } from '@/lib/domain/coupons/schema';
import { currencies } from '@/lib/domain/billing/schema';

type Form = ActionForm<z.input<typeof CreateCouponInput>>;
type Named = { code: string; name: string };

const numberOrNone = (value: unknown) => (value === '' || value === null ? null : Number(value));

/** What is taken off: a share with or without a cap, or an amount; and for how long on a tier. */
export function OffFields({ form }: { form: Form }) {
  const t = useTranslations('admin.coupons.form');
  const [takesOff, duration] = useWatch({ control: form.form.control, name: ['takesOff', 'duration'] });
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={t('takesOff')} error={form.error('takesOff')}>
        <Select {...form.register('takesOff')}>
          <option value="percent">{t('percentOption')}</option>
          <option value="amount">{t('amountOption')}</option>
        </Select>
      </Field>
      {takesOff === 'percent' ? (
        <Field label={t('percent')} error={form.error('percent')}>
          <Input inputMode="decimal" {...form.register('percent')} />
        </Field>
      ) : (
        <Field label={t('amount')} error={form.error('amount')}>
          <Input inputMode="decimal" {...form.register('amount')} />
        </Field>
      )}
      {takesOff === 'percent' && (
        <Field label={t('cap')} hint={t('capHint')} optional error={form.error('cap')}>
          <Input inputMode="decimal" {...form.register('cap')} />
        </Field>
      )}
      <Field label={t('currency')} error={form.error('currency')}>
        <Select {...form.register('currency')}>
          <option value="">{t('noCurrency')}</option>
          {currencies.map((currency) => (
            <option key={currency}>{currency}</option>
          ))}
        </Select>
      </Field>
      <Field label={t('duration')} error={form.error('duration')}>
        <Select {...form.register('duration')}>
          {couponDurations.map((value) => (
            <option key={value} value={value}>
              {t(value)}
            </option>
          ))}
        </Select>
      </Field>
      {duration === 'repeating' && (
        <Field label={t('months')} error={form.error('months')}>
          <Input type="number" step={1} {...form.register('months', { setValueAs: numberOrNone })} />
        </Field>
      )}
    </div>
  );
}

/** What it is good for; codes of the other scope are not offered. */
export function ScopeFields({ form, packs, tiers }: { form: Form; packs: Named[]; tiers: Named[] }) {
  const t = useTranslations('admin.coupons');
  const message = useFieldMessage();
  const scope = useWatch({ control: form.form.control, name: 'scope' });
  const items = [...(scope === 'tiers' ? [] : packs), ...(scope === 'packs' ? [] : tiers)];
  const error = message(form.error('onlyCodes'));
  return (
    <>
      <Field label={t('form.scope')} error={form.error('scope')}>
        <Select {...form.register('scope', { onChange: () => form.form.setValue('onlyCodes', []) })}>
          {couponScopes.map((value) => (
            <option key={value} value={value}>
              {t(`scopes.${value}`)}
            </option>
          ))}
        </Select>
      </Field>
      <fieldset className="flex flex-col gap-2">
        <legend className="text-sm font-medium">{t('form.onlyCodes')}</legend>
        <p className="text-muted text-sm">{t('form.onlyHint')}</p>
        {error && <p className="text-critical text-sm">{error}</p>}
        <div className="grid gap-1 sm:grid-cols-2">
          {items.map(({ code, name }) => (
            <label key={code} className="flex items-center gap-2 text-sm">
              <input
                type="checkbox"
                value={code}
                className="accent-accent size-4 pointer-coarse:size-5"
                {...form.register('onlyCodes')}
              />
              {name}
            </label>
          ))}
        </div>
      </fieldset>
    </>
  );
}
