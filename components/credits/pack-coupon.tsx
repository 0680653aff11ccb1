'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Action } from '@/components/ui/action-result';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { ActionForm, SubmitButton, useActionForm } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { ApplyCouponInput } from '@/lib/domain/coupons/schema';
import type { PackOfferDto } from '@/lib/domain/payments/schema';

export type ApplyCoupon = Action<{ coupon: string }, PackOfferDto[]>;

type Props = {
  apply: ApplyCoupon;
  /** The packs with the coupon taken off; null while there is none. */
  offers: PackOfferDto[] | null;
  change: (offers: PackOfferDto[] | null) => void;
};

/** Where a coupon is typed before buying; the prices above answer. */
export function PackCoupon({ apply, offers, change }: Props) {
  const t = useTranslations('credits.packs.coupon');
  const [open, setOpen] = useState(false);
  const code = offers?.find(({ couponCode }) => couponCode)?.couponCode;
  if (code)
    return (
      <p role="status" className="flex flex-wrap items-center gap-2 text-sm">
        {t('applied', { code })}
        <Button size="sm" variant="ghost" onClick={() => change(null)}>
          {t('remove', { code })}
        </Button>
      </p>
    );
  if (!open)
    return (
      <Button size="sm" variant="ghost" className="self-start" onClick={() => setOpen(true)}>
        {t('open')}
      </Button>
    );
  return <CouponForm apply={apply} change={change} />;
}

function CouponForm({ apply, change }: Pick<Props, 'apply' | 'change'>) {
  const t = useTranslations('credits.packs.coupon');
  const form = useActionForm({
    schema: ApplyCouponInput,
    action: apply,
    defaultValues: { coupon: '' },
    onSuccess: change,
  });
  return (
    <ActionForm form={form} className="max-w-form">
      <Field label={t('label')} error={form.error('coupon')}>
        <Input autoComplete="off" spellCheck={false} className="uppercase" {...form.register('coupon')} />
      </Field>
      <SubmitButton variant="secondary">{t('apply')}</SubmitButton>
    </ActionForm>
  );
}
