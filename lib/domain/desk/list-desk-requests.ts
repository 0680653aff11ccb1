import type { z } from 'zod';
import { type Context, authorise, caller } from '@/lib/core/context';
import { Prisma as sql, db } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { decodeCursor, encodeCursor } from '@/lib/domain/support/cursor';
import type { Page } from '@/lib/domain/support/schema.dto';
import { type DeskRow, deskRowDto, rowsOf } from './rows';
import { DeskQuery, type DeskView, deskViews } from './schema';
import type { DeskRowDto, ViewCounts } from './schema.dto';
import { beyond, filtered, inOrderOf, inView, keyOf } from './where';

const PAGE = 50;

/** Counted so far and no further: how many more there are helps nobody, and costs more than the page. */
export const CAP = 1_000;

/** The desk's queue over all organisations, filtered and sorted as the address says, in keyset pages of 50. */
export async function listDeskRequests(
  ctx: Context,
  input: z.input<typeof DeskQuery>,
): Promise<Page<DeskRowDto>> {
  authorise(ctx, 'desk:read');
  const query = parse(DeskQuery, input);
  const { sort, after } = query;
  const where = after
    ? sql.sql`${filtered(query, ctx)} AND ${beyond(sort, decodeCursor(after))}`
    : filtered(query, ctx);
  const picked = sql.sql`
    SELECT r."organisationId", r.id, row_number() OVER (ORDER BY ${inOrderOf(sort)}) AS position
    FROM "Request" r WHERE ${where} ORDER BY ${inOrderOf(sort)} LIMIT ${PAGE + 1}`;
  const found = await db.$queryRaw<DeskRow[]>(rowsOf(picked, ctx));
  const rows = found.slice(0, PAGE);
  const last = rows.at(-1);
  const next = found.length > PAGE && last ? encodeCursor({ key: keyOf(last, sort), id: last.id }) : null;
  return { rows: rows.map(deskRowDto), next };
}

/** How many requests each view holds, up to 1,001 («1,000+»), whatever the other filters say. */
export async function countDeskViews(ctx: Context): Promise<ViewCounts> {
  authorise(ctx, 'desk:read');
  const me = caller(ctx);
  const counted = (view: DeskView) => countUpTo(inView(view, me), sql.raw(`"${view}"`));
  const [row] = await db.$queryRaw<Record<DeskView, bigint>[]>`
    SELECT ${sql.join(deskViews.map(counted))}`;
  return Object.fromEntries(deskViews.map((view) => [view, Number(row?.[view] ?? 0)])) as ViewCounts;
}

/** A column that counts the requests of a condition over "Request" r, as far as anybody reads. */
export const countUpTo = (condition: sql.Sql, name: sql.Sql): sql.Sql =>
  sql.sql`(SELECT count(*) FROM (SELECT FROM "Request" r WHERE ${condition} LIMIT ${CAP + 1}) counted) AS ${name}`;
