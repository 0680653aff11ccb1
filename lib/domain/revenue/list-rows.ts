import { type Context, authorise } from '@/lib/core/context';
import { Prisma, db } from '@/lib/core/db';
import type { Range } from './range';
import { rowsOf } from './rows-sql';
import type { RowSet, RowsDto } from './schema';

const PAGE = 50;
const EXPORT = 20_000;
const CURSOR = /^(?<sort>[0-9a-z_]{1,40})\.(?<id>[a-z]{2,4}_[0-9a-z]{26})$/;

type Row = { id: string; sort: string; cells: (string | null)[] };
type Page = { after?: string; everything?: boolean };

/**
 * The rows behind a figure, newest first, in keyset pages: `after` is the `next` of the page before; what cannot be
 * read begins anew. `everything` is for exports: at most 20,000 rows.
 */
export async function listRows(
  ctx: Context,
  set: RowSet,
  range: Range,
  currency: string,
  page: Page = {},
): Promise<RowsDto> {
  authorise(ctx, 'revenue:read');
  const { columns, query } = rowsOf[set](range, currency);
  const cursor = CURSOR.exec(page.after ?? '')?.groups;
  const older = cursor ? Prisma.sql`WHERE (sort, id) < (${cursor.sort}, ${cursor.id})` : Prisma.empty;
  const take = page.everything ? EXPORT : PAGE;
  const rows = await db.$queryRaw<Row[]>`
    SELECT id, sort, cells FROM (${query}) behind ${older} ORDER BY sort DESC, id DESC LIMIT ${take + 1}`;
  const last = rows[take - 1];
  return {
    columns,
    rows: rows.slice(0, take).map(({ id, cells }) => ({ id, cells })),
    next: rows.length > take && last ? `${last.sort}.${last.id}` : null,
  };
}
