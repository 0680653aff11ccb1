import { useLocale, useTranslations } from 'next-intl';
import { formatDecimal } from '@/lib/core/format';

/** A number of credits with the word, in the reader's language: `25` becomes «25 credits». */
export function useCredits(): (amount: string) => string {
  const t = useTranslations('support');
  const locale = useLocale();
  return (amount) => t('credits', { count: Number(amount), amount: formatDecimal(amount, locale) });
}
