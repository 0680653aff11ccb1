import type { Context } from '@/lib/core/context';
import type { QuoteModel, Tx } from '@/lib/core/db';
import { notFound } from '@/lib/core/errors';
import { announce } from '@/lib/domain/notifications/announce';
import { readColleague, readStaff } from '@/lib/domain/notifications/read-staff';
import { type LockedRequest, lockRequest } from '@/lib/domain/support/steps';

/**
 * A quote with its request, under the request's lock: who decides and who takes it back wait for one another. A
 * customer's look names the organisation. Error: `not_found`.
 */
export async function lockQuote(
  tx: Tx,
  id: string,
  organisationId?: string,
): Promise<{ quote: QuoteModel; request: LockedRequest }> {
  const found = await tx.quote.findFirst({ where: { id, organisationId }, select: { requestId: true } });
  if (!found) throw notFound();
  const request = await lockRequest(tx, found.requestId, organisationId);
  const key = { organisationId: request.organisationId, id };
  return { request, quote: await tx.quote.findUniqueOrThrow({ where: { organisationId_id: key } }) };
}

/** Tells whoever works on a request, or the desk while nobody does, what the customer said of a quote. */
export async function tellOfDecision(
  tx: Tx,
  ctx: Context,
  request: LockedRequest,
  quote: { id: string; decision: 'accepted' | 'declined' },
): Promise<void> {
  const { organisationId, id, number, subject, expertId } = request;
  const mine = await readColleague(tx, expertId);
  await announce(tx, ctx, {
    ...{ event: 'quoteDecided', organisationId, requestId: id, path: `/desk/requests/${id}` },
    to: mine.length > 0 ? mine : await readStaff(tx),
    values: { number, subject, decision: quote.decision },
    key: `quote-decided:${quote.id}`,
  });
}
