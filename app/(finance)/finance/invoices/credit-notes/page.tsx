import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { z } from 'zod';
import { SearchForm } from '@/components/admin/search-form';
import { PageCrumbs } from '@/components/frame/shell-context';
import { LoadingList } from '@/components/frame/loading-view';
import { CreditNoteTable } from '@/components/invoices/credit-note-table';
import { InvoiceTabs } from '@/components/invoices/invoice-tabs';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import type { Context } from '@/lib/core/context';
import { listCreditNotesForFinance } from '@/lib/domain/invoices/credit-note-queries';
import { ListCreditNotesInput } from '@/lib/domain/invoices/schema';
import { requireStaff } from '@/lib/web/session';
import { askDocument } from '../actions';

const PATH = '/finance/invoices';
const HERE = `${PATH}/credit-notes`;
const { cursor, organisationId, number } = ListCreditNotesInput.shape;
// A mistyped address shows the whole list, never an error.
const Search = z.object({
  ...{ cursor: cursor.catch(undefined), organisationId: organisationId.catch(undefined) },
  number: number.catch(undefined),
});
type Query = z.output<typeof Search>;

export async function generateMetadata() {
  return { title: (await getTranslations('invoices.notes'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function FinanceCreditNotesPage({ searchParams }: Props) {
  const { ctx } = await requireStaff('revenue:read');
  const query = Search.parse(await searchParams);
  return (
    <Suspense fallback={<LoadingList rows={8} columns={7} />}>
      <CreditNotes ctx={ctx} query={query} />
    </Suspense>
  );
}

const addressOf = (query: Partial<Query>) => {
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value)).toString();
  return `${HERE}${search && `?${search}`}`;
};

async function CreditNotes({ ctx, query }: { ctx: Context; query: Query }) {
  const { cursor: from, ...filters } = query;
  const [t, { rows, nextCursor }] = await Promise.all([
    getTranslations('invoices'),
    listCreditNotesForFinance(ctx, query),
  ]);
  const isFiltered = Object.values(filters).some(Boolean);
  return (
    <>
      <PageCrumbs items={[{ label: t('finance.back'), href: PATH }, { label: t('notes.title') }]} />
      <PageHeader title={t('notes.title')} description={t('notes.descriptionFinance')} />
      <InvoiceTabs base={PATH} current="creditNotes" filters={{ organisationId: filters.organisationId }} />
      <SearchForm action={HERE} label={t('finance.search')} q={query.number ?? ''} name="number" />
      <Card padded={rows.length === 0}>
        {rows.length === 0 ? (
          <EmptyState
            picture="table"
            title={t(isFiltered ? 'notes.emptyFilter' : 'notes.emptyFinance')}
            action={isFiltered && <LinkButton href={HERE}>{t('notes.showAll')}</LinkButton>}
          />
        ) : (
          <CreditNoteTable rows={rows} base={PATH} ask={askDocument} />
        )}
      </Card>
      <Pagination
        previousHref={from ? addressOf(filters) : undefined}
        nextHref={nextCursor ? addressOf({ ...filters, cursor: nextCursor }) : undefined}
      />
    </>
  );
}
