import { stringify } from 'csv-stringify/sync';

const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^-?\d+(\.\d+)?$/;

/** A spreadsheet would run a cell that begins like a formula: an apostrophe keeps it text. Numbers stay numbers. */
const harmless = (cell: string) => (FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell);

/** RFC 4180 with a byte order mark, without which Excel reads UTF-8 as something else. */
export function toCsv(rows: readonly (readonly (string | number | null)[])[]): string {
  const cells = rows.map((row) => row.map((cell) => harmless(cell === null ? '' : String(cell))));
  return stringify(cells, { bom: true, record_delimiter: 'windows', quoted_match: /[\n\r]/ });
}
