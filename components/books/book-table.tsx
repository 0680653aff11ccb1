import { useLocale, useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { TextLink } from '@/components/ui/link-button';
import { Cell, HeaderCell, Row, Table, TBody, THead } from '@/components/ui/table';
import { formatMoney, formatMonth, formatNumber, formatPercent } from '@/lib/core/format';
import type { BookColumn, BookRow, BookTable } from '@/lib/domain/books/schema';

const NUMERIC = new Set<BookColumn['kind']>(['money', 'count', 'rate']);
const BPS = 10_000;

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
            <HeaderCell key={key} numeric={NUMERIC.has(kind)}>
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
                  className={index === 0 ? 'whitespace-nowrap' : undefined}
                >
                  <Value column={column} row={row} cell={row.cells[index] ?? null} isFirst={index === 0} />
                </Cell>
              ))}
            </Row>
          ))}
        </TBody>
      </Table>
    </Card>
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
    case 'customer':
      return cell.slice(cell.indexOf('|') + 1);
    default:
      return cell;
  }
}
