import { type Context, authorise } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { type HoldModel, type Tx, transaction } from '@/lib/core/db';
import { cardHoldKey } from '@/lib/domain/payments/hold-for-request';
import { releaseHold } from '@/lib/domain/wallet/steps';
import { fund } from './fund';
import { type LockedRequest, addEvent, lockRequest } from './internal';

type Paid = { organisationId: string; requestId: string };

/**
 * The job after a card has paid for a request: it begins with the hold that came with its credits. Of one that was ended
 * or funded meanwhile, the hold goes back into the wallet and the credits stay there. Again: nothing changes.
 */
export async function fundPaid(ctx: Context, { organisationId, requestId }: Paid): Promise<void> {
  authorise(ctx, 'jobs:manage');
  await transaction(async (tx) => {
    const request = await lockRequest(tx, requestId, organisationId);
    const hold = await findHold(tx, organisationId, requestId);
    if (hold?.status === 'active' && request.status === 'unpaid')
      return fund(tx, ctx, request, hold.id, 'paid');
    if (hold?.status === 'active' && request.holdId !== hold.id) {
      const reason = 'paid twice, or ended before it was paid';
      await releaseHold(tx, ctx, organisationId, { holdId: hold.id, reference: request.number, reason });
      return addEvent(tx, ctx, request, 'paidToWallet', { credits: creditsToDecimal(hold.amountMicro) });
    }
    // The wallet owed credits: those that came paid that first, and too few are left to be held.
    if (!hold && request.status === 'unpaid') await sayOnce(tx, ctx, request);
  });
}

async function sayOnce(tx: Tx, ctx: Context, request: LockedRequest): Promise<void> {
  const { organisationId, id: requestId, priceMicro } = request;
  const kind = 'paidToWallet';
  if (await tx.requestEvent.count({ where: { organisationId, requestId, kind } })) return;
  await addEvent(tx, ctx, request, kind, { credits: creditsToDecimal(priceMicro) });
}

async function findHold(tx: Tx, organisationId: string, requestId: string): Promise<HoldModel | null> {
  const key = { organisationId, kind: 'hold' as const, idempotencyKey: cardHoldKey(requestId) };
  const placed = await tx.operation.findUnique({
    where: { organisationId_kind_idempotencyKey: key },
    select: { id: true },
  });
  return placed && tx.hold.findFirst({ where: { organisationId, operationId: placed.id } });
}
