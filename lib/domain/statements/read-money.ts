import { Prisma, db } from '@/lib/core/db';
import type { Position } from '@/lib/core/position';
import type { MovementKind } from './schema';

export type Bounds = { organisationId: string; currency: string; from: Date; until: Date; most: number };

export type MoneyRow = {
  at: Date;
  kind: MovementKind;
  reference: string;
  provider: string | null;
  amountMinor: bigint;
  /** What is owed after it. */
  balanceMinor: bigint;
  /** Its place among those of the same instant. */
  place: string;
};

type Read = { openingMinor: bigint; closingMinor: bigint; rows: MoneyRow[] };

/**
 * What moved the account in money: issued invoices and credit notes as documents; payments, refunds and invoices that
 * were taken back as the journal has them, on the day they happened, whatever month they were posted into, but never
 * before the invoice that they are for: a bank's day and a provider's second are coarser than ours. `opening` is the sum
 * of what was before `from`, `closing` of what was before `until`; those between come one by one, those that follow
 * `after` where it is given, at most `most` and one more.
 */
export async function readMoney(bounds: Bounds & { after?: Position }): Promise<Read> {
  const { organisationId, currency, from, until, most, after } = bounds;
  const rest = after
    ? Prisma.sql`AND (at, place) > (${after.at.toISOString()}::timestamptz, ${after.id})`
    : Prisma.empty;
  const rows = await db.$queryRaw<(MoneyRow & { edge: 'opening' | 'closing' | null })[]>`
    WITH entry AS (
      SELECT e.id, e.kind::text AS kind, e.reference, coalesce(e."lateFor", e."postedAt") AS at,
        i.id AS "invoiceId", i.number, i."totalMinor", i."issuedAt",
        sum(l."amountMinor") FILTER (WHERE l.account LIKE 'cash:%')::bigint AS cash,
        min(substr(l.account, 6)) FILTER (WHERE l.account LIKE 'cash:%') AS provider
      FROM "JournalEntry" e
      JOIN "JournalLine" l ON l."organisationId" = e."organisationId" AND l."entryId" = e.id AND l.currency = ${currency}
      LEFT JOIN "Invoice" i ON i."organisationId" = e."organisationId" AND i.number IS NOT NULL
        AND (i.id = e.reference OR i."purchaseId" = e.reference)
      WHERE e."organisationId" = ${organisationId} AND e.kind IN ('purchase', 'payment', 'refund', 'invoice', 'void', 'write_off')
      GROUP BY e.id, e.kind, e.reference, e."lateFor", e."postedAt", i.id, i.number, i."totalMinor", i."issuedAt"
    ), movement AS (
      SELECT "issuedAt" AS at, 'invoice' AS kind, number AS reference, NULL AS provider, "totalMinor" AS amount, 1 AS turn, id
      FROM "Invoice" WHERE "organisationId" = ${organisationId} AND currency = ${currency} AND number IS NOT NULL
      UNION ALL
      SELECT at, kind, number, NULL, -"totalMinor", 2, id FROM entry WHERE kind IN ('void', 'write_off') AND number IS NOT NULL
      UNION ALL
      SELECT at, 'owed_again', number, NULL, "totalMinor", 2, id FROM (
        SELECT *, row_number() OVER (PARTITION BY "invoiceId" ORDER BY id) AS nth FROM entry WHERE kind = 'invoice') again WHERE nth > 1
      UNION ALL
      SELECT CASE e.kind WHEN 'purchase' THEN e."issuedAt" ELSE greatest(e.at, e."issuedAt") END, 'payment', coalesce(e.number, p.reference, e.reference), e.provider,
        -e.cash, 3, e.id
      FROM entry e LEFT JOIN "Payment" p ON p."organisationId" = ${organisationId} AND p.id = e.reference
      WHERE e.kind IN ('purchase', 'payment') AND e.cash <> 0 AND (e.kind <> 'purchase' OR e.number IS NOT NULL)
      UNION ALL
      SELECT "issuedAt", 'credit_note', number, NULL, -"totalMinor", 4, id
      FROM "CreditNote" WHERE "organisationId" = ${organisationId} AND currency = ${currency}
      UNION ALL
      SELECT e.at, 'refund', coalesce(c.number, e.reference), e.provider,
        -e.cash - CASE WHEN c.id IS NULL AND e.cash < 0 THEN coalesce(r."soldMinor", 0) ELSE 0 END, 5, e.id
      FROM entry e LEFT JOIN "CreditNote" c ON c."organisationId" = ${organisationId} AND c."refundId" = e.reference
      LEFT JOIN "Refund" r ON r."organisationId" = ${organisationId} AND r.id = e.reference
      WHERE e.kind = 'refund' AND e.cash <> 0
      UNION ALL
      SELECT d."closedAt", 'chargeback', p.reference, p.provider,
        d."amountMinor" - CASE WHEN p."invoiceId" IS NULL THEN d."soldMinor" ELSE 0 END, 5, d.id
      FROM "Dispute" d JOIN "Payment" p ON p."organisationId" = d."organisationId" AND p.id = d."paymentId"
      WHERE d."organisationId" = ${organisationId} AND d.currency = ${currency} AND d.status = 'lost' AND d."closedAt" IS NOT NULL
    ), running AS (
      SELECT at, kind, reference, provider, amount, turn::text || id AS place,
        sum(amount) OVER (ORDER BY at, turn::text || id)::bigint AS balance
      FROM movement WHERE at < ${until.toISOString()}::timestamptz
    )
    SELECT edge.name AS edge, NULL AS at, NULL AS kind, NULL AS reference, NULL AS provider, NULL AS "amountMinor",
      (SELECT coalesce(sum(amount), 0)::bigint FROM running WHERE at < edge.at) AS "balanceMinor", NULL AS place
    FROM (VALUES ('opening', ${from.toISOString()}::timestamptz), ('closing', ${until.toISOString()}::timestamptz)) edge (name, at)
    UNION ALL
    (SELECT NULL, at, kind, reference, provider, amount, balance, place FROM running
      WHERE at >= ${from.toISOString()}::timestamptz ${rest}
      ORDER BY at, place LIMIT ${most + 1})`;
  const edgeOf = (name: string) => rows.find(({ edge }) => edge === name)?.balanceMinor ?? 0n;
  return {
    openingMinor: edgeOf('opening'),
    closingMinor: edgeOf('closing'),
    rows: rows.filter(({ edge }) => edge === null),
  };
}
