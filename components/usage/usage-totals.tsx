import { useLocale, useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import { Stat } from '@/components/ui/stat';
import { formatDate, formatDecimal, formatNumber, formatPercent } from '@/lib/core/format';
import type { AnalyticsDto } from '@/lib/domain/analytics/schema';
import { changeOf } from './usage-change';

export function UsageTotals({ analytics }: { analytics: AnalyticsDto }) {
  const t = useTranslations('usage.total');
  const locale = useLocale();
  const { total, byDay } = analytics;
  const perDay = (Number(total.credits) / byDay.length).toFixed(1);
  return (
    <Card className="flex flex-wrap gap-x-12 gap-y-4">
      <Stat
        big
        label={t('credits')}
        value={<span data-testid="used">{formatDecimal(total.credits, locale)}</span>}
        hint={<Comparison analytics={analytics} />}
      />
      <Stat label={t('count')} value={formatNumber(total.count, locale)} />
      <Stat label={t('perDay')} value={formatDecimal(perDay, locale)} />
    </Card>
  );
}

function Comparison({ analytics: { total, former } }: { analytics: AnalyticsDto }) {
  const t = useTranslations('usage.total');
  const locale = useLocale();
  if (!former) return null;
  const days = { from: formatDate(former.from, locale), to: formatDate(former.to, locale) };
  const change = changeOf(total.credits, former.credits);
  if (!change) return t('none', days);
  if (change.share === 0) return t('same', days);
  return t(change.share > 0 ? 'more' : 'less', {
    ...days,
    credits: formatDecimal(former.credits, locale),
    percent: formatPercent(Math.abs(change.share), { locale, digits: change.isMany ? 0 : 1 }),
  });
}
