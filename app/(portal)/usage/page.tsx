import { getTranslations } from 'next-intl/server';
import { UsageChart } from '@/components/usage/usage-chart';
import { UsageExports } from '@/components/usage/usage-exports';
import { UsageFilters } from '@/components/usage/usage-filters';
import { UsageTable } from '@/components/usage/usage-table';
import { UsageTotals } from '@/components/usage/usage-totals';
import { PageHeader } from '@/components/ui/page-header';
import { isLongExport, listExports } from '@/lib/domain/analytics/export-queries';
import { getAnalytics } from '@/lib/domain/analytics/get-analytics';
import { listUsageChoices } from '@/lib/domain/analytics/list-usage-choices';
import { readUsageSearch } from '@/lib/domain/analytics/read-usage-search';
import { requireMember } from '@/lib/web/session';
import { exportEntries } from './actions';

export async function generateMetadata() {
  return { title: (await getTranslations('usage'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function UsagePage({ searchParams }: Props) {
  const { ctx } = await requireMember();
  const { search, adjusted } = readUsageSearch(await searchParams, ctx.now);
  const { range, ...filters } = search;
  const days = { from: range.from, to: range.to };
  const [t, analytics, choices, isLong, exports] = await Promise.all([
    getTranslations('usage'),
    getAnalytics(ctx, { ...filters, ...days }),
    listUsageChoices(ctx),
    isLongExport(ctx, days),
    listExports(ctx),
  ]);
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <UsageFilters search={search} choices={choices} adjusted={adjusted} />
      <UsageTotals analytics={analytics} />
      <UsageChart analytics={analytics} search={search} />
      <UsageTable analytics={analytics} search={search} />
      <UsageExports search={search} isLong={isLong} initial={exports} start={exportEntries} />
    </>
  );
}
