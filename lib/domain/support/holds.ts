import type { Context } from '@/lib/core/context';
import type { HoldModel, Tx } from '@/lib/core/db';
import { invariant } from '@/lib/core/errors';
import { captureHold, releaseHold, returnCredits } from '@/lib/domain/wallet/steps';
import type { LockedRequest, RequestKey } from './internal';

/** What was ever held for a request: its price, and each quote that was accepted; the oldest first. */
async function holdsOf(tx: Tx, { organisationId, id, holdId }: LockedRequest): Promise<HoldModel[]> {
  const quotes = await tx.quote.findMany({
    where: { organisationId, requestId: id, status: 'accepted' },
    select: { holdId: true },
  });
  const ids = [holdId, ...quotes.map((quote) => quote.holdId)].flatMap((one) => one ?? []);
  return tx.hold.findMany({ where: { organisationId, id: { in: ids } }, orderBy: { id: 'asc' } });
}

/** The same in sums, to be shown: what is held, and what was charged and is out; micro-credits. */
export async function sumHolds(tx: Tx, { organisationId, id }: RequestKey) {
  const [sums] = await tx.$queryRaw<{ heldMicro: bigint; chargedMicro: bigint; allMicro: bigint }[]>`
    SELECT coalesce(sum("amountMicro") FILTER (WHERE status = 'active'), 0)::bigint AS "heldMicro",
      coalesce(sum("capturedMicro"), 0)::bigint AS "chargedMicro", coalesce(sum("amountMicro"), 0)::bigint AS "allMicro"
    FROM "Hold" WHERE "organisationId" = ${organisationId} AND id IN (
      SELECT "holdId" FROM "Request" WHERE "organisationId" = ${organisationId} AND id = ${id}
      UNION ALL SELECT "holdId" FROM "Quote"
      WHERE "organisationId" = ${organisationId} AND "requestId" = ${id} AND status = 'accepted')`;
  invariant(sums, 'a sum without a row');
  return sums;
}

const reference = ({ number }: LockedRequest) => ({ reference: number });

/** Charges all that is held; what an earlier resolution charged stays as it is. Gives how much this one takes. */
export async function captureHolds(tx: Tx, ctx: Context, request: LockedRequest): Promise<bigint> {
  let charged = 0n;
  for (const { id: holdId, status } of await holdsOf(tx, request)) {
    if (status !== 'active') continue;
    const answer = await captureHold(tx, ctx, request.organisationId, { holdId, ...reference(request) });
    charged += BigInt(answer.amountMicro);
  }
  return charged;
}

/** Gives all of it back, to the lots it came from: what is held, and what an earlier resolution has charged. */
export async function giveHoldsBack(
  tx: Tx,
  ctx: Context,
  request: LockedRequest,
  reason: string | null,
): Promise<bigint> {
  const about = { ...reference(request), ...(reason ? { reason } : {}) };
  let released = 0n;
  for (const { id: holdId, status } of await holdsOf(tx, request)) {
    if (status !== 'active') continue;
    const answer = await releaseHold(tx, ctx, request.organisationId, { holdId, ...about });
    released += BigInt(answer.amountMicro);
  }
  return released + (await returnCharged(tx, ctx, request, { ...about, key: 'cancelled' }));
}

type Return = { reference: string; reason?: string; key: string; amountMicro?: bigint };

/**
 * Gives back what was charged for a request and is still out, at most `amountMicro` of it, in the order in which it was
 * charged. `key` names this one return of the request: asked for again, nothing moves. Gives how much came back.
 */
export async function returnCharged(
  tx: Tx,
  ctx: Context,
  request: LockedRequest,
  { key, amountMicro, ...about }: Return,
): Promise<bigint> {
  let returned = 0n;
  for (const { parentId, leftMicro } of await readCharged(tx, request)) {
    const wanted = amountMicro === undefined ? leftMicro : amountMicro - returned;
    const share = wanted < leftMicro ? wanted : leftMicro;
    if (share <= 0n) continue;
    await returnCredits(tx, ctx, request.organisationId, {
      ...{ ...about, parentId, amountMicro: share },
      idempotencyKey: `request-return:${key}:${parentId}`,
    });
    returned += share;
  }
  return returned;
}

/** The charges of a request with what is left of each after earlier returns, the oldest first. */
async function readCharged(
  tx: Tx,
  request: LockedRequest,
): Promise<{ parentId: string; leftMicro: bigint }[]> {
  const { organisationId } = request;
  const holds = (await holdsOf(tx, request)).map(({ id }) => id);
  const captures = await tx.operation.findMany({
    where: { organisationId, kind: 'capture', parentId: { in: holds } },
    select: { id: true, amountMicro: true },
    orderBy: { id: 'asc' },
  });
  const returns = await tx.operation.groupBy({
    by: ['parentId'],
    where: { organisationId, kind: 'return', parentId: { in: captures.map(({ id }) => id) } },
    _sum: { amountMicro: true },
  });
  const before = new Map(returns.map(({ parentId, _sum }) => [parentId, _sum.amountMicro ?? 0n]));
  return captures.map(({ id, amountMicro }) => ({
    parentId: id,
    leftMicro: amountMicro - (before.get(id) ?? 0n),
  }));
}
