import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { z } from 'zod';
import { LoadingList } from '@/components/frame/loading-view';
import { InvoiceTable } from '@/components/invoices/invoice-table';
import { InvoiceTabs } from '@/components/invoices/invoice-tabs';
import { OverdueBanner } from '@/components/invoices/overdue-banner';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import { type Context, can } from '@/lib/core/context';
import { listOverdue } from '@/lib/domain/invoices/list-overdue';
import { listInvoices } from '@/lib/domain/invoices/queries';
import { ListInvoicesInput } from '@/lib/domain/invoices/schema';
import { requireMember } from '@/lib/web/session';

const PATH = '/billing/invoices';
// A mistyped address shows the whole list, never an error.
const Search = z.object({
  status: ListInvoicesInput.shape.status.catch(undefined),
  cursor: ListInvoicesInput.shape.cursor.catch(undefined),
});
type Query = z.output<typeof Search>;

export async function generateMetadata() {
  return { title: (await getTranslations('invoices'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function InvoicesPage({ searchParams }: Props) {
  const { ctx } = await requireMember();
  if (!can(ctx, 'billing:read')) notFound();
  const query = Search.parse(await searchParams);
  return (
    <Suspense fallback={<LoadingList rows={8} columns={6} />}>
      <Invoices ctx={ctx} query={query} />
    </Suspense>
  );
}

const addressOf = (file: string, query: Partial<Query>) => {
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value)).toString();
  return `${PATH}${file}${search && `?${search}`}`;
};

async function Invoices({ ctx, query }: { ctx: Context; query: Query }) {
  const { status, cursor } = query;
  const [t, { rows, nextCursor }, overdue] = await Promise.all([
    getTranslations('invoices'),
    listInvoices(ctx, query),
    listOverdue(ctx),
  ]);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          <>
            <LinkButton href={addressOf('/export.csv', { status })} prefetch={false} download>
              {t('csv')}
            </LinkButton>
            <LinkButton href={addressOf('/export.json', { status })} prefetch={false} download>
              {t('json')}
            </LinkButton>
          </>
        }
      />
      <OverdueBanner overdue={overdue} />
      <InvoiceTabs base={PATH} current={status} />
      <Card padded={rows.length === 0}>
        {rows.length === 0 ? (
          <EmptyState
            picture="table"
            title={t(status ? 'emptyFilter' : 'empty')}
            action={status && <LinkButton href={PATH}>{t('showAll')}</LinkButton>}
          />
        ) : (
          <InvoiceTable rows={rows} base={PATH} />
        )}
      </Card>
      <Pagination
        previousHref={cursor ? addressOf('', { status }) : undefined}
        nextHref={nextCursor ? addressOf('', { status, cursor: nextCursor }) : undefined}
      />
    </>
  );
}
