import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { BaseTable } from '@/components/revenue/base-table';
import { RevenueViews } from '@/components/revenue/revenue-views';
import { Counting } from '@/components/finance/counting';
import { FigureLine } from '@/components/finance/figure-line';
import { MrrMovements, MrrTiers } from '@/components/finance/mrr';
import { PackRevenue } from '@/components/finance/pack-revenue';
import { RangeBar } from '@/components/finance/range-bar';
import { RevenueSkeleton } from '@/components/finance/revenue-skeleton';
import { RollForwards } from '@/components/finance/roll-forwards';
import { SupportFacts } from '@/components/finance/support-facts';
import { TargetBars } from '@/components/finance/target-bars';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { type Context, can } from '@/lib/core/context';
import { getRevenueReport } from '@/lib/domain/revenue/queries';
import { parseRange } from '@/lib/domain/revenue/range';
import { rangeQuery } from '@/lib/domain/revenue/schema';
import { requireStaff } from '@/lib/web/session';
import { saveTargets } from './actions';

export async function generateMetadata() {
  return { title: (await getTranslations('finance'))('title') };
}

type Search = Record<string, string | string[] | undefined>;
type Props = { searchParams: Promise<Search> };

export default async function RevenuePage({ searchParams }: Props) {
  const { ctx } = await requireStaff('revenue:read');
  const search = await searchParams;
  // Who may not read it was told so above: what streams below can no longer answer 404.
  return (
    <Suspense key={JSON.stringify(search)} fallback={<RevenueSkeleton />}>
      <Revenue ctx={ctx} search={search} />
    </Suspense>
  );
}

async function Revenue({ ctx, search }: { ctx: Context; search: Search }) {
  const { range, adjusted } = parseRange(search, ctx.now);
  const asked = typeof search.currency === 'string' ? search.currency : undefined;
  const [t, report] = await Promise.all([getTranslations('finance'), getRevenueReport(ctx, range, asked)]);
  const query = rangeQuery(report.range, report.currency);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          <LinkButton href={`/finance/revenue/export.csv?${query}`} prefetch={false} download>
            {t('export')}
          </LinkButton>
        }
      />
      <RevenueViews current="overview" query={query} />
      <RangeBar report={report} adjusted={adjusted} />
      <FigureLine report={report} query={query} />
      <div className="grid items-start gap-6 lg:grid-cols-3">
        <div className="flex min-w-0 flex-col gap-6 lg:col-span-2">
          <PackRevenue report={report} />
          <MrrMovements report={report} query={query} />
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <TargetBars report={report} save={can(ctx, 'revenue:manage') ? saveTargets : undefined} />
          <MrrTiers report={report} query={query} />
        </div>
      </div>
      <RollForwards report={report} query={query} />
      <BaseTable base={report.base} />
      <SupportFacts report={report} query={query} />
      <Counting />
    </>
  );
}
