import type { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { findRequests } from './find-requests';
import { SearchInput } from './schema';
import type { Page, RequestSummaryDto } from './schema.dto';
import { summaryDto, summaryFields } from './thread';

/**
 * A customer's requests in whose subject, number, description or messages the words stand, the last changed first, in
 * keyset pages of 50; words, «phrases» and -without as `findRequests` reads them.
 */
export async function searchOwnRequests(
  ctx: Context,
  input: z.input<typeof SearchInput>,
): Promise<Page<RequestSummaryDto>> {
  authorise(ctx, 'support:read');
  const organisationId = tenant(ctx);
  const { hits, next } = await findRequests(parse(SearchInput, input), organisationId);
  const found = await db.request.findMany({
    where: { organisationId, id: { in: hits.map(({ requestId }) => requestId) } },
    select: summaryFields,
  });
  const rows = new Map(found.map((row) => [row.id, summaryDto(row)]));
  return { rows: hits.flatMap(({ requestId }) => rows.get(requestId) ?? []), next };
}
