import type { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { Prisma, db } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { groupBy } from '@/lib/core/group-by';
import { dayIn } from '@/lib/core/time';
import { listServiceNames } from '@/lib/domain/catalog/queries';
import { namesOf } from './internal';
import { daysOf, formerRange, isReportable, shiftDay } from './days';
import {
  type AnalyticsDto,
  AnalyticsInput,
  type Grouping,
  NONE,
  type UsageFilters,
  type UsageGroup,
} from './schema';
import type { DayRange } from './schema.usage';

const DEFAULT_DAYS = 30;

type Sums = { micro: bigint; count: bigint };
type Dimension = Exclude<Grouping, 'day'>;
type Row = Sums & { part: 'total' | 'day' | 'split' | Dimension; day: string | null; key: string | null };

const column = {
  service: Prisma.sql`"serviceCode"`,
  member: Prisma.sql`"memberId"`,
  apiKey: Prisma.sql`"apiKeyId"`,
} as const satisfies Record<Dimension, Prisma.Sql>;

/**
 * Use of an organisation's credits by service, member, key and day, from the daily rollup alone: the figures are what
 * deductions, captures and settlements took less what was returned, so they tie to the entries. Days are UTC; `parts`
 * of a day are by `groupBy`. Credits as decimals. Error: `invalid`.
 */
export async function getAnalytics(
  ctx: Context,
  input: z.input<typeof AnalyticsInput> = {},
): Promise<AnalyticsDto> {
  authorise(ctx, 'credits:read');
  const { from, to = dayIn(ctx.now), groupBy: split, compare, ...filters } = parse(AnalyticsInput, input);
  const range = { from: from ?? shiftDay(to, 1 - DEFAULT_DAYS), to };
  // The schema saw both days only where both were sent.
  if (!isReportable(range)) throw new AppError('invalid', 'invalidInput', { fields: { from: 'range' } });
  const before = compare ? formerRange(range) : null;
  const organisationId = tenant(ctx);
  const [rows, formerRows, services] = await Promise.all([
    readRollup(organisationId, range, filters, split),
    before ? readRollup(organisationId, before, filters, 'day') : [],
    listServiceNames(),
  ]);
  const people = await namesOf(organisationId, keysOf(rows, 'member'), keysOf(rows, 'apiKey'));
  const groups = (part: Dimension, names: ReadonlyMap<string, string>) =>
    toGroups(rows, before && formerRows, part, names);
  const nothing = { micro: 0n, count: 0n };
  return {
    ...range,
    groupBy: split,
    total: figures(rows.find(({ part }) => part === 'total') ?? nothing),
    former: before && {
      ...before,
      ...figures(formerRows.find(({ part }) => part === 'total') ?? nothing),
    },
    byService: groups('service', services),
    byMember: groups('member', people.members),
    byKey: groups('apiKey', people.apiKeys),
    byDay: toDays(range, rows, before && { range: before, rows: formerRows }),
  };
}

/** One pass over the rollup's rows of the range; a split by day and dimension only where the chart needs one. */
function readRollup(
  organisationId: string,
  { from, to }: DayRange,
  filters: UsageFilters,
  by: Grouping,
): Promise<Row[]> {
  const named = (value: string) => (value === NONE ? '' : value);
  const where = [
    filters.service !== undefined && Prisma.sql`AND ${column.service} = ${filters.service}`,
    filters.member !== undefined && Prisma.sql`AND ${column.member} = ${named(filters.member)}`,
    filters.apiKey !== undefined && Prisma.sql`AND ${column.apiKey} = ${named(filters.apiKey)}`,
  ].filter((one) => one !== false);
  const split = by === 'day' ? Prisma.empty : Prisma.sql`, (day, ${column[by]})`;
  return db.$queryRaw<Row[]>`
    SELECT CASE grouping(day, "serviceCode", "memberId", "apiKeyId")
        WHEN 15 THEN 'total' WHEN 7 THEN 'day' WHEN 11 THEN 'service' WHEN 13 THEN 'member' WHEN 14 THEN 'apiKey' ELSE 'split' END AS part,
      to_char(day, 'YYYY-MM-DD') AS day,
      coalesce("serviceCode", "memberId", "apiKeyId") AS key,
      coalesce(sum("consumedMicro"), 0)::bigint AS micro, coalesce(sum(count), 0)::bigint AS count
    FROM "UsageDay"
    WHERE "organisationId" = ${organisationId} AND day BETWEEN ${from}::date AND ${to}::date
      ${where.length ? Prisma.join(where, ' ') : Prisma.empty}
    GROUP BY GROUPING SETS ((), (day), ("serviceCode"), ("memberId"), ("apiKeyId")${split})`;
}

const figures = ({ micro, count }: Sums) => ({ credits: creditsToDecimal(micro), count: Number(count) });

/** The rollup keeps '' where there is none. */
const orNull = (key: string | null) => key || null;

const keysOf = (rows: readonly Row[], part: Dimension) =>
  rows.flatMap((row) => (row.part === part && row.key ? [row.key] : []));

function toGroups(
  rows: readonly Row[],
  formerRows: readonly Row[] | null,
  part: Dimension,
  names: ReadonlyMap<string, string>,
): UsageGroup[] {
  const former = new Map(formerRows?.filter((row) => row.part === part).map((row) => [row.key, row]));
  const present = rows.filter((row) => row.part === part);
  const known = new Set(present.map(({ key }) => key));
  const gone = [...former.values()].filter(({ key }) => !known.has(key));
  return [...present, ...gone.map((row) => ({ ...row, micro: 0n, count: 0n }))]
    .sort((a, b) =>
      a.micro === b.micro ? (a.key ?? '').localeCompare(b.key ?? '') : a.micro < b.micro ? 1 : -1,
    )
    .map((row) => ({
      key: orNull(row.key),
      name: row.key ? (names.get(row.key) ?? row.key) : null,
      ...figures(row),
      former: formerRows && figures(former.get(row.key) ?? { micro: 0n, count: 0n }),
    }));
}

function toDays(
  range: DayRange,
  rows: readonly Row[],
  before: { range: DayRange; rows: readonly Row[] } | null,
): AnalyticsDto['byDay'] {
  const totals = (list: readonly Row[]) =>
    new Map(list.filter(({ part }) => part === 'day').map((row) => [row.day, row]));
  const byDay = totals(rows);
  const formerByDay = totals(before?.rows ?? []);
  const formerDays = before && daysOf(before.range);
  const parts = groupBy(
    rows.filter(({ part }) => part === 'split'),
    ({ day }) => day,
  );
  const nothing = { micro: 0n, count: 0n };
  return daysOf(range).map((day, index) => ({
    day,
    ...figures(byDay.get(day) ?? nothing),
    former: formerDays && figures(formerByDay.get(formerDays[index] ?? '') ?? nothing),
    parts: (parts.get(day) ?? []).map(({ key, micro }) => ({
      key: orNull(key),
      credits: creditsToDecimal(micro),
    })),
  }));
}
