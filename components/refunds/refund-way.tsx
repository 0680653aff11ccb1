'use client';

import { useTranslations } from 'next-intl';
import { Banner } from '@/components/ui/banner';
import { Field } from '@/components/ui/field';
import type { ActionForm } from '@/components/ui/use-action-form';
import { Input } from '@/components/ui/input';
import { RadioCards } from '@/components/ui/radio-cards';
import type { TypedRefund } from './typed-refund';

type RefundWayProps = { form: ActionForm<TypedRefund>; isAskable: boolean };

/** Through the provider, or by hand from the bank: then the day and the bank's reference are asked for. */
export function RefundWay({ form, isAskable }: RefundWayProps) {
  const t = useTranslations('review.refund');
  const isByHand = form.form.watch('way') === 'hand';
  return (
    <>
      {isAskable && (
        <RadioCards
          legend={t('way')}
          columns={2}
          {...form.register('way')}
          options={[
            { value: 'provider', label: t('wayProvider') },
            { value: 'hand', label: t('wayHand') },
          ]}
        />
      )}
      {isByHand && (
        <>
          <Banner tone="info">{t('byHand')}</Banner>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label={t('sentOn')} hint={t('sentOnHint')} error={form.error('sentOn')}>
              <Input type="date" {...form.register('sentOn')} />
            </Field>
            <Field label={t('bankReference')} optional error={form.error('bankReference')}>
              <Input autoComplete="off" {...form.register('bankReference')} />
            </Field>
          </div>
        </>
      )}
    </>
  );
}
