import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { ReceivableTable } from '@/components/finance/receivable-table';
import { ReceivableTotalsBar } from '@/components/finance/receivable-totals';
import { SearchForm } from '@/components/admin/search-form';
import { LoadingList } from '@/components/frame/loading-view';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { LinkTabs } from '@/components/ui/tabs';
import type { Context } from '@/lib/core/context';
import { listReceivables } from '@/lib/domain/receivables/queries';
import { receivableStates } from '@/lib/domain/receivables/schema';
import { requireStaff } from '@/lib/web/session';
import { readReceivableQuery } from './read-query';

export async function generateMetadata() {
  return { title: (await getTranslations('finance.receivables'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ReceivablesPage({ searchParams }: Props) {
  const { ctx } = await requireStaff('revenue:read');
  const query = readReceivableQuery(await searchParams);
  return (
    <Suspense fallback={<LoadingList rows={8} columns={7} />}>
      <Receivables ctx={ctx} query={query} />
    </Suspense>
  );
}

type Query = ReturnType<typeof readReceivableQuery>;

const PATH = '/finance/receivables';
const queryOf = ({ state, customer }: Query) =>
  new URLSearchParams({ state, ...(customer && { customer }) }).toString();

async function Receivables({ ctx, query }: { ctx: Context; query: Query }) {
  const [t, page] = await Promise.all([getTranslations('finance.receivables'), listReceivables(ctx, query)]);
  const here = queryOf(query);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          <LinkButton href={`${PATH}/export.csv?${here}`} prefetch={false} download>
            {t('export')}
          </LinkButton>
        }
      />
      <LinkTabs
        label={t('tabs.label')}
        tabs={receivableStates.map((state) => ({
          href: `${PATH}?${queryOf({ ...query, state })}`,
          label: t(`tabs.${state}`),
          current: state === query.state,
        }))}
      />
      <SearchForm
        action={PATH}
        label={t('search')}
        q={query.customer ?? ''}
        name="customer"
        keep={{ state: query.state }}
      />
      <ReceivableTotalsBar totals={page.totals} />
      <ReceivableTable
        rows={page.rows}
        isFiltered={query.state !== 'all' || Boolean(query.customer)}
        firstHref={query.after ? `${PATH}?${here}` : undefined}
        nextHref={page.next ? `${PATH}?${here}&after=${page.next}` : undefined}
      />
    </>
  );
}
