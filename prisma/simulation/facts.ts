import { createHash } from 'node:crypto';
import { db } from '@/lib/core/db';
import type { World } from './world';

type Counted = { name: string; n: bigint };

/** What came of all that was done, counted in the database. A name that is missing never happened. */
export async function countFacts(): Promise<Record<string, number>> {
  const rows = await db.$queryRaw<Counted[]>`
    SELECT 'tiers: ' || replace(kind, '_', ' ') AS name, count(*) AS n FROM "SubscriptionEvent" GROUP BY 1
    UNION ALL SELECT 'payments by ' || provider || ' ' || status, count(*) FROM "Payment" GROUP BY 1
    UNION ALL SELECT 'payments declined', count(*) FROM "Payment" WHERE "declineCode" IS NOT NULL
    UNION ALL SELECT 'transfers in parts', count(*) FROM "Payment" p
      WHERE (SELECT count(*) FROM "Proof" f WHERE f."organisationId" = p."organisationId" AND f."paymentId" = p.id) > 1
    UNION ALL SELECT 'transfers of too much', count(*) FROM "Payment" WHERE provider = 'bank_transfer' AND "receivedMinor" > "amountMinor"
    UNION ALL SELECT 'transfers of too little', count(*) FROM "Payment" WHERE "receivedMinor" > 0 AND "receivedMinor" < "amountMinor"
    UNION ALL SELECT CASE WHEN r."amountMinor" < p."receivedMinor" THEN 'refunds of a part' ELSE 'refunds of the whole' END
      || CASE WHEN r."isByHand" THEN ' by hand' ELSE ' by ' || p.provider END || ' ' || r.status, count(*)
      FROM "Refund" r JOIN "Payment" p ON p."organisationId" = r."organisationId" AND p.id = r."paymentId" GROUP BY 1
    UNION ALL SELECT 'disputes ' || CASE WHEN status IN ('won', 'lost') THEN status::text ELSE 'open' END, count(*) FROM "Dispute" GROUP BY 1
    UNION ALL SELECT 'lots expired: ' || l.source, count(*) FROM "Entry" e
      JOIN "Lot" l ON l."organisationId" = e."organisationId" AND l.id = e."lotId" WHERE e.kind = 'expire' GROUP BY 1
    UNION ALL SELECT 'holds ' || status, count(*) FROM "Hold" GROUP BY 1
    UNION ALL SELECT 'credits moved: ' || kind, count(*) FROM "Operation" GROUP BY 1
    UNION ALL SELECT 'invoices ' || status, count(*) FROM "Invoice" GROUP BY 1
    UNION ALL SELECT 'credit notes', count(*) FROM "CreditNote"
    UNION ALL SELECT 'MRR: ' || kind, count(*) FROM "MrrMovement" GROUP BY 1
    UNION ALL SELECT 'journal: ' || kind, count(*) FROM "JournalEntry" GROUP BY 1
    UNION ALL SELECT 'journal: posted late', count(*) FROM "JournalEntry" WHERE "lateFor" IS NOT NULL
    ORDER BY 1`;
  return Object.fromEntries(rows.filter(({ n }) => n > 0n).map(({ name, n }) => [name, Number(n)]));
}

/** All of an organisation's money and credits but for what differs from run to run: ids, and who drew which number first. */
async function lifeOf(organisationId: string): Promise<string> {
  const [row] = await db.$queryRaw<{ life: string }[]>`
    SELECT concat_ws(';',
      (SELECT concat_ws(',', "balanceMicro", "heldMicro", "owedMicro") FROM "Wallet" WHERE "organisationId" = ${organisationId}),
      (SELECT string_agg(one, ' ' ORDER BY one) FROM (SELECT concat_ws(',', source, "grantedMicro", "remainingMicro", "clawedMicro",
        "costMinor", "recognisedMinor", "createdAt", "expiresAt") AS one FROM "Lot" WHERE "organisationId" = ${organisationId}) l),
      (SELECT string_agg(one, ' ' ORDER BY one) FROM (SELECT concat_ws(',', e.kind, e."postedAt", e."lateFor", split_part(l.account, ':txr_', 1), l.currency,
        l."amountMinor") AS one FROM "JournalEntry" e JOIN "JournalLine" l ON l."organisationId" = e."organisationId" AND l."entryId" = e.id
        WHERE e."organisationId" = ${organisationId}) j),
      (SELECT string_agg(one, ' ' ORDER BY one) FROM (SELECT concat_ws(',', status, "issuedAt", "totalMinor", "taxMinor", "paidMinor") AS one
        FROM "Invoice" WHERE "organisationId" = ${organisationId}) i),
      (SELECT string_agg(one, ' ' ORDER BY one) FROM (SELECT concat_ws(',', kind, at, "deltaMinor", "tierCode") AS one
        FROM "MrrMovement" WHERE "organisationId" = ${organisationId}) m)) AS life`;
  return row?.life ?? '';
}

/** The numbers of the organisations that a text names, by their own ids or by those of what is theirs. */
export async function named({ organisations }: World, text: string): Promise<number[]> {
  const ids = text.match(/\b[a-z]{2,3}_[0-9a-z]{26}\b/g) ?? [];
  const owners = await db.$queryRaw<{ id: string }[]>`
    SELECT "organisationId" AS id FROM "Lot" WHERE id = ANY(${ids})
    UNION SELECT "organisationId" FROM "Subscription" WHERE id = ANY(${ids})
    UNION SELECT "organisationId" FROM "Purchase" WHERE id = ANY(${ids})
    UNION SELECT "organisationId" FROM "Payment" WHERE id = ANY(${ids})
    UNION SELECT "organisationId" FROM "Invoice" WHERE id = ANY(${ids})
    UNION SELECT "organisationId" FROM "JournalEntry" WHERE id = ANY(${ids})
    UNION SELECT "organisationId" FROM "Operation" WHERE id = ANY(${ids})
    UNION SELECT "organisationId" FROM "Hold" WHERE id = ANY(${ids})
    UNION SELECT "organisationId" FROM "Dispute" WHERE id = ANY(${ids})`;
  const known = new Set([...ids, ...owners.map(({ id }) => id)]);
  return [...organisations].flatMap(([nth, { id }]) => (known.has(id) ? [nth] : []));
}

/** One word for everything that happened: the same seed gives the same word. */
export async function digestOf({ organisations }: World): Promise<string> {
  const hash = createHash('sha256');
  for (const [nth, { id }] of [...organisations].toSorted(([one], [other]) => one - other))
    hash.update(`${nth} ${await lifeOf(id)}\n`);
  return hash.digest('hex').slice(0, 16);
}
