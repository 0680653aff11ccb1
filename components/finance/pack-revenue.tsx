import { useLocale, useTranslations } from 'next-intl';
import { BarChart } from '@/components/charts/bar-chart';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { formatMoney, formatMonth } from '@/lib/core/format';
import type { RevenueReport } from '@/lib/domain/revenue/schema';

const SERIES = 6;
const REST = 'rest';

/** The packs that have a colour of their own: the best sellers; the others are one series. */
function seriesOf({ packs, packMonths }: RevenueReport, rest: string) {
  const total = (code: string) =>
    packMonths.reduce((sum, cell) => sum + (cell.code === code ? BigInt(cell.revenueMinor) : 0n), 0n);
  const ranked = packs
    .map((pack) => ({ ...pack, total: total(pack.code) }))
    .sort((one, other) => (one.total < other.total ? 1 : -1));
  const own = ranked.length > SERIES ? ranked.slice(0, SERIES - 1) : ranked;
  const series = own.map(({ code, name }) => ({ key: `pack:${code}`, label: name }));
  return {
    best: ranked[0],
    series: own.length < ranked.length ? [...series, { key: REST, label: rest }] : series,
  };
}

export function PackRevenue({ report }: { report: RevenueReport }) {
  const t = useTranslations('finance.packs');
  const locale = useLocale();
  const { months, packMonths, currency, now } = report;
  const { best, series } = seriesOf(report, t('rest'));
  const keys = new Set(series.map(({ key }) => key));
  const data = months.map((month) => {
    const point: Record<string, number> = Object.fromEntries(series.map(({ key }) => [key, 0]));
    for (const cell of packMonths.filter((one) => one.month === month)) {
      const key = keys.has(`pack:${cell.code}`) ? `pack:${cell.code}` : REST;
      point[key] = (point[key] ?? 0) + Number(cell.revenueMinor);
    }
    return { ...point, x: formatMonth(month, locale, 'UTC', 'short') };
  });
  return (
    <Card>
      <CardHeader title={t('title')} description={t('description')} />
      {best ? (
        <BarChart
          label={t('title')}
          summary={t('summary', {
            total: formatMoney(now.packRevenueMinor, currency, locale),
            purchases: now.purchases,
            pack: best.name,
            amount: formatMoney(best.total, currency, locale),
          })}
          xLabel={t('month')}
          data={data}
          series={series}
          format={{ currency }}
        />
      ) : (
        <EmptyState picture="chart" title={t('empty')} />
      )}
    </Card>
  );
}
