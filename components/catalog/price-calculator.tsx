'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import type { z } from 'zod';
import type { Action } from '@/components/ui/action-result';
import { Card, CardHeader } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { TextLink } from '@/components/ui/link-button';
import { Select } from '@/components/ui/select';
import { formatDecimal } from '@/lib/core/format';
import type { ServicePriceRow } from '@/lib/domain/catalog/schema';
import { CheckCreditsInput, type CheckDto } from '@/lib/domain/wallet/schema';

type Question = z.input<typeof CheckCreditsInput>;
type Check = z.output<typeof CheckDto>;

interface PriceCalculatorProps {
  services: ServicePriceRow[];
  ask: Action<Question, Check>;
}

/** What a quantity would cost now, and whether the wallet has it: the very question that other programs ask. */
export function PriceCalculator({ services, ask }: PriceCalculatorProps) {
  const t = useTranslations('prices.calculator');
  const [answer, setAnswer] = useState<{ check: Check; of: string } | null>(null);
  const first = services[0];
  const form = useActionForm({
    schema: CheckCreditsInput,
    action: ask,
    defaultValues: { service: first?.code ?? '', quantity: String(first?.perUnits ?? 1) },
    onSuccess: (check, { service, quantity }) => {
      const known = services.find(({ code }) => code === service);
      setAnswer({ check, of: `${quantity} × ${known?.unit ?? ''}` });
    },
  });
  const chosen = services.find(({ code }) => code === form.form.watch('service'));
  return (
    <Card as="section" aria-labelledby="calculator" className="lg:sticky lg:top-20">
      <CardHeader id="calculator" title={t('title')} description={t('description')} />
      <ActionForm form={form} label={t('title')}>
        <Field label={t('service')} error={form.error('service')}>
          <Select {...form.register('service')}>
            {services.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('quantity', { units: chosen?.units ?? '' })} error={form.error('quantity')}>
          <Input inputMode="decimal" autoComplete="off" {...form.register('quantity')} />
        </Field>
        <SubmitButton variant="secondary">{t('ask')}</SubmitButton>
      </ActionForm>
      <div role="status" className="mt-4 empty:hidden">
        {answer && <Answer {...answer} />}
      </div>
    </Card>
  );
}

function Answer({ check, of }: { check: Check; of: string }) {
  const t = useTranslations('prices');
  const locale = useLocale();
  const words = (amount: string) =>
    t('amount', { amount: formatDecimal(amount, locale), count: Number(amount) });
  return (
    <div className="border-line flex flex-col gap-1 border-t pt-4">
      <p className="text-muted text-sm">{of}</p>
      <p className="figures text-xl font-semibold">{words(check.cost)}</p>
      <p className={check.allowed ? 'text-muted text-sm' : 'text-critical text-sm'}>
        {Number(check.shortfall) === 0
          ? t('calculator.enough', { available: words(check.available) })
          : t('calculator.short', {
              available: words(check.available),
              shortfall: words(check.shortfall),
            })}{' '}
        {!check.allowed && <TextLink href="/credits">{t('calculator.buy')}</TextLink>}
      </p>
    </div>
  );
}
