import { db } from '@/lib/core/db';
import type { Bounds } from './read-money';

export type CreditRow = {
  at: Date;
  kind: string;
  serviceCode: string | null;
  reference: string | null;
  amountMicro: bigint;
};

type Read = { openingMicro: bigint; rows: CreditRow[] };

/** What moved the wallet, an operation a row: what stood before the range, and what happened in it, in order. */
export async function readCredits({ organisationId, from, until, most }: Bounds): Promise<Read> {
  const [before] = await db.$queryRaw<{ balance: bigint }[]>`
    SELECT "balanceAfterMicro" AS balance FROM "Entry"
    WHERE "organisationId" = ${organisationId} AND "createdAt" < ${from.toISOString()}::timestamptz
    ORDER BY seq DESC LIMIT 1`;
  const rows = await db.$queryRaw<CreditRow[]>`
    SELECT min(e."createdAt") AS at, min(e.kind::text) AS kind, min(e."serviceCode") AS "serviceCode", min(o.reference) AS reference,
      sum(e."amountMicro")::bigint AS "amountMicro"
    FROM "Entry" e JOIN "Operation" o ON o."organisationId" = e."organisationId" AND o.id = e."operationId"
    WHERE e."organisationId" = ${organisationId} AND e."createdAt" >= ${from.toISOString()}::timestamptz
      AND e."createdAt" < ${until.toISOString()}::timestamptz
    GROUP BY e."operationId" ORDER BY min(e.seq) LIMIT ${most + 1}`;
  return { openingMicro: before?.balance ?? 0n, rows };
}
