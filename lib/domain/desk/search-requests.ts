import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { Prisma as sql, db } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { findRequests } from '@/lib/domain/support/find-requests';
import { SearchInput } from '@/lib/domain/support/schema';
import type { Page } from '@/lib/domain/support/schema.dto';
import { type DeskRow, deskRowDto, rowsOf } from './rows';
import type { FoundRowDto } from './schema.dto';

/**
 * Requests of all organisations in whose subject, number, description or public messages the words stand, the last
 * changed first, in keyset pages of 50. English, French and Arabic words are found in their other forms too; the last
 * word also as a beginning; «phrases» and -without as search engines know them. Notes are not searched.
 */
export async function searchRequests(
  ctx: Context,
  input: z.input<typeof SearchInput>,
): Promise<Page<FoundRowDto>> {
  authorise(ctx, 'desk:read');
  const { hits, next } = await findRequests(parse(SearchInput, input), null);
  if (hits.length === 0) return { rows: [], next };
  const places = hits.map(
    ({ organisationId, requestId }, position) => sql.sql`(${organisationId}, ${requestId}, ${position}::int)`,
  );
  const picked = sql.sql`SELECT * FROM (VALUES ${sql.join(places)}) AS hit ("organisationId", id, position)`;
  const rows = await db.$queryRaw<DeskRow[]>(rowsOf(picked, ctx));
  const found = new Map(hits.map(({ requestId, foundIn }) => [requestId, foundIn]));
  return {
    rows: rows.map((row) => ({ ...deskRowDto(row), foundIn: found.get(row.id) ?? 'messages' })),
    next,
  };
}
