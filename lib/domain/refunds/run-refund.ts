import { type Context, authorise } from '@/lib/core/context';
import { type PaymentModel, type RefundModel, db, transaction } from '@/lib/core/db';
import { AppError, invariant } from '@/lib/core/errors';
import type { JobPayload } from '@/lib/core/jobs';
import { log } from '@/lib/core/log';
import { providerOf } from '@/lib/domain/payments/providers';
import type { RefundState } from '@/lib/integrations/payment-provider';
import { queueRefund } from './request-refund';
import { failRefund, settleRefund } from './steps';

/** Whoever did not answer is asked again after five minutes, then at longer intervals: what it did shows by then. */
const PAUSE_MS = 5 * 60_000;
const LONGEST_MS = 6 * 3_600_000;
/** Longer than a look and an order at a provider can take, each with its time limit. */
const ALONE_MS = 2 * 60_000;

/**
 * Asks the provider to send a refund's money back. Its id is the key: what was asked before is looked up first, so that
 * a lost answer is never sent twice, and one run at a time has it (Paymob knows no key: two orders at once would be two
 * refunds). A provider that does not answer is asked again later; the refund shows it.
 */
export async function runRefund(
  ctx: Context,
  { organisationId, refundId }: JobPayload<'payments.refund'>,
): Promise<void> {
  authorise(ctx, 'jobs:manage');
  const where = { organisationId_id: { organisationId, id: refundId } };
  const { payment, ...known } = await db.refund.findUniqueOrThrow({ where, include: { payment: true } });
  if (known.status !== 'pending' || known.isByHand) return;
  const refund = await takeAlone(ctx, known);
  // Somebody asks just now; whoever died meanwhile is followed when its time is over.
  if (!refund) return void (await transaction((tx) => queueRefund(tx, known, later(ctx, ALONE_MS))));
  let busyUntil: Date | null = null;
  try {
    busyUntil = await send(ctx, refund, payment);
  } finally {
    // Its own hold alone: whoever took it after that had lapsed has another one.
    const own = { organisationId, id: refundId, attempts: refund.attempts };
    await db.refund.updateMany({ where: own, data: { busyUntil } });
  }
}

async function takeAlone(ctx: Context, { organisationId, id }: RefundModel): Promise<RefundModel | null> {
  const isFree = { OR: [{ busyUntil: null }, { busyUntil: { lt: ctx.now } }] };
  const [refund] = await db.refund.updateManyAndReturn({
    where: { organisationId, id, status: 'pending', ...isFree },
    data: { attempts: { increment: 1 }, busyUntil: later(ctx, ALONE_MS) },
  });
  return refund ?? null;
}

const later = (ctx: Context, ms: number) => new Date(ctx.now.getTime() + ms);

/** Answers until when nobody should ask again: a provider without keys may still be booking what it did not answer. */
async function send(ctx: Context, refund: RefundModel, payment: PaymentModel): Promise<Date | null> {
  if (!payment.providerPaymentId) {
    await transaction((tx) => failRefund(tx, ctx, refund, payment, 'unknown_there'));
    return null;
  }
  try {
    const state = await ask(payment, refund);
    await bringRefund(ctx, refund, payment, state);
    // Under way at the bank: its event tells how it ends, and so does the next look.
    if (state.status === 'pending') await again(ctx, refund, null);
    return null;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'provider_unavailable') {
      // Nothing that waiting mends by itself: finance reads why, and the queue tries a while longer.
      await showFailure(refund, error instanceof Error ? error.message : 'unknown');
      throw error;
    }
    const { id: refundId, attempts } = refund;
    log.warn({ requestId: ctx.requestId, refundId, attempts }, 'a refund waits');
    await again(ctx, refund, error.reason);
    return providerOf(payment.provider).hasRefundKeys ? null : later(ctx, PAUSE_MS);
  }
}

async function ask(payment: PaymentModel, refund: RefundModel): Promise<RefundState> {
  const provider = providerOf(payment.provider);
  const { providerId, providerPaymentId } = payment;
  invariant(providerPaymentId, `payment ${payment.id} has nothing to refund at its provider`);
  const { id, amountMinor, currency, providerRefundId } = refund;
  const order = {
    ...{ id, providerId, providerPaymentId, amountMinor, currency },
    refundedBeforeMinor: await sentBefore(refund),
  };
  // This is the first try: nothing can be there yet.
  const known = refund.attempts > 1 ? await provider.readRefund({ ...order, providerRefundId }) : null;
  return known ?? provider.refund(order);
}

/** What the provider itself sent back before: not what somebody sent by hand. */
async function sentBefore({ organisationId, paymentId, id }: RefundModel): Promise<bigint> {
  const where = { organisationId, paymentId, id: { not: id }, isByHand: false, status: 'succeeded' as const };
  const { _sum } = await db.refund.aggregate({ where, _sum: { amountMinor: true } });
  return _sum.amountMinor ?? 0n;
}

/** Brings a refund to what its provider says of it. */
export async function bringRefund(
  ctx: Context,
  refund: RefundModel,
  payment: PaymentModel,
  state: RefundState,
): Promise<void> {
  const { organisationId, id } = refund;
  const providerRefundId = state.id || null;
  if (providerRefundId && !refund.providerRefundId)
    await db.refund.update({
      where: { organisationId_id: { organisationId, id } },
      data: { providerRefundId },
    });
  if (state.status === 'succeeded')
    await transaction((tx) => settleRefund(tx, ctx, refund, payment, providerRefundId));
  if (state.status === 'failed')
    await transaction((tx) => failRefund(tx, ctx, refund, payment, state.failure ?? 'failed'));
}

async function showFailure({ organisationId, id }: RefundModel, failure: string): Promise<void> {
  const data = { failure: failure.slice(0, 300) };
  await db.refund.updateMany({ where: { organisationId, id, status: 'pending' }, data });
}

async function again(ctx: Context, refund: RefundModel, failure: string | null): Promise<void> {
  const { organisationId, id, attempts } = refund;
  const pause = Math.min(PAUSE_MS * 2 ** Math.max(attempts - 1, 0), LONGEST_MS);
  await transaction(async (tx) => {
    await tx.refund.updateMany({ where: { organisationId, id, status: 'pending' }, data: { failure } });
    await queueRefund(tx, refund, later(ctx, pause));
  });
}
