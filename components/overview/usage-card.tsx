import { useLocale, useTranslations } from 'next-intl';
import { BarChart } from '@/components/charts/bar-chart';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { formatDay, formatDecimal } from '@/lib/core/format';
import type { OverviewDto } from '@/lib/domain/overview/schema';

/** The chart draws micro-credits; pictures may be floats, books may not. */
const micro = (decimal: string | undefined) => Math.round(Number(decimal ?? 0) * 1_000_000);

export function UsageCard({ usage }: { usage: OverviewDto['usage'] }) {
  const t = useTranslations('overview.usage');
  const locale = useLocale();
  const isEmpty = usage.total === '0' && usage.totalBefore === '0';
  return (
    <Card as="section" aria-labelledby="usage-title">
      <CardHeader id="usage-title" title={t('title')} description={t('description')} />
      {isEmpty ? (
        <EmptyState picture="chart" title={t('empty')} />
      ) : (
        <BarChart
          label={t('chart')}
          summary={t('summary', {
            total: formatDecimal(usage.total, locale),
            before: formatDecimal(usage.totalBefore, locale),
          })}
          xLabel={t('day')}
          format="credits"
          series={usage.services.map(({ code, name }) => ({
            key: `s:${code}`,
            label: code === 'other' ? t('other') : name,
          }))}
          line={{ key: 'before', label: t('before') }}
          data={usage.days.map(({ day, before, byService }) => ({
            x: formatDay(day, locale),
            before: micro(before),
            ...Object.fromEntries(usage.services.map(({ code }) => [`s:${code}`, micro(byService[code])])),
          }))}
        />
      )}
    </Card>
  );
}
