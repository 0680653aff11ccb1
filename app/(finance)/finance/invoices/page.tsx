import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { z } from 'zod';
import { SearchForm } from '@/components/admin/search-form';
import { LoadingList } from '@/components/frame/loading-view';
import { AgeingTable } from '@/components/invoices/ageing-table';
import { InvoiceTable } from '@/components/invoices/invoice-table';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import { LinkTabs } from '@/components/ui/tabs';
import type { Context } from '@/lib/core/context';
import { getAgeing, listInvoicesForFinance } from '@/lib/domain/invoices/queries';
import { FinanceInvoicesInput, ageBuckets } from '@/lib/domain/invoices/schema';
import { requireStaff } from '@/lib/web/session';

const PATH = '/finance/invoices';
const states = [undefined, 'open', 'paid', 'void', 'uncollectible'] as const;
const { status, age, cursor, number, organisationId } = FinanceInvoicesInput.shape;
// A mistyped address shows the whole list, never an error.
const Search = z.object({
  ...{ status: status.catch(undefined), age: age.catch(undefined), cursor: cursor.catch(undefined) },
  ...{ number: number.catch(undefined), organisationId: organisationId.catch(undefined) },
});
type Query = z.output<typeof Search>;

export async function generateMetadata() {
  return { title: (await getTranslations('invoices.finance'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function FinanceInvoicesPage({ searchParams }: Props) {
  const { ctx } = await requireStaff('revenue:read');
  const query = Search.parse(await searchParams);
  return (
    <Suspense fallback={<LoadingList rows={8} columns={8} />}>
      <Invoices ctx={ctx} query={query} />
    </Suspense>
  );
}

const addressOf = (query: Partial<Query>) => {
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value)).toString();
  return `${PATH}${search && `?${search}`}`;
};

async function Invoices({ ctx, query }: { ctx: Context; query: Query }) {
  const { cursor: from, ...filters } = query;
  const [t, { rows, nextCursor }, ageing] = await Promise.all([
    getTranslations('invoices'),
    listInvoicesForFinance(ctx, query),
    getAgeing(ctx, { organisationId: query.organisationId }),
  ]);
  const tabs = [
    ...states.map((one) => ({
      href: addressOf({ ...filters, age: undefined, status: one }),
      label: one ? t(`status.${one}`) : t('tabs.all'),
      current: !query.age && one === query.status,
    })),
    ...ageBuckets
      .filter((one) => one === query.age)
      .map((one) => ({ href: addressOf(filters), label: t(`finance.age.${one}`), current: true })),
  ];
  const isFiltered = Object.values(filters).some(Boolean);
  return (
    <>
      <PageHeader title={t('finance.title')} description={t('finance.description')} />
      <AgeingTable rows={ageing} />
      <LinkTabs label={t('tabs.label')} tabs={tabs} />
      <SearchForm action={PATH} label={t('finance.search')} q={query.number ?? ''} name="number" />
      <Card padded={rows.length === 0}>
        {rows.length === 0 ? (
          <EmptyState
            picture="table"
            title={t(isFiltered ? 'emptyFilter' : 'empty')}
            action={isFiltered && <LinkButton href={PATH}>{t('showAll')}</LinkButton>}
          />
        ) : (
          <InvoiceTable rows={rows} base={PATH} />
        )}
      </Card>
      <Pagination
        previousHref={from ? addressOf(filters) : undefined}
        nextHref={nextCursor ? addressOf({ ...filters, cursor: nextCursor }) : undefined}
      />
    </>
  );
}
