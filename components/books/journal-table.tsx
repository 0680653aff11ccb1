import { useLocale, useTranslations } from 'next-intl';
import { Fragment } from 'react';
import { Time } from '@/components/frame/time';
import { Card } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton, TextLink } from '@/components/ui/link-button';
import { Pagination } from '@/components/ui/pagination';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { formatDate, formatMoney } from '@/lib/core/format';
import type { JournalEntryDto } from '@/lib/domain/books/schema';
import { useAccountName } from './use-account-name';

interface JournalTableProps {
  rows: JournalEntryDto[];
  isFiltered: boolean;
  firstHref?: string;
  nextHref?: string;
}

/** Each entry with its lines below it: the first row says what it is, the others only account and amount. */
export function JournalTable({ rows, isFiltered, firstHref, nextHref }: JournalTableProps) {
  const t = useTranslations('books');
  if (rows.length === 0)
    return (
      <Card>
        <EmptyState
          picture="table"
          title={t(isFiltered ? 'journal.emptyFilter' : 'journal.empty')}
          action={isFiltered && <LinkButton href="/finance/books/journal">{t('filter.clear')}</LinkButton>}
        />
      </Card>
    );
  return (
    <Card padded={false}>
      <Table label={t('journal.table')}>
        <THead>
          <HeaderCell>{t('journal.entry')}</HeaderCell>
          <HeaderCell className="max-sm:hidden">{t('journal.day')}</HeaderCell>
          <HeaderCell>{t('journal.account')}</HeaderCell>
          <HeaderCell numeric>{t('journal.debit')}</HeaderCell>
          <HeaderCell numeric>{t('journal.credit')}</HeaderCell>
        </THead>
        <TBody>
          {rows.map((entry) => (
            <Fragment key={entry.id}>
              {entry.lines.map((line, index) => (
                <EntryRow key={`${line.account} ${index}`} entry={entry} index={index} />
              ))}
            </Fragment>
          ))}
        </TBody>
      </Table>
      {(firstHref ?? nextHref) && <Pagination previousHref={firstHref} nextHref={nextHref} />}
    </Card>
  );
}

function EntryRow({ entry, index }: { entry: JournalEntryDto; index: number }) {
  const locale = useLocale();
  const name = useAccountName();
  const line = entry.lines[index];
  if (!line) return null;
  const money = (minor: string | null) => (minor === null ? '' : formatMoney(minor, line.currency, locale));
  return (
    <Row className={index === 0 ? undefined : 'border-t-0'}>
      {index === 0 ? <EntryHead entry={entry} /> : <Continued entry={entry} />}
      <Cell className="max-sm:min-w-22 sm:whitespace-nowrap" title={line.account}>
        {name(line.account, line.taxName)}
      </Cell>
      <Cell numeric>{money(line.debitMinor)}</Cell>
      <Cell numeric>{money(line.creditMinor)}</Cell>
    </Row>
  );
}

function EntryHead({ entry }: { entry: JournalEntryDto }) {
  const t = useTranslations('books');
  const locale = useLocale();
  return (
    <>
      <Cell heading>
        <TextLink href={`/finance/books/journal?about=${entry.id}`}>{t(`kind.${entry.kind}`)}</TextLink>
        <span className="text-muted block font-normal [overflow-wrap:anywhere] max-sm:text-sm">
          {entry.organisationId === entry.organisation ? (
            t('journal.seller')
          ) : (
            <TextLink href={`/admin/customers/${entry.organisationId}`}>{entry.organisation}</TextLink>
          )}
          {' · '}
          <About entry={entry} />
        </span>
        {entry.lateFor && (
          <Chip tone="warning">{t('journal.late', { date: formatDate(entry.lateFor, locale, 'UTC') })}</Chip>
        )}
      </Cell>
      <Cell muted className="whitespace-nowrap max-sm:hidden">
        <Time at={entry.postedAt} format="datetime" />
      </Cell>
    </>
  );
}

/** What it was posted for, by the number that people know; its other entries beside it. */
function About({ entry: { about, reference } }: { entry: JournalEntryDto }) {
  const t = useTranslations('books.journal');
  const all = `/finance/books/journal?about=${reference}`;
  if (!about) return <TextLink href={all}>{t('about', { reference })}</TextLink>;
  const words = t(`for.${about.kind}`, { name: about.name });
  return (
    <>
      {about.href ? <TextLink href={about.href}>{words}</TextLink> : words}
      {' · '}
      <TextLink href={all}>{t('all')}</TextLink>
    </>
  );
}

/** Lines after the first belong to the entry above: a screen reader hears which one. */
function Continued({ entry }: { entry: JournalEntryDto }) {
  const t = useTranslations('books');
  return (
    <>
      <Cell>
        <span className="sr-only">{t(`kind.${entry.kind}`)}</span>
      </Cell>
      <Cell className="max-sm:hidden" />
    </>
  );
}
