import { useLocale, useTranslations } from 'next-intl';
import { RadioCards } from '@/components/ui/radio-cards';
import type { ActionForm } from '@/components/ui/use-action-form';
import { formatMoney } from '@/lib/core/format';
import { useCredits } from '../use-credits';
import type { Payment } from './use-payment';
import type { WizardValues } from './wizard-values';

interface PayChoiceProps {
  form: ActionForm<WizardValues>;
  payment: Payment;
  available: string;
}

/** Credits or a card, where the category takes both; credits only while the wallet has them. */
export function PayChoice({ form, payment, available }: PayChoiceProps) {
  const t = useTranslations('promises.wizard');
  const locale = useLocale();
  const credits = useCredits();
  const { card, quote, by, isShort } = payment;
  if (!card || !quote) return null;
  const missing = String(Number((Number(quote.price) - Number(available)).toFixed(6)));
  const amount = formatMoney(card.totalMinor, card.currency, locale);
  return (
    <RadioCards
      legend={t('payLegend')}
      columns={2}
      value={by}
      options={[
        {
          value: 'credits',
          label: t('credits'),
          aside: credits(quote.price),
          hint: isShort ? t('creditsShort', { missing: credits(missing) }) : t('creditsHint'),
          disabled: isShort,
        },
        {
          value: 'card',
          label: t('card'),
          aside: card.taxMinor === '0' ? amount : t('cardTotal', { amount }),
          hint: t('cardHint'),
        },
      ]}
      {...form.register('pay')}
    />
  );
}
