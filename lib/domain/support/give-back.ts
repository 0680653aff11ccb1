import type { Context } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import type { Tx } from '@/lib/core/db';
import { announce } from '@/lib/domain/notifications/announce';
import { turnClocks } from '@/lib/domain/sla/steps';
import { customersOf } from './customers-of';
import { endQuote } from './end-quote';
import { giveHoldsBack } from './holds';
import { type LockedRequest, addEvent, customerUrl, moveRequest } from './internal';

const events = { cancel: 'cancelled', withdraw: 'withdrawn', abandon: 'abandoned' } as const;

/**
 * Ends a request without a charge: what is held for it, and what an earlier resolution has charged, goes back to the lots
 * it came from. Returns how much, in credits.
 */
export async function giveBack(
  tx: Tx,
  ctx: Context,
  request: LockedRequest,
  why: keyof typeof events,
  reason: string | null,
): Promise<string> {
  const { id, number, subject } = request;
  const act = why === 'cancel' ? 'cancel' : 'withdraw';
  await moveRequest(tx, ctx, request, act, { cancelReason: reason, cancelledAt: ctx.now });
  await endQuote(tx, ctx, request);
  const releasedMicro = await giveHoldsBack(tx, ctx, request, reason);
  const released = creditsToDecimal(releasedMicro);
  await addEvent(tx, ctx, request, events[why], { released });
  await turnClocks(tx, ctx, request, 'ended');
  await announce(tx, ctx, {
    ...{ event: 'requestCancelled', organisationId: request.organisationId, requestId: id },
    to: await customersOf(tx, ctx, request),
    values: { number, subject },
    path: `/support/requests/${id}`,
    // Where nothing was held, nothing came back.
    ...(releasedMicro > 0n && {
      mail: () => ({
        template: 'request-cancelled' as const,
        props: { number, subject, reason, releasedMicro: releasedMicro.toString(), url: customerUrl(id) },
      }),
    }),
    key: `request-cancelled:${id}`,
  });
  return released;
}
