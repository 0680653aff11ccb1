import { parse } from 'csv-parse/sync';
import { currencyDigits } from '@/lib/core/money';
import type { CsvMapping } from './csv-mapping';
import { type Statement, type StatementLine, dayOf, daysOf, refused, withIds } from './statement';

const LONGEST = 100_000;
const DELIMITERS = [';', ',', '\t', '|'];
const orders = { YMD: [0, 1, 2], DMY: [2, 1, 0], MDY: [2, 0, 1] } as const;

/**
 * An amount as a bank writes it, in minor units: signs before or after, brackets, blanks and points between thousands.
 * Null for what does not fit the decimal sign or has more places than the currency.
 */
export function readAmount(text: string, decimal: '.' | ',', currency: string): bigint | null {
  const group = decimal === ',' ? '.' : ',';
  let rest = text
    .normalize('NFKC')
    .replaceAll(/[\s'’]/g, '')
    .replaceAll('\u2212', '-');
  let isBelow = false;
  if (/^\(.*\)$/.test(rest)) [isBelow, rest] = [true, rest.slice(1, -1)];
  if (rest.endsWith('-')) [isBelow, rest] = [true, rest.slice(0, -1)];
  if (/^[+-]/.test(rest)) [isBelow, rest] = [isBelow !== rest.startsWith('-'), rest.slice(1)];
  const shape = new RegExp(`^([0-9]{1,12}|[0-9]{1,3}(?:\\${group}[0-9]{3})+)(?:\\${decimal}([0-9]+))?$`);
  const match = shape.exec(rest);
  const digits = currencyDigits[currency] ?? 2;
  if (!match || (match[2]?.length ?? 0) > digits) return null;
  const minor = BigInt((match[1] ?? '').replaceAll(group, '') + (match[2] ?? '').padEnd(digits, '0'));
  return isBelow ? -minor : minor;
}

/** A day as a bank writes it, in the order that the mapping says: `20.11.2026`, `2026-11-20`, `11/20/2026`. */
export function readDate(text: string, order: CsvMapping['dateOrder']): string | null {
  const parts = /^(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})(?:[ T].*)?$/.exec(text.trim())?.slice(1);
  if (!parts) return null;
  const [year = '', month = '', day = ''] = orders[order].map((index) => parts[index] ?? '');
  return /^\d{4}$/.test(year) ? dayOf(year, month, day) : null;
}

/** The sign that stands between the columns' names most often. */
function delimiterOf(head: string): string {
  const counts = DELIMITERS.map((sign) => ({ sign, count: head.split(sign).length - 1 }));
  return counts.reduce((most, one) => (one.count > most.count ? one : most)).sign;
}

function recordsOf(text: string, { headLine }: CsvMapping): Record<string, string>[] {
  const head = text.split(/\r\n|\r|\n/)[headLine - 1] ?? '';
  try {
    return parse(text, {
      ...{ bom: true, delimiter: delimiterOf(head), columns: true, from_line: headLine },
      ...{ skip_empty_lines: true, trim: true, max_record_size: LONGEST },
    });
  } catch (error) {
    const line = /on line (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    throw refused('statementCsv', { line: line ?? '?' });
  }
}

/**
 * Reads a bank's CSV by a mapping. Throws `invalid`: `statementCsv` with the line that is broken, `statementColumn` with the
 * name that is not in the head, `statementRow` with the line whose day or amount cannot be read, `statementEmpty`.
 */
export function readBankCsv(text: string, mapping: CsvMapping): Statement {
  const records = recordsOf(text, mapping);
  const [first] = records;
  if (!first) throw refused('statementEmpty');
  const { dateColumn, amountColumn, creditColumn, debitColumn, referenceColumn, nameColumn, idColumn } =
    mapping;
  const amounts = amountColumn ? [amountColumn] : [creditColumn, debitColumn];
  for (const name of [dateColumn, referenceColumn, nameColumn, idColumn, ...amounts])
    if (name && !(name in first)) throw refused('statementColumn', { column: name });
  const lines = records.map((record, nth) => readRow(record, mapping, mapping.headLine + nth + 1));
  return {
    ...{ format: 'csv', account: mapping.account, currency: mapping.currency },
    ...daysOf(lines),
    ...{ openingMinor: null, closingMinor: null, lines: withIds(mapping.account, lines) },
  };
}

type Row = Omit<StatementLine, 'theirId'> & { theirId: string | null };

function readRow(record: Record<string, string>, mapping: CsvMapping, line: number): Row {
  const { currency, decimal, dateOrder } = mapping;
  const bookedOn = readDate(record[mapping.dateColumn] ?? '', dateOrder);
  const amountMinor = amountOf(record, mapping);
  if (bookedOn === null || amountMinor === null) throw refused('statementRow', { line, decimal });
  return {
    ...{ bookedOn, amountMinor, currency },
    reference: record[mapping.referenceColumn] ?? '',
    name: record[mapping.nameColumn] ?? '',
    theirId: record[mapping.idColumn] || null,
  };
}

function amountOf(record: Record<string, string>, mapping: CsvMapping): bigint | null {
  const { amountColumn, creditColumn, debitColumn, decimal, currency } = mapping;
  const read = (name: string) => readAmount(record[name] ?? '', decimal, currency);
  if (amountColumn) return read(amountColumn);
  if (record[creditColumn]) return read(creditColumn);
  const out = read(debitColumn);
  // Some banks write what went out with its sign, some without.
  return out === null ? null : out > 0n ? -out : out;
}
