import { useLocale, useTranslations } from 'next-intl';
import { formatMoney } from '@/lib/core/format';
import { useCredits } from '../use-credits';
import type { Payment } from './use-payment';

/** What the last button does: holds credits, charges a card, or asks for a price. */
export function FileLabel({ payment }: { payment: Payment }) {
  const t = useTranslations('support.wizard');
  const promises = useTranslations('promises.wizard');
  const locale = useLocale();
  const credits = useCredits();
  const { category, card, quote, by } = payment;
  if (category?.isQuoted) return promises('fileForQuote');
  if (by === 'card' && card)
    return promises('fileByCard', { amount: formatMoney(card.totalMinor, card.currency, locale) });
  return t('file', { credits: credits(quote?.price ?? '0') });
}
