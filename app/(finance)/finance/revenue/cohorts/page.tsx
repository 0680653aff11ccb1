import { getTranslations } from 'next-intl/server';
import { CohortTable } from '@/components/revenue/cohort-table';
import { RevenueViews } from '@/components/revenue/revenue-views';
import { PageCrumbs } from '@/components/frame/shell-context';
import { PageHeader } from '@/components/ui/page-header';
import { LinkTabs } from '@/components/ui/tabs';
import { getCohorts } from '@/lib/domain/revenue/cohorts';
import { parseRange } from '@/lib/domain/revenue/range';
import { readCurrency } from '@/lib/domain/revenue/read-currency';
import { rangeQuery } from '@/lib/domain/revenue/schema';
import { requireStaff } from '@/lib/web/session';

export async function generateMetadata() {
  return { title: (await getTranslations('finance.cohorts'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** The last day of a month, or today in the month that runs. */
function monthQuery(month: string, today: string, currency: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const last = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
  const to = last < today ? last : today;
  return rangeQuery({ preset: 'custom', from: `${month}-01`, to }, currency);
}

export default async function CohortsPage({ searchParams }: Props) {
  const { ctx } = await requireStaff('revenue:read');
  const search = await searchParams;
  const { range } = parseRange(search, ctx.now);
  const currency = await readCurrency(ctx, search.currency);
  const show = search.show === 'paid' ? 'paid' : 'share';
  const [t, cohorts] = await Promise.all([getTranslations('finance'), getCohorts(ctx, currency)]);
  const query = rangeQuery(range, currency);
  const today = ctx.now.toISOString().slice(0, 10);
  return (
    <>
      <PageCrumbs items={[{ label: t('views.cohorts') }]} />
      <PageHeader title={t('cohorts.title')} description={t('cohorts.description')} />
      <RevenueViews current="cohorts" query={query} />
      <LinkTabs
        label={t('cohorts.view')}
        tabs={(['share', 'paid'] as const).map((view) => ({
          href: `/finance/revenue/cohorts?${query}&show=${view}`,
          label: t(`cohorts.${view}`),
          current: view === show,
        }))}
      />
      <CohortTable
        cohorts={cohorts}
        currency={currency}
        show={show}
        hrefOf={(month) => `/finance/revenue/rows/customers?${monthQuery(month, today, currency)}`}
      />
    </>
  );
}
