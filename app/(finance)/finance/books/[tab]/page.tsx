import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { BookTableCard } from '@/components/books/book-table';
import { BookTabs } from '@/components/books/book-tabs';
import { JournalFilterForm } from '@/components/books/journal-filters';
import { JournalTable } from '@/components/books/journal-table';
import { PeriodForm } from '@/components/books/period-form';
import { Ties } from '@/components/books/ties';
import { PageCrumbs } from '@/components/frame/shell-context';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import type { Context } from '@/lib/core/context';
import { readBook, type TableTab } from '@/lib/domain/books/get-book';
import { listJournal } from '@/lib/domain/books/list-journal';
import { bookTabs } from '@/lib/domain/books/schema';
import { requireStaff } from '@/lib/web/session';
import { type Search, addressOf, readBookSearch, readJournalSearch } from '../read-search';

export async function generateMetadata() {
  return { title: (await getTranslations('books'))('title') };
}

type Props = { params: Promise<{ tab: string }>; searchParams: Promise<Search> };

export default async function BookPage({ params, searchParams }: Props) {
  const { ctx } = await requireStaff('revenue:read');
  const asked = (await params).tab;
  const tab = bookTabs.find((one) => one === asked);
  if (!tab) notFound();
  const search = await searchParams;
  return tab === 'journal' ? (
    <Journal ctx={ctx} search={search} />
  ) : (
    <Book ctx={ctx} tab={tab} search={search} />
  );
}

async function Journal({ ctx, search }: { ctx: Context; search: Search }) {
  const { query, isBad } = readJournalSearch(search);
  const [t, page] = await Promise.all([getTranslations('books'), listJournal(ctx, query)]);
  const { after, ...filters } = query;
  const here = addressOf(filters);
  const path = '/finance/books/journal';
  const days = addressOf({ from: filters.from, to: filters.to });
  return (
    <>
      <PageCrumbs items={[{ label: t('tabs.journal') }]} />
      <PageHeader
        title={t('title')}
        description={t('lead.journal')}
        actions={
          <>
            <LinkButton href={`/finance/books/ledger.journal?${days}`} prefetch={false} download>
              {t('exportLedger')}
            </LinkButton>
            <LinkButton href={`${path}/export.csv?${here}`} prefetch={false} download>
              {t('export')}
            </LinkButton>
          </>
        }
      />
      <BookTabs current="journal" />
      <JournalFilterForm filters={filters} isBad={isBad} />
      <JournalTable
        rows={page.rows}
        isFiltered={here !== ''}
        firstHref={after ? `${path}?${here}` : undefined}
        nextHref={page.next ? `${path}?${addressOf({ ...filters, after: page.next })}` : undefined}
      />
    </>
  );
}

async function Book({ ctx, tab, search }: { ctx: Context; tab: TableTab; search: Search }) {
  const asked = readBookSearch(search);
  const [t, table] = await Promise.all([getTranslations('books'), readBook(tab, ctx, asked)]);
  const today = ctx.now.toISOString().slice(0, 10);
  const shown = { month: asked.month ?? today.slice(0, 7), on: asked.on ?? today };
  const path = `/finance/books/${tab}`;
  return (
    <>
      <PageCrumbs items={[{ label: t(`tabs.${tab}`) }]} />
      <PageHeader
        title={t('title')}
        description={t(`lead.${tab}`)}
        actions={
          <LinkButton href={`${path}/export.csv?${addressOf(asked)}`} prefetch={false} download>
            {t('export')}
          </LinkButton>
        }
      />
      <BookTabs current={tab} />
      <PeriodForm tab={tab} path={path} {...shown} />
      <Ties ties={table.ties} />
      <BookTableCard table={table} label={t(`tabs.${tab}`)} empty={t(`empty.${tab}`)} />
    </>
  );
}
