import { useLocale, useTranslations } from 'next-intl';
import { BarChart } from '@/components/charts/bar-chart';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { LinkTabs } from '@/components/ui/tabs';
import { formatDay, formatDecimal, formatMonth } from '@/lib/core/format';
import { type AnalyticsDto, groupings } from '@/lib/domain/analytics/schema';
import { type UsageSearch, usageHref } from '@/lib/domain/analytics/schema.usage';
import { groupsOf, useGroupName } from './usage-names';
import { seriesKey, toPoints } from './usage-points';

type Props = { analytics: AnalyticsDto; search: UsageSearch };

export function UsageChart({ analytics, search }: Props) {
  const t = useTranslations('usage');
  const isEmpty = analytics.total.credits === '0' && analytics.total.count === 0;
  const hasFormer = analytics.former !== null && analytics.former.credits !== '0';
  return (
    <Card as="section" aria-labelledby="chart-title">
      <CardHeader
        id="chart-title"
        title={t('chart.title')}
        actions={
          <LinkButton size="sm" href={usageHref({ ...search, compare: !search.compare })} scroll={false}>
            {search.compare ? t('compare.off') : t('compare.on', { days: search.range.days })}
          </LinkButton>
        }
      />
      <LinkTabs
        label={t('group.label')}
        className="mb-4"
        tabs={groupings.map((groupBy) => ({
          href: usageHref({ ...search, groupBy }),
          label: t(`group.${groupBy}`),
          current: groupBy === search.groupBy,
        }))}
      />
      {isEmpty && !hasFormer ? (
        <EmptyState picture="chart" title={t('chart.empty')} />
      ) : (
        <Drawing analytics={analytics} />
      )}
    </Card>
  );
}

function Drawing({ analytics }: { analytics: AnalyticsDto }) {
  const t = useTranslations('usage.chart');
  const locale = useLocale();
  const nameOf = useGroupName();
  const { groupBy, total, former } = analytics;
  const { bar, shown, hasOther, points } = toPoints(analytics);
  const groups = groupsOf(analytics);
  const [most] = groups;
  const label = (key: string | null) =>
    nameOf(groupBy, groups.find((group) => group.key === key) ?? { key, name: null });
  const series =
    groupBy === 'day' || shown.length === 0
      ? [{ key: 'used', label: t('used') }]
      : [
          ...shown.map((key) => ({ key: seriesKey(key), label: label(key) })),
          ...(hasOther ? [{ key: 'other', label: t('other') }] : []),
        ];
  const mostUsed =
    groupBy !== 'day' && most
      ? t('most', { name: nameOf(groupBy, most), credits: formatDecimal(most.credits, locale) })
      : '';
  return (
    <BarChart
      label={t('label')}
      summary={[
        t('summary', {
          ...{ total: formatDecimal(total.credits, locale), days: analytics.byDay.length, most: mostUsed },
        }),
        t(`each.${bar}`),
      ].join(' ')}
      xLabel={t(`x.${bar}`)}
      format="credits"
      series={series}
      line={former && former.credits !== '0' ? { key: 'before', label: t('before') } : undefined}
      data={points.map(({ from, ...point }) => ({
        ...point,
        x: bar === 'month' ? formatMonth(from, locale, 'UTC', 'short') : formatDay(from, locale),
      }))}
    />
  );
}
