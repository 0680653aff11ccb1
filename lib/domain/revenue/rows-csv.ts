import { creditsToDecimal } from '@/lib/core/credits';
import { moneyToDecimal } from '@/lib/core/money';
import type { ColumnKind, RowsDto } from './schema';

function plain(cell: string | null, kind: ColumnKind, currency: string): string {
  if (cell === null) return '';
  if (kind === 'money') return moneyToDecimal(BigInt(cell), currency);
  if (kind === 'credits') return creditsToDecimal(BigInt(cell));
  if (kind === 'seconds') return (Number(cell) / 3_600).toFixed(2);
  return kind === 'customer' ? cell.slice(cell.indexOf('|') + 1) : cell;
}

/** Rows behind a figure as lines of a table; money as decimals with the currency in the head, times in hours. */
export function rowsLines(
  { columns, rows }: RowsDto,
  currency: string,
  word: (key: string) => string,
): string[][] {
  const head = columns.map(({ key, kind }) => (kind === 'money' ? `${word(key)} (${currency})` : word(key)));
  return [
    ['id', ...head],
    ...rows.map(({ id, cells }) => [
      id,
      ...columns.map(({ kind }, index) => plain(cells[index] ?? null, kind, currency)),
    ]),
  ];
}
