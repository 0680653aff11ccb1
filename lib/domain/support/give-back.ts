import type { Context } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import type { Tx } from '@/lib/core/db';
import { enqueueEmail } from '@/lib/domain/notifications/enqueue-email';
import { releaseHold } from '@/lib/domain/wallet/steps';
import { type LockedRequest, addEvent, customerUrl, moveRequest } from './internal';

/** Ends a request without a charge: the held credits go back to the lots they came from. Returns how many, in credits. */
export async function giveBack(
  tx: Tx,
  ctx: Context,
  request: LockedRequest,
  act: 'cancel' | 'withdraw',
  reason: string | null,
): Promise<string> {
  const { organisationId, id, number, subject, priceMicro } = request;
  await moveRequest(tx, ctx, request, act, { cancelReason: reason, cancelledAt: ctx.now });
  await releaseHold(tx, ctx, organisationId, {
    holdId: request.holdId,
    reference: number,
    reason: reason ?? undefined,
  });
  const released = creditsToDecimal(priceMicro);
  await addEvent(tx, ctx, request, act === 'cancel' ? 'cancelled' : 'withdrawn', { released });
  await enqueueEmail(tx, {
    to: request.openedBy.email,
    template: 'request-cancelled',
    props: { number, subject, reason, releasedMicro: priceMicro.toString(), url: customerUrl(id) },
    key: `request-cancelled:${id}`,
  });
  return released;
}
