import { Prisma, type Tx } from '@/lib/core/db';

/** Whoever takes from an account holds this until the transaction ends: what is free is taken once. */
export async function lockAccount(tx: Tx, organisationId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`account:${organisationId}`}, 0))`;
}

/** Money on account by where it came from; above zero it is there to be taken. */
export type Part = { reference: string; amountMinor: bigint };

/** Of money by where it came from, at most `mostMinor` and never more than the whole of it, in its order. */
export function partsOf(rows: readonly Part[], mostMinor: bigint): Part[] {
  const freeMinor = sumOf(rows);
  let left = freeMinor < mostMinor ? freeMinor : mostMinor;
  const parts: Part[] = [];
  for (const { reference, amountMinor } of rows) {
    const part = amountMinor < left ? amountMinor : left;
    if (part <= 0n) continue;
    parts.push({ reference, amountMinor: part });
    left -= part;
  }
  return parts;
}

export const sumOf = (rows: readonly Part[]): bigint =>
  rows.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);

// What came for a pack in part stays with its transfer until the rest is there, or it goes back.
const FREE = Prisma.sql`
  NOT EXISTS (SELECT FROM "Payment" p WHERE p."organisationId" = a."organisationId" AND p.id = a.reference
    AND p."purchaseId" IS NOT NULL AND p.status <> 'succeeded')`;

/**
 * What an account has to give, at most `mostMinor`, by where it came from, the oldest first. Its use is entered under the
 * same reference, so that a refund there knows that it is gone.
 */
export async function readFree(
  tx: Tx,
  asked: { organisationId: string; currency: string; mostMinor: bigint },
): Promise<Part[]> {
  const rows = await tx.$queryRaw<Part[]>`
    SELECT a.reference, sum(a."amountMinor")::bigint AS "amountMinor" FROM "AccountEntry" a
    WHERE a."organisationId" = ${asked.organisationId} AND a.currency = ${asked.currency} AND ${FREE}
    GROUP BY a.reference HAVING sum(a."amountMinor") <> 0 ORDER BY min(a.at), a.reference`;
  return partsOf(rows, asked.mostMinor);
}

type Asking = {
  organisationId: string;
  currency: string;
  paid?: unknown;
  providerInvoiceId?: string;
};

/**
 * Whose invoices their accounts could pay; those accounts are locked, in one order. Before the numbers are drawn:
 * whoever holds those must not wait for an account.
 */
export async function lockFunded(tx: Tx, drafts: readonly Asking[]): Promise<Set<string>> {
  const asking = drafts.filter(({ paid, providerInvoiceId }) => !paid && !providerInvoiceId);
  if (asking.length === 0) return new Set();
  const ids = [...new Set(asking.map(({ organisationId }) => organisationId))];
  const rows = await tx.$queryRaw<{ id: string; currency: string }[]>`
    SELECT a."organisationId" AS id, a.currency FROM "AccountEntry" a
    WHERE a."organisationId" IN (${Prisma.join(ids)}) AND ${FREE}
    GROUP BY a."organisationId", a.currency HAVING sum(a."amountMinor") > 0 ORDER BY 1`;
  const found = new Set(rows.map(({ id, currency }) => `${id} ${currency}`));
  const funded = new Set(
    asking
      .filter(({ organisationId, currency }) => found.has(`${organisationId} ${currency}`))
      .map(({ organisationId }) => organisationId),
  );
  for (const organisationId of [...funded].sort()) await lockAccount(tx, organisationId);
  return funded;
}
