import { db } from '@/lib/core/db';
import type { Bounds } from './read-money';

export type CreditRow = {
  at: Date;
  kind: string;
  serviceCode: string | null;
  reference: string | null;
  amountMicro: bigint;
  /** What the wallet held after it. */
  balanceMicro: bigint;
  /** The number of its first entry: operations of a wallet follow each other by it. */
  seq: bigint;
};

type Read = { openingMicro: bigint; closingMicro: bigint; rows: CreditRow[] };

/**
 * What moved the wallet, an operation a row, in order: what stood before the range and after it, and what happened in it,
 * those that follow the number `after` where it is given, at most `most` and one more.
 */
export async function readCredits(bounds: Bounds & { after?: bigint }): Promise<Read> {
  const { organisationId, most, after = 0n } = bounds;
  const [from, until] = [bounds.from.toISOString(), bounds.until.toISOString()];
  const [edges] = await db.$queryRaw<{ opening: bigint; moved: bigint }[]>`
    SELECT coalesce((SELECT "balanceAfterMicro" FROM "Entry"
        WHERE "organisationId" = ${organisationId} AND "createdAt" < ${from}::timestamptz ORDER BY seq DESC LIMIT 1), 0) AS opening,
      coalesce((SELECT sum("amountMicro") FROM "Entry" WHERE "organisationId" = ${organisationId}
        AND "createdAt" >= ${from}::timestamptz AND "createdAt" < ${until}::timestamptz), 0)::bigint AS moved`;
  const openingMicro = edges?.opening ?? 0n;
  const rows = await db.$queryRaw<CreditRow[]>`
    WITH moved AS (
      SELECT "operationId", min("createdAt") AS at, min(kind::text) AS kind, min("serviceCode") AS "serviceCode",
        sum("amountMicro")::bigint AS amount, min(seq) AS seq
      FROM "Entry" WHERE "organisationId" = ${organisationId}
        AND "createdAt" >= ${from}::timestamptz AND "createdAt" < ${until}::timestamptz
      GROUP BY "operationId"
    ), page AS (
      SELECT * FROM (SELECT *, (${openingMicro}::bigint + sum(amount) OVER (ORDER BY seq))::bigint AS balance FROM moved) running
      WHERE seq > ${after} ORDER BY seq LIMIT ${most + 1}
    )
    SELECT p.at, p.kind, p."serviceCode", o.reference, p.amount AS "amountMicro", p.balance AS "balanceMicro", p.seq
    FROM page p JOIN "Operation" o ON o."organisationId" = ${organisationId} AND o.id = p."operationId"
    ORDER BY p.seq`;
  return { openingMicro, closingMicro: openingMicro + (edges?.moved ?? 0n), rows };
}
