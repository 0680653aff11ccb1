import type { CsvMapping } from './schema';

export type Guess = Partial<
  Pick<
    CsvMapping,
    'dateColumn' | 'amountColumn' | 'creditColumn' | 'debitColumn' | 'referenceColumn' | 'nameColumn'
  > &
    Pick<CsvMapping, 'idColumn' | 'headLine' | 'decimal' | 'dateOrder'>
>;

/** What banks call their columns, in English, German, Polish and French; the likelier word first. */
const names = {
  dateColumn: ['booking date', 'buchungstag', 'data operacji', 'date', 'datum', 'data'],
  amountColumn: ['amount', 'betrag', 'kwota', 'montant'],
  creditColumn: ['credit', 'money in', 'paid in', 'haben', 'uznania', 'crédit'],
  debitColumn: ['debit', 'money out', 'paid out', 'soll', 'obciążenia', 'débit'],
  referenceColumn: [
    'reference',
    'purpose',
    'verwendungszweck',
    'description',
    'details',
    'tytuł',
    'text',
    'libellé',
  ],
  nameColumn: ['counterparty', 'payer', 'beguenstigter', 'auftraggeber', 'kontrahent', 'name', 'nom'],
  idColumn: ['transaction id', 'bank reference', 'id', 'numer'],
} as const;
type Column = keyof typeof names;
const columns = Object.keys(names) as Column[];

const DELIMITERS = [';', ',', '\t', '|'];

/** Cells without their quotes; a quoted delimiter is rare enough in a head to be typed over. */
function cellsOf(line: string): string[] {
  const delimiter = DELIMITERS.reduce((most, sign) =>
    line.split(sign).length > line.split(most).length ? sign : most,
  );
  return line.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
}

function columnsIn(line: string): Partial<Record<Column, string>> {
  const free = new Set(cellsOf(line.replace(/^\uFEFF/, '')).filter(Boolean));
  const found: Partial<Record<Column, string>> = {};
  for (const column of columns)
    for (const word of names[column]) {
      if (found[column]) break;
      const cell =
        [...free].find((one) => one.toLowerCase() === word) ??
        [...free].find((one) => one.toLowerCase().includes(word));
      if (!cell || (column === 'idColumn' && !/\b(id|numer|reference)\b/i.test(cell))) continue;
      found[column] = cell;
      free.delete(cell);
    }
  return found;
}

/** How days stand in a column: the parts that exceed twelve tell; null where nothing does. */
function orderOf(days: string[]): CsvMapping['dateOrder'] | null {
  const parts = days.flatMap((day) => {
    const found = /^(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})/.exec(day);
    return found ? [found.slice(1).map(Number)] : [];
  });
  if (parts.some(([first = 0]) => first > 31)) return 'YMD';
  if (parts.some(([first = 0]) => first > 12)) return 'DMY';
  if (parts.some(([, second = 0]) => second > 12)) return 'MDY';
  return null;
}

/**
 * How the first lines of a bank's CSV are likely to be read, by the names of its columns; empty where no line looks like a
 * head. It only fills the form: a person looks at it, and the import reads by what the form says.
 */
export function guessMapping(lines: readonly string[]): Guess {
  const heads = lines.map(columnsIn);
  const sizes = heads.map((found) => Object.keys(found).length);
  const at = sizes.indexOf(Math.max(0, ...sizes));
  const found = heads[at];
  if (!found?.dateColumn || (!found.amountColumn && !found.creditColumn)) return {};
  const head = cellsOf((lines[at] ?? '').replace(/^\uFEFF/, ''));
  const rows = lines
    .slice(at + 1)
    .map(cellsOf)
    .filter((row) => row.length === head.length);
  const valuesOf = (column: string | undefined) =>
    column ? rows.map((row) => row[head.indexOf(column)] ?? '') : [];
  const sums = [found.amountColumn, found.creditColumn, found.debitColumn].flatMap(valuesOf);
  const order = orderOf(valuesOf(found.dateColumn));
  const isComma = sums.some((sum) => /,\d{1,2}\D*$/.test(sum));
  // One signed column is enough.
  const { creditColumn: _, debitColumn: __, ...signed } = found;
  return {
    ...(found.amountColumn ? signed : found),
    headLine: at + 1,
    ...(sums.length > 0 && { decimal: isComma ? ',' : '.' }),
    ...(order && { dateOrder: order }),
  };
}
