import { toCsv } from '@/lib/core/csv';
import { type Bounds, readEntryPage, seqBounds, toApiEntry } from './entry-pages';
import type { ExportFormat, ExportInput } from './schema.export';
import { shiftDay } from './days';
import { type AnalyticsDto, type ApiEntryDto, usageKinds } from './schema';

const PAGE = 2_000;

/** A row of a file: the same names and values in CSV and in JSON. */
type Value = string | number | null;
type Row = Record<string, Value | ApiEntryDto['metadata']>;
export type Piece = { text: string; done: number };

const columns = {
  usage: ['key', 'name', 'credits', 'count', 'formerCredits', 'formerCount'],
  entries: [
    ...['id', 'createdAt', 'kind', 'service', 'amount', 'balanceAfter', 'lotId', 'lotSource', 'operationId'],
    ...['reference', 'member', 'apiKey', 'metadata'],
  ],
} as const;

/** The stretch of entries that the days of an export cover. */
export const exportBounds = (organisationId: string, { from, to }: { from: string; to: string }) =>
  seqBounds(organisationId, periodOf({ from, to }));

const periodOf = ({ from, to }: { from: string; to: string }) => ({
  from: new Date(`${from}T00:00:00Z`),
  to: new Date(`${shiftDay(to, 1)}T00:00:00Z`),
});

/** The entries behind the use that the filters show, newest first, as text by pieces; `done` counts what was examined. */
export async function* entryPieces(
  organisationId: string,
  { format, service, member, apiKey, ...days }: ExportInput,
  bounds: Bounds,
): AsyncGenerator<Piece> {
  const filters = { ...periodOf(days), service, member, apiKey, kinds: usageKinds };
  const write = writer('entries', format);
  yield { text: write.head, done: 0 };
  for (let last = bounds.last; last >= bounds.first;) {
    const { rows, next } = await readEntryPage(organisationId, { first: bounds.first, last }, filters, {
      take: PAGE,
      looked: PAGE,
    });
    last = next === null ? bounds.first - 1n : BigInt(next) - 1n;
    yield {
      text: write.rows(rows.map((row) => entryRow(toApiEntry(row)))),
      done: Number(bounds.last - last),
    };
  }
  yield { text: write.foot, done: Number(bounds.last - bounds.first + 1n) };
}

/** The rows of the usage page's table. */
export function usageText(analytics: AnalyticsDto, format: ExportFormat): string {
  const write = writer('usage', format);
  return write.head + write.rows(usageRows(analytics)) + write.foot;
}

/** What the table of the page has as rows, for the grouping that was asked for. */
export function usageRows({ groupBy, byService, byMember, byKey, byDay }: AnalyticsDto): Row[] {
  const lists = { service: byService, member: byMember, apiKey: byKey };
  const rows =
    groupBy === 'day' ? byDay.map((row) => ({ ...row, key: row.day, name: row.day })) : lists[groupBy];
  return rows.map(({ key, name, credits, count, former }) => ({
    ...{ key, name, credits, count },
    formerCredits: former?.credits ?? null,
    formerCount: former?.count ?? null,
  }));
}

const entryRow = ({ lot, ...entry }: ApiEntryDto): Row => ({
  ...entry,
  lotId: lot.id,
  lotSource: lot.source,
});

/** CSV has its head in the first piece; JSON is an array with an object a line. */
function writer(kind: keyof typeof columns, format: ExportFormat) {
  const names = columns[kind];
  if (format === 'csv')
    return {
      head: toCsv([[...names]]),
      rows: (rows: readonly Row[]) =>
        rows.length ? toCsv(rows.map((row) => names.map((name) => cell(row[name])))).slice(1) : '',
      foot: '',
    };
  let isFirst = true;
  return {
    head: '[',
    rows: (rows: readonly Row[]) =>
      rows
        .map((row) => {
          const start = isFirst ? '\n' : ',\n';
          isFirst = false;
          return start + JSON.stringify(Object.fromEntries(names.map((name) => [name, row[name] ?? null])));
        })
        .join(''),
    foot: '\n]\n',
  };
}

const cell = (value: Row[string] | undefined): string | number | null =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : (value ?? null);
