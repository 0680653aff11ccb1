import { useLocale, useTranslations } from 'next-intl';
import { formatDecimal } from '@/lib/core/format';
import type { ThresholdDto } from '@/lib/domain/warnings/schema';

/** A threshold in words: «25% of this period’s credits or fewer are left». */
export function useThresholdLine(): (threshold: ThresholdDto) => string {
  const t = useTranslations('warnings.line');
  const locale = useLocale();
  return (threshold) =>
    'percent' in threshold
      ? t(threshold.kind, { percent: threshold.percent })
      : t(threshold.kind, { credits: formatDecimal(threshold.credits, locale) });
}
