import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { SearchForm } from '@/components/admin/search-form';
import { LoadingList } from '@/components/frame/loading-view';
import { AgeingTable } from '@/components/invoices/ageing-table';
import { InvoiceTable } from '@/components/invoices/invoice-table';
import { InvoiceTabs } from '@/components/invoices/invoice-tabs';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import type { Context } from '@/lib/core/context';
import { getAgeing, listInvoicesForFinance } from '@/lib/domain/invoices/queries';
import { requireStaff } from '@/lib/web/session';
import { type InvoiceQuery, readInvoiceQuery } from './read-query';

const PATH = '/finance/invoices';

export async function generateMetadata() {
  return { title: (await getTranslations('invoices.finance'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function FinanceInvoicesPage({ searchParams }: Props) {
  const { ctx } = await requireStaff('revenue:read');
  const query = readInvoiceQuery(await searchParams);
  return (
    <Suspense fallback={<LoadingList rows={8} columns={8} />}>
      <Invoices ctx={ctx} query={query} />
    </Suspense>
  );
}

const addressOf = (query: Partial<InvoiceQuery>, file = '') => {
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value)).toString();
  return `${PATH}${file}${search && `?${search}`}`;
};

async function Invoices({ ctx, query }: { ctx: Context; query: InvoiceQuery }) {
  const { cursor: from, ...filters } = query;
  const [t, { rows, nextCursor }, ageing] = await Promise.all([
    getTranslations('invoices'),
    listInvoicesForFinance(ctx, query),
    getAgeing(ctx, { organisationId: query.organisationId }),
  ]);
  const isFiltered = Object.values(filters).some(Boolean);
  return (
    <>
      <PageHeader
        title={t('finance.title')}
        description={t('finance.description')}
        actions={
          <>
            <LinkButton href={addressOf(filters, '/export.csv')} prefetch={false} download>
              {t('csv')}
            </LinkButton>
            <LinkButton href={addressOf(filters, '/export.json')} prefetch={false} download>
              {t('json')}
            </LinkButton>
          </>
        }
      />
      <AgeingTable rows={ageing} />
      <InvoiceTabs
        base={PATH}
        current={query.status}
        age={query.age}
        filters={{ number: filters.number, organisationId: filters.organisationId }}
      />
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
