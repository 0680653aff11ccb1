import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { PageCrumbs } from '@/components/frame/shell-context';
import { LoadingList } from '@/components/frame/loading-view';
import { CreditNoteTable } from '@/components/invoices/credit-note-table';
import { InvoiceTabs } from '@/components/invoices/invoice-tabs';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import { type Context, can } from '@/lib/core/context';
import { listCreditNotes } from '@/lib/domain/invoices/credit-note-queries';
import { ListCreditNotesInput } from '@/lib/domain/invoices/schema';
import { requireMember } from '@/lib/web/session';
import { askDocument } from '../actions';

const PATH = '/billing/invoices';

export async function generateMetadata() {
  return { title: (await getTranslations('invoices.notes'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function CreditNotesPage({ searchParams }: Props) {
  const { ctx } = await requireMember();
  if (!can(ctx, 'billing:read')) notFound();
  const cursor = ListCreditNotesInput.shape.cursor.catch(undefined).parse((await searchParams).cursor);
  return (
    <Suspense fallback={<LoadingList rows={8} columns={6} />}>
      <CreditNotes ctx={ctx} cursor={cursor} />
    </Suspense>
  );
}

async function CreditNotes({ ctx, cursor }: { ctx: Context; cursor: string | undefined }) {
  const [t, { rows, nextCursor }] = await Promise.all([
    getTranslations('invoices'),
    listCreditNotes(ctx, { cursor }),
  ]);
  const here = `${PATH}/credit-notes`;
  return (
    <>
      <PageCrumbs items={[{ label: t('title'), href: PATH }, { label: t('notes.title') }]} />
      <PageHeader title={t('notes.title')} description={t('notes.description')} />
      <InvoiceTabs base={PATH} current="creditNotes" />
      <Card padded={rows.length === 0}>
        {rows.length === 0 ? (
          <EmptyState picture="table" title={t('notes.empty')} />
        ) : (
          <CreditNoteTable rows={rows} base={PATH} ask={askDocument} />
        )}
      </Card>
      <Pagination
        previousHref={cursor ? here : undefined}
        nextHref={nextCursor ? `${here}?cursor=${nextCursor}` : undefined}
      />
    </>
  );
}
