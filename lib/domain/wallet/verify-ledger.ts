import { type Context, authorise } from '@/lib/core/context';
import { Prisma, type Tx, db } from '@/lib/core/db';

/** One law of the ledger: the query gives the rows that break it (as of now); `looked` counts what it examined. */
type Law = { law: string; looked: Prisma.Sql; breaks: Prisma.Sql | ((now: Date) => Prisma.Sql) };

const laws: Law[] = [
  {
    law: 'balance = sum of entries = sum of remaining + held draws; held = sum of held draws',
    looked: Prisma.sql`SELECT count(*) AS n FROM "Wallet"`,
    breaks: Prisma.sql`
      SELECT w."organisationId" AS record, format('balance %s, entries %s, lots %s, held %s, draws %s',
        w."balanceMicro", e.total, l.total, w."heldMicro", d.total) AS difference
      FROM "Wallet" w
      LEFT JOIN LATERAL (SELECT coalesce(sum("amountMicro"), 0) AS total FROM "Entry" WHERE "organisationId" = w."organisationId") e ON true
      LEFT JOIN LATERAL (SELECT coalesce(sum("remainingMicro"), 0) AS total FROM "Lot" WHERE "organisationId" = w."organisationId") l ON true
      LEFT JOIN LATERAL (SELECT coalesce(sum(d."amountMicro"), 0) AS total FROM "HoldDraw" d
        JOIN "Hold" h ON h."organisationId" = d."organisationId" AND h.id = d."holdId"
        WHERE d."organisationId" = w."organisationId" AND h.status = 'active') d ON true
      WHERE w."balanceMicro" <> e.total OR w."balanceMicro" <> l.total + d.total OR w."heldMicro" <> d.total`,
  },
  {
    law: 'entries are numbered without a gap and each carries the balance after it',
    looked: Prisma.sql`SELECT count(*) AS n FROM "Entry"`,
    breaks: Prisma.sql`
      SELECT "organisationId" || '/' || seq AS record, format('seq %s at place %s, balance %s where the sum is %s', seq, nth, "balanceAfterMicro", running) AS difference
      FROM (SELECT "organisationId", seq, "balanceAfterMicro", row_number() OVER w AS nth, sum("amountMicro") OVER w AS running
        FROM "Entry" WINDOW w AS (PARTITION BY "organisationId" ORDER BY seq)) e
      WHERE seq <> nth OR "balanceAfterMicro" <> running`,
  },
  {
    law: "the wallet's last number is its last entry's",
    looked: Prisma.sql`SELECT count(*) AS n FROM "Wallet"`,
    breaks: Prisma.sql`
      SELECT w."organisationId" AS record, format('lastSeq %s, entries end at %s', w."lastSeq", coalesce(max(e.seq), 0)) AS difference
      FROM "Wallet" w LEFT JOIN "Entry" e ON e."organisationId" = w."organisationId"
      GROUP BY w."organisationId" HAVING w."lastSeq" <> coalesce(max(e.seq), 0)`,
  },
  {
    law: 'each lot = its entries = remaining + held; its held = its open draws',
    looked: Prisma.sql`SELECT count(*) AS n FROM "Lot"`,
    breaks: Prisma.sql`
      SELECT l.id AS record, format('remaining %s, held %s, entries %s, draws %s', l."remainingMicro", l."heldMicro", e.total, d.total) AS difference
      FROM "Lot" l
      LEFT JOIN LATERAL (SELECT coalesce(sum("amountMicro"), 0) AS total FROM "Entry" WHERE "organisationId" = l."organisationId" AND "lotId" = l.id) e ON true
      LEFT JOIN LATERAL (SELECT coalesce(sum(d."amountMicro"), 0) AS total FROM "HoldDraw" d
        JOIN "Hold" h ON h."organisationId" = d."organisationId" AND h.id = d."holdId"
        WHERE d."organisationId" = l."organisationId" AND d."lotId" = l.id AND h.status = 'active') d ON true
      WHERE l."remainingMicro" + l."heldMicro" <> e.total OR l."heldMicro" <> d.total`,
  },
  {
    law: 'a hold is the sum of its draws, and what was captured is the sum of its captured draws and of its entries',
    looked: Prisma.sql`SELECT count(*) AS n FROM "Hold"`,
    breaks: Prisma.sql`
      SELECT h.id AS record, format('amount %s, draws %s, captured %s, captured draws %s', h."amountMicro", sum(d."amountMicro"), h."capturedMicro", sum(d."capturedMicro")) AS difference
      FROM "Hold" h LEFT JOIN "HoldDraw" d ON d."organisationId" = h."organisationId" AND d."holdId" = h.id
      GROUP BY h."organisationId", h.id
      HAVING h."amountMicro" <> coalesce(sum(d."amountMicro"), 0) OR h."capturedMicro" <> coalesce(sum(d."capturedMicro"), 0)`,
  },
  {
    law: "an operation's entries sum to its amount less its shortfall",
    looked: Prisma.sql`SELECT count(*) AS n FROM "Operation"`,
    breaks: Prisma.sql`
      SELECT o.id AS record, format('%s of %s less %s, entries %s', o.kind, o."amountMicro", o."shortfallMicro", coalesce(sum(e."amountMicro"), 0)) AS difference
      FROM "Operation" o LEFT JOIN "Entry" e ON e."organisationId" = o."organisationId" AND e."operationId" = o.id
      GROUP BY o."organisationId", o.id
      HAVING abs(coalesce(sum(e."amountMicro"), 0)) <> CASE WHEN o.kind IN ('hold', 'release') THEN 0 ELSE o."amountMicro" - o."shortfallMicro" END`,
  },
  {
    law: "the days' usage = what deductions, captures and settlements took less what was returned",
    looked: Prisma.sql`SELECT count(*) AS n FROM "UsageDay"`,
    breaks: Prisma.sql`
      SELECT coalesce(u.org, e.org) AS record, format('usage %s, entries %s', coalesce(u.total, 0), coalesce(e.total, 0)) AS difference
      FROM (SELECT "organisationId" AS org, sum("consumedMicro") AS total FROM "UsageDay" GROUP BY 1) u
      FULL JOIN (SELECT "organisationId" AS org, -sum("amountMicro") AS total FROM "Entry" WHERE kind IN ('deduct', 'capture', 'settle', 'return') GROUP BY 1) e USING (org)
      WHERE coalesce(u.total, 0) <> coalesce(e.total, 0)`,
  },
  {
    law: 'every entry hangs on its operation and its lot, every operation on its wallet',
    looked: Prisma.sql`SELECT count(*) AS n FROM "Entry"`,
    breaks: Prisma.sql`
      SELECT e."organisationId" || '/' || e.seq AS record, format('operation %s, lot %s', e."operationId", e."lotId") AS difference FROM "Entry" e
      WHERE NOT EXISTS (SELECT FROM "Operation" o WHERE o."organisationId" = e."organisationId" AND o.id = e."operationId")
        OR NOT EXISTS (SELECT FROM "Lot" l WHERE l."organisationId" = e."organisationId" AND l.id = e."lotId")
      UNION ALL SELECT o.id, format('wallet %s', o."organisationId") FROM "Operation" o
      WHERE NOT EXISTS (SELECT FROM "Wallet" w WHERE w."organisationId" = o."organisationId")`,
  },
  {
    law: "what a wallet owes = its receivables' open part; a receivable = its deduction's shortfall and its settlements",
    looked: Prisma.sql`SELECT count(*) AS n FROM "Receivable"`,
    breaks: Prisma.sql`
      SELECT w."organisationId" AS record, format('owes %s, receivables %s', w."owedMicro", coalesce(r.open, 0)) AS difference
      FROM "Wallet" w LEFT JOIN (SELECT "organisationId", sum("amountMicro" - "settledMicro" - "forgivenMicro") AS open FROM "Receivable" GROUP BY 1) r
        USING ("organisationId") WHERE w."owedMicro" <> coalesce(r.open, 0)
      UNION ALL SELECT r.id, format('amount %s, shortfall %s, settled %s, settlements %s', r."amountMicro", o."shortfallMicro", r."settledMicro", s.total)
      FROM "Receivable" r JOIN "Operation" o ON o."organisationId" = r."organisationId" AND o.id = r."operationId"
      CROSS JOIN LATERAL (SELECT coalesce(sum("amountMicro"), 0) AS total FROM "Operation" WHERE "organisationId" = r."organisationId"
        AND "parentId" = r."operationId" AND kind = 'settle') s
      WHERE r."amountMicro" <> o."shortfallMicro" OR r."settledMicro" <> s.total`,
  },
  {
    law: 'credits that are transferred leave one wallet and arrive in another, with their cost',
    looked: Prisma.sql`SELECT count(*) AS n FROM "Operation" WHERE kind = 'transfer'`,
    breaks: Prisma.sql`
      SELECT 'transfers' AS record, format('entries %s', sum("amountMicro")) AS difference FROM "Entry" WHERE kind = 'transfer' HAVING sum("amountMicro") <> 0
      UNION ALL SELECT 'transfers ' || currency, format('journal %s', sum("amountMinor")) FROM "JournalLine" WHERE account = 'transfer'
        GROUP BY currency HAVING sum("amountMinor") <> 0`,
  },
  {
    law: 'a paid purchase has its one lot, and no other purchase has any',
    looked: Prisma.sql`SELECT count(*) AS n FROM "Purchase"`,
    breaks: Prisma.sql`
      SELECT p.id AS record, format('status %s, granted %s of %s', p.status, l."grantedMicro", p."creditsMicro") AS difference
      FROM "Purchase" p LEFT JOIN "Lot" l ON l."organisationId" = p."organisationId" AND l."purchaseId" = p.id
      WHERE (p.status = 'paid') <> (l.id IS NOT NULL) OR l."grantedMicro" <> p."creditsMicro" OR l."costMinor" <> p."totalMinor" - p."taxMinor"`,
  },
  {
    law: 'what was clawed of a lot = its claws, and never more than was granted',
    looked: Prisma.sql`SELECT count(*) AS n FROM "Lot" WHERE "clawedMicro" > 0`,
    breaks: Prisma.sql`
      SELECT coalesce(l.id, o.lot) AS record, format('clawed %s, claws %s', coalesce(l."clawedMicro", 0), coalesce(o.total, 0)) AS difference
      FROM (SELECT * FROM "Lot" WHERE "clawedMicro" > 0) l
      FULL JOIN (SELECT "organisationId" AS org, "parentId" AS lot, sum("amountMicro") AS total FROM "Operation" WHERE kind = 'claw' GROUP BY 1, 2) o
        ON o.org = l."organisationId" AND o.lot = l.id
      WHERE coalesce(l."clawedMicro", 0) <> coalesce(o.total, 0) OR l."clawedMicro" > l."grantedMicro"`,
  },
  {
    law: 'of a pack, the credits in the proportion of what the sale gave back were clawed, rounded down',
    looked: Prisma.sql`SELECT count(*) AS n FROM "Payment" WHERE "purchaseId" IS NOT NULL AND status = 'succeeded'`,
    breaks: Prisma.sql`
      SELECT p.id AS record, format('taken %s of %s, clawed %s of %s', t.taken, p."totalMinor", l."clawedMicro", l."grantedMicro") AS difference
      FROM "Purchase" p JOIN "Lot" l ON l."organisationId" = p."organisationId" AND l."purchaseId" = p.id
      JOIN LATERAL (SELECT coalesce(sum(taken), 0) AS taken FROM (
        SELECT r."soldMinor" AS taken FROM "Refund" r JOIN "Payment" y ON y."organisationId" = r."organisationId" AND y.id = r."paymentId"
          WHERE y."organisationId" = p."organisationId" AND y."purchaseId" = p.id AND y.difference IS NULL
        UNION ALL SELECT d."soldMinor" FROM "Dispute" d JOIN "Payment" y ON y."organisationId" = d."organisationId" AND y.id = d."paymentId"
          WHERE y."organisationId" = p."organisationId" AND y."purchaseId" = p.id AND y.difference IS NULL) x) t ON true
      WHERE EXISTS (SELECT FROM "Payment" y WHERE y."organisationId" = p."organisationId" AND y."purchaseId" = p.id AND y.status = 'succeeded')
        AND l."clawedMicro" <> least(l."grantedMicro", div(l."grantedMicro"::numeric * t.taken, p."totalMinor"))`,
  },
  {
    law: 'a dispute freezes while it is open and no longer',
    looked: Prisma.sql`SELECT count(*) AS n FROM "Dispute"`,
    breaks: Prisma.sql`
      SELECT d.id AS record, format('dispute %s, freeze %s', d.status, h.status) AS difference
      FROM "Dispute" d JOIN "Hold" h ON h."organisationId" = d."organisationId" AND h.id = d."holdId"
      WHERE (d.status IN ('won', 'lost')) = (h.status = 'active')`,
  },
  {
    law: "money on customers' accounts = the account customer_balance",
    looked: Prisma.sql`SELECT count(*) AS n FROM "AccountEntry"`,
    breaks: Prisma.sql`
      SELECT coalesce(a.org, j.org) || ' ' || coalesce(a.currency, j.currency) AS record, format('entries %s, journal %s', coalesce(a.total, 0), coalesce(j.total, 0)) AS difference
      FROM (SELECT "organisationId" AS org, currency, sum("amountMinor") AS total FROM "AccountEntry" GROUP BY 1, 2) a
      FULL JOIN (SELECT "organisationId" AS org, currency, -sum("amountMinor") AS total FROM "JournalLine" WHERE account = 'customer_balance' GROUP BY 1, 2) j USING (org, currency)
      WHERE coalesce(a.total, 0) <> coalesce(j.total, 0)`,
  },
  {
    law: 'every journal entry sums to zero per currency',
    looked: Prisma.sql`SELECT count(*) AS n FROM "JournalEntry"`,
    breaks: Prisma.sql`
      SELECT "entryId" AS record, format('%s %s', sum("amountMinor"), currency) AS difference
      FROM "JournalLine" GROUP BY "organisationId", "entryId", currency HAVING sum("amountMinor") <> 0`,
  },
  {
    law: 'deferred revenue in the journal = cost of paid lots less what the lots say was moved out of it',
    looked: Prisma.sql`SELECT count(*) AS n FROM "Lot" WHERE "costMinor" IS NOT NULL`,
    breaks: Prisma.sql`
      SELECT coalesce(l.org, j.org) || ' ' || coalesce(l.currency, j.currency) AS record, format('lots %s, journal %s', coalesce(l.total, 0), coalesce(j.total, 0)) AS difference
      FROM (SELECT "organisationId" AS org, currency, sum("costMinor" - "recognisedMinor") AS total FROM "Lot" WHERE "costMinor" IS NOT NULL GROUP BY 1, 2) l
      FULL JOIN (SELECT "organisationId" AS org, currency, -sum("amountMinor") AS total FROM "JournalLine" WHERE account = 'deferred_revenue' GROUP BY 1, 2) j USING (org, currency)
      WHERE coalesce(l.total, 0) <> coalesce(j.total, 0)`,
  },
  {
    law: 'law 6: what was recognised of a lot = floor(cost x consumed / granted), as its credits are now or were within a day',
    looked: Prisma.sql`SELECT count(*) AS n FROM "Lot" WHERE "costMinor" IS NOT NULL`,
    breaks: (now) => Prisma.sql`
      SELECT l.id AS record, format('recognised %s, used %s', l."recognisedMinor", lot_used_minor(l, 'infinity')) AS difference
      FROM "Lot" l WHERE l."costMinor" IS NOT NULL
        AND l."recognisedMinor" <> div(l."costMinor"::numeric * (l."grantedMicro" - l."remainingMicro" - l."heldMicro"), l."grantedMicro")
        AND NOT EXISTS (SELECT FROM (
          SELECT sum(e."amountMicro") OVER (ORDER BY e.seq DESC) AS since FROM "Entry" e
          WHERE e."organisationId" = l."organisationId" AND e."lotId" = l.id AND e."operationId" <> l."operationId"
            AND e."createdAt" > ${now.toISOString()}::timestamptz - interval '1 day') past
          WHERE l."recognisedMinor" = div(l."costMinor"::numeric * (l."grantedMicro" - l."remainingMicro" - l."heldMicro" + past.since), l."grantedMicro"))`,
  },
  {
    law: 'a request and its holds, its price and its quotes, end together: held while it is open, captured when resolved, given back when cancelled',
    looked: Prisma.sql`SELECT count(*) AS n FROM "Request"`,
    breaks: Prisma.sql`
      SELECT r.number AS record, format('request %s, hold %s', r.status, h.status) AS difference
      FROM (SELECT "organisationId", id, "holdId" FROM "Request" WHERE "holdId" IS NOT NULL
        UNION ALL SELECT "organisationId", "requestId", "holdId" FROM "Quote" WHERE "holdId" IS NOT NULL) of
      JOIN "Request" r ON r."organisationId" = of."organisationId" AND r.id = of.id
      JOIN "Hold" h ON h."organisationId" = of."organisationId" AND h.id = of."holdId"
      WHERE NOT CASE WHEN r.status IN ('resolved', 'closed') THEN h.status = 'captured'
        WHEN r.status = 'cancelled' THEN h.status = 'released' OR h.status = 'captured' AND r."reopenCount" > 0
        WHEN r.status = 'unpaid' THEN false
        ELSE h.status = 'active' OR h.status = 'captured' AND r."reopenCount" > 0 END`,
  },
  {
    law: 'what a request got back for being late is what was promised of its price at the most, and one return',
    looked: Prisma.sql`SELECT count(*) AS n FROM "Request" WHERE "lateRefundBps" > 0 OR "lateReturnMicro" > 0`,
    breaks: Prisma.sql`
      SELECT coalesce(r.number, o.reference) AS record, format('says %s, returned %s of %s', coalesce(r."lateReturnMicro", 0), coalesce(o.total, 0), r."priceMicro") AS difference
      FROM (SELECT * FROM "Request" WHERE "lateReturnMicro" > 0) r
      FULL JOIN (SELECT "organisationId", reference, sum("amountMicro") AS total FROM "Operation"
        WHERE kind = 'return' AND "idempotencyKey" LIKE 'request-return:late:%' GROUP BY 1, 2) o
        ON o."organisationId" = r."organisationId" AND o.reference = r.number
      WHERE coalesce(r."lateReturnMicro", 0) <> coalesce(o.total, 0) OR r."lateReturnMicro" > div(r."priceMicro"::numeric * r."lateRefundBps", 10000)`,
  },
];

export type LawReport = {
  law: string;
  looked: number;
  differences: { record: string; difference: string }[];
};

/** Checks every law on the live database and reports what it looked at; at most 20 differences a law. */
export async function verifyLedger(ctx: Context): Promise<LawReport[]> {
  authorise(ctx, 'jobs:manage');
  // After a fast growth the planner still believes the tables small, and walks them row by row for every wallet.
  await db.$executeRaw`ANALYZE "Wallet", "Lot", "Operation", "Entry", "Hold", "HoldDraw", "UsageDay", "Receivable", "JournalEntry", "JournalLine"`;
  return checkLaws(db, ctx.now);
}

/** The same within a transaction: for tests that plant a difference and undo it. */
export async function checkLaws(tx: Tx, now: Date): Promise<LawReport[]> {
  const reports: LawReport[] = [];
  for (const { law, looked, breaks } of laws) {
    const [count] = await tx.$queryRaw<{ n: bigint }[]>(looked);
    const broken = typeof breaks === 'function' ? breaks(now) : breaks;
    const differences = await tx.$queryRaw<LawReport['differences']>(Prisma.sql`${broken} LIMIT 20`);
    reports.push({ law, looked: Number(count?.n ?? 0), differences });
  }
  return reports;
}
