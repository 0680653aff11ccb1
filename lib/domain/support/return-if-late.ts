import type { Context } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import type { Tx } from '@/lib/core/db';
import { BPS } from '@/lib/core/money';
import { wasLate } from '@/lib/domain/sla/was-late';
import { returnCharged } from './holds';
import { type LockedRequest, addEvent } from './internal';

/**
 * Pays what was promised for a late resolution: the promised part of the price that was charged goes back to the lots it
 * came from, rounded down to a millionth of a credit. Once a request, however often it is resolved. Gives how much.
 */
export async function returnIfLate(tx: Tx, ctx: Context, request: LockedRequest): Promise<bigint> {
  const { organisationId, id, number, lateRefundBps, lateReturnMicro, priceMicro } = request;
  if (lateRefundBps === 0 || lateReturnMicro > 0n || !(await wasLate(tx, request))) return 0n;
  const amountMicro = (priceMicro * BigInt(lateRefundBps)) / BPS;
  if (amountMicro === 0n) return 0n;
  const returned = await returnCharged(tx, ctx, request, {
    ...{ key: `late:${id}`, amountMicro, reference: number, reason: 'late' },
  });
  if (returned === 0n) return 0n;
  await tx.request.update({
    where: { organisationId_id: { organisationId, id } },
    data: { lateReturnMicro: returned },
  });
  await addEvent(tx, ctx, request, 'lateReturned', { returned: creditsToDecimal(returned) });
  return returned;
}
