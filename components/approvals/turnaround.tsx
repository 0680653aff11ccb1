import { useLocale, useTranslations } from 'next-intl';
import { formatNumber } from '@/lib/core/format';

const DAY = 24;

/** Hours up to two days, days after that; a dash in words where nothing was decided. */
export function Turnaround({ hours }: { hours: number | null }) {
  const t = useTranslations('asking.report');
  const locale = useLocale();
  if (hours === null) return t('none');
  const shown = (value: number) => formatNumber(value, locale, { maximumFractionDigits: 1 });
  return hours < 2 * DAY ? t('hours', { hours: shown(hours) }) : t('dayTime', { days: shown(hours / DAY) });
}
