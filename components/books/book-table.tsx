import { useLocale, useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { TextLink } from '@/components/ui/link-button';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { formatMoney, formatMonth, formatNumber, formatPercent } from '@/lib/core/format';
import type { BookColumn, BookRow, BookTable } from '@/lib/domain/books/schema';
import { useAccountName } from './use-account-name';

const NUMERIC = new Set<BookColumn['kind']>(['money', 'count', 'rate']);
const BPS = 10_000;
const WIDE = 'max-md:hidden';
const ENDS = new Set(['closing', 'total', 'due', 'breakage']);

/** What a phone shows beside the first column: what a row comes to. The rest stands beneath its name. */
function isNarrow(columns: BookColumn[], key: string): boolean {
  if (key === columns[0]?.key) return true;
  return columns.some((column) => ENDS.has(column.key)) ? ENDS.has(key) : key === 'debit' || key === 'credit';
}

/** A book as a table; the first cell of a row opens the entries that it sums. */
export function BookTableCard({ table, label, empty }: { table: BookTable; label: string; empty: string }) {
  const t = useTranslations('books');
  if (table.rows.length === 0)
    return (
      <Card>
        <EmptyState picture="table" title={empty} />
      </Card>
    );
  return (
    <Card padded={false}>
      <Table label={label}>
        <THead>
          {table.columns.map(({ key, kind }) => (
            <HeaderCell
              key={key}
              numeric={NUMERIC.has(kind)}
              className={isNarrow(table.columns, key) ? undefined : WIDE}
            >
              {t(`column.${key as 'account'}`)}
            </HeaderCell>
          ))}
        </THead>
        <TBody>
          {table.rows.map((row) => (
            <Row key={row.id} className={row.isTotal ? 'font-medium' : undefined}>
              {table.columns.map((column, index) => (
                <Cell
                  key={column.key}
                  numeric={NUMERIC.has(column.kind)}
                  heading={index === 0}
                  muted={column.kind === 'money' && row.cells[index] === '0'}
                  className={cellClass(table.columns, column.key, index)}
                >
                  <Value column={column} row={row} cell={row.cells[index] ?? null} isFirst={index === 0} />
                  {index === 0 && <Beneath columns={table.columns} row={row} />}
                </Cell>
              ))}
            </Row>
          ))}
        </TBody>
      </Table>
    </Card>
  );
}

function cellClass(columns: BookColumn[], key: string, index: number): string | undefined {
  if (!isNarrow(columns, key)) return WIDE;
  return index === 0 ? 'max-md:[overflow-wrap:anywhere] md:whitespace-nowrap' : 'max-md:align-top';
}

/** What a phone has no column for, without what is nothing. */
function Beneath({ columns, row }: { columns: BookColumn[]; row: BookRow }) {
  const t = useTranslations('books.column');
  return (
    <span className="text-muted mt-1 flex flex-wrap gap-x-3 text-xs font-normal md:hidden">
      {columns.map((column, index) => {
        const cell = row.cells[index] ?? null;
        if (isNarrow(columns, column.key) || cell === null || cell === '0') return null;
        return (
          <span key={column.key}>
            {column.kind !== 'currency' && t(column.key as 'account')}{' '}
            <Value column={column} row={row} cell={cell} isFirst={false} />
          </span>
        );
      })}
    </span>
  );
}

type ValueProps = { column: BookColumn; row: BookRow; cell: string | null; isFirst: boolean };

function Value({ column, row, cell, isFirst }: ValueProps) {
  const t = useTranslations('books');
  const text = useText(column, row, cell);
  if (!isFirst) return text;
  const shown = row.isTotal && cell === 'total' ? t('total') : text;
  if (!row.journal) return shown;
  return (
    <TextLink
      href={`/finance/books/journal?${new URLSearchParams(row.journal).toString()}`}
      title={t('rows', { name: typeof shown === 'string' ? shown : row.id })}
    >
      {shown}
    </TextLink>
  );
}

function useText({ kind }: BookColumn, { currency }: BookRow, cell: string | null): string {
  const locale = useLocale();
  const t = useTranslations('books.accountName');
  const name = useAccountName();
  if (kind === 'tax') return cell ?? t('taxNone');
  if (cell === null) return '';
  if (cell === 'total') return cell;
  switch (kind) {
    case 'money':
      return formatMoney(cell, currency, locale);
    case 'count':
      return formatNumber(Number(cell), locale);
    case 'rate':
      return formatPercent(Number(cell) / BPS, { digits: 2, locale });
    case 'month':
      return formatMonth(cell, locale, 'UTC');
    case 'account': {
      const [account = '', taxName = null] = cell.split('|');
      return name(account, taxName);
    }
    case 'customer':
      return cell.slice(cell.indexOf('|') + 1);
    default:
      return cell;
  }
}
