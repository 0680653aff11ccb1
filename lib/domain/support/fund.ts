import type { Context } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import type { Tx } from '@/lib/core/db';
import { startClocks } from '@/lib/domain/sla/steps';
import { labelHold } from '@/lib/domain/wallet/steps';
import { type LockedRequest, addEvent, moveRequest } from './internal';
import { tellOfFiling } from './tell-of-filing';

/** An unpaid request begins with the hold that its credits, or a card, have paid for. The caller holds its lock. */
export async function fund(
  tx: Tx,
  ctx: Context,
  request: LockedRequest,
  holdId: string,
  how: 'funded' | 'paid',
): Promise<void> {
  const { organisationId, number, priceMicro } = request;
  await moveRequest(tx, ctx, request, 'fund', { holdId });
  await labelHold(tx, organisationId, holdId, number);
  await addEvent(tx, ctx, request, how, { held: creditsToDecimal(priceMicro) });
  await startClocks(tx, ctx, request);
  await tellOfFiling(tx, ctx, { ...request, status: 'new' });
}
