// A company's books of more than two years as plain rows: organisations with a pack and a subscription each, renewals that are
// paid, used and recognised, with invoices, MRR and the wallet's entries. All tables are written from the same two.

const MONTHS = 26;
const TIER_MICRO = 200_000_000;
const PACK_MICRO = 100_000_000;
const PACK = 99;

/**
 * First who there is (bench.customer): started on a day of those months, some left, some grew; then what happened to each
 * (bench.moment), in the order of time: the pack (k = 99) that each began with, bought and used within its first hour, and a
 * renewal (k) every 30 days to today or to the day it left, whose credits are gone after twenty days. `used`: by today.
 */
export const story = (customers) => `
  DROP SCHEMA IF EXISTS bench CASCADE;
  CREATE SCHEMA bench;
  CREATE UNLOGGED TABLE bench.customer AS
    SELECT n, date_trunc('day', now()) - (${MONTHS} * 30 - (n * 7919) % (${MONTHS} * 30 - 1)) * interval '1 day' + interval '9 hours' AS started,
      n % 10 = 3 AS leaves, n % 5 = 1 AS grows, (ARRAY['starter', 'professional', 'business'])[1 + n % 3] AS tier,
      (ARRAY[1900, 7900, 19900])[1 + n % 3] AS price, now() AS told_at
    FROM generate_series(1, ${customers}) n;
  CREATE UNLOGGED TABLE bench.moment AS
    WITH lot AS (
      SELECT n, ${PACK} AS k, ${PACK_MICRO}::bigint AS micro, 1000 AS price, started - interval '1 hour' AS bought_at, started AS used_at FROM bench.customer
      UNION ALL
      SELECT n, k, ${TIER_MICRO}, price + CASE WHEN grows AND k * 30 >= 100 THEN 1000 ELSE 0 END, at, at + interval '20 days'
      FROM (SELECT *, started + k * interval '30 days' AS at FROM bench.customer CROSS JOIN generate_series(0, ${MONTHS} - 1) k) r
      WHERE at < now() - interval '1 hour' AND NOT (leaves AND k > 8))
    SELECT n, k, micro, price, bought_at, is_use, CASE WHEN is_use THEN used_at ELSE bought_at END AS at, used_at < now() AS used
    FROM lot CROSS JOIN (VALUES (false), (true)) side (is_use) WHERE NOT is_use OR used_at < now() ORDER BY at, n, is_use;
  CREATE VIEW bench.event AS SELECT *, 'org_' || lpad(n::text, 26, '0') AS org, 'sub_' || lpad(n::text, 26, '0') AS sub,
    lpad((n * 100 + k)::text, 26, '0') AS key, k = ${PACK} AS is_pack FROM bench.moment;
  CREATE VIEW bench.organisation AS SELECT *, 'org_' || lpad(n::text, 26, '0') AS org, 'sub_' || lpad(n::text, 26, '0') AS sub,
    started + interval '100 days' AS grown_at, started + interval '270 days' AS left_at FROM bench.customer;
  ANALYZE bench.customer, bench.moment`;

export const endOfStory = 'DROP SCHEMA bench CASCADE';

/** Each table with the statement that writes it, in the order of time as rows come in life; the longest first. */
export const tables = {
  JournalLine: `
    INSERT INTO "JournalLine" ("organisationId", "entryId", position, account, "amountMinor", currency)
    SELECT org, 'jrn_' || CASE WHEN is_use THEN 'r' ELSE 'p' END || key, side,
      CASE WHEN is_use = (side = 1) THEN 'deferred_revenue' WHEN is_use THEN 'revenue' ELSE 'cash:stripe' END,
      CASE side WHEN 1 THEN price ELSE -price END, 'USD'
    FROM bench.event CROSS JOIN (VALUES (1), (2)) s (side)`,
  Entry: `
    INSERT INTO "Entry" ("organisationId", seq, "operationId", "lotId", kind, "serviceCode", "amountMicro", "balanceAfterMicro", "createdAt")
    SELECT org, CASE WHEN is_pack THEN 1 ELSE 2 * k + 3 END + is_use::int, 'op_' || CASE WHEN is_use THEN 'd' ELSE 'g' END || key, 'lot_' || key,
      (CASE WHEN is_use THEN 'deduct' ELSE 'grant' END)::"OperationKind", CASE WHEN is_use THEN 'service' END,
      CASE WHEN is_use THEN -micro ELSE micro END, CASE WHEN is_use THEN 0 ELSE micro END, at
    FROM bench.event`,
  Lot: `
    INSERT INTO "Lot" ("organisationId", id, source, "grantedMicro", "remainingMicro", "isOpen", "effectiveAt", "costMinor", currency, "recognisedMinor",
      "purchaseId", "subscriptionId", "periodStart", "operationId", "createdAt")
    SELECT org, 'lot_' || key, (CASE WHEN is_pack THEN 'purchase' ELSE 'allowance' END)::"LotSource", micro, CASE WHEN used THEN 0 ELSE micro END, NOT used,
      at, price, 'USD', CASE WHEN used THEN price ELSE 0 END, CASE WHEN is_pack THEN 'pur_' || key END, CASE WHEN NOT is_pack THEN sub END,
      CASE WHEN NOT is_pack THEN at END, 'op_g' || key, at
    FROM bench.event WHERE NOT is_use`,
  Payment: `
    INSERT INTO "Payment" ("organisationId", id, provider, "purchaseId", "invoiceId", "amountMinor", "receivedMinor", currency, status, reference,
      "providerId", "providerPaymentId", "createdAt", "settledAt")
    SELECT org, 'pay_' || key, 'stripe', CASE WHEN is_pack THEN 'pur_' || key END, CASE WHEN NOT is_pack THEN 'inv_' || key END, price, price, 'USD',
      'succeeded', 'ref_' || key, 'cs_' || key, 'pi_' || key, at, at
    FROM bench.event WHERE NOT is_use`,
  JournalEntry: `
    INSERT INTO "JournalEntry" ("organisationId", id, kind, reference, "postedAt")
    SELECT org, 'jrn_' || CASE WHEN is_use THEN 'r' ELSE 'p' END || key,
      (CASE WHEN is_use THEN 'recognition' WHEN is_pack THEN 'purchase' ELSE 'payment' END)::"JournalKind",
      CASE WHEN is_use THEN 'lot_' WHEN is_pack THEN 'pur_' ELSE 'inv_' END || key, at
    FROM bench.event`,
  Operation: `
    INSERT INTO "Operation" ("organisationId", id, kind, "actorKind", "amountMicro", answer, "createdAt")
    SELECT org, 'op_' || CASE WHEN is_use THEN 'd' ELSE 'g' END || key, (CASE WHEN is_use THEN 'deduct' ELSE 'grant' END)::"OperationKind", 'operator',
      micro, '{}', at
    FROM bench.event`,
  // Numbered without a gap in each year.
  Invoice: `
    INSERT INTO "Invoice" ("organisationId", id, year, serial, number, status, currency, "subscriptionId", "periodStart", seller, buyer, "netMinor",
      "taxMinor", "totalMinor", "paidMinor", taxes, "createdAt", "issuedAt", "paidAt")
    SELECT org, 'inv_' || key, year, nth, document_number('INV', year, nth), 'paid', 'USD', sub, at, '{}', '{}', price, 0, price, price, '[]', at, at, at
    FROM (SELECT *, date_part('year', at)::int AS year, (row_number() OVER (PARTITION BY date_part('year', at) ORDER BY at, n))::int AS nth
      FROM bench.event WHERE NOT is_use AND NOT is_pack) e`,
  UsageDay: `
    INSERT INTO "UsageDay" ("organisationId", day, "serviceCode", "consumedMicro", count)
    SELECT org, (at AT TIME ZONE 'UTC')::date, 'service', micro, 1 FROM bench.event WHERE is_use`,
  Purchase: `
    INSERT INTO "Purchase" ("organisationId", id, "packCode", "packName", "creditsMicro", "listPriceMinor", "totalMinor", currency, factors, status,
      "createdAt", "expiresAt", "paidAt")
    SELECT org, 'pur_' || key, 'pack-' || n % 4, 'Pack ' || n % 4, micro, price, price, 'USD', '[]', 'paid', at, at, at
    FROM bench.event WHERE is_pack AND NOT is_use`,
  Organisation: `
    INSERT INTO "Organisation" (id, name, currency, "timeZone", "createdAt", "firstPaidAt")
    SELECT org, 'Organisation ' || n, 'USD', 'UTC', started, started - interval '1 hour' FROM bench.organisation`,
  Subscription: `
    INSERT INTO "Subscription" ("organisationId", id, "tierCode", "tierName", "priceMinor", currency, "allowanceMicro", collection, status, "anchorDay",
      "periodStart", "periodEnd", "startedAt", "cancelledAt")
    SELECT org, sub, tier, tier, last.price, 'USD', ${TIER_MICRO}, 'stripe', (CASE WHEN leaves AND left_at < told_at THEN 'cancelled' ELSE 'active' END)::"SubscriptionStatus",
      1, last.at, last.at + interval '30 days', started, CASE WHEN leaves AND left_at < told_at THEN left_at END
    FROM bench.organisation JOIN (SELECT DISTINCT ON (n) n, at, price FROM bench.moment WHERE k <> ${PACK} AND NOT is_use ORDER BY n, k DESC) last USING (n)`,
  MrrMovement: `
    INSERT INTO "MrrMovement" ("organisationId", id, "subscriptionId", kind, "deltaMinor", "afterMinor", currency, "tierCode", at)
    SELECT org, 'mrr_' || rpad(kind, 12, '0') || lpad(n::text, 14, '0'), sub, kind::"MrrKind", delta, after, 'USD', tier, at
    FROM bench.organisation CROSS JOIN LATERAL (VALUES
      ('new', price, price, started),
      ('expansion', 1000, price + 1000, CASE WHEN grows THEN grown_at END),
      ('churn', -(price + CASE WHEN grows THEN 1000 ELSE 0 END), 0, CASE WHEN leaves THEN left_at END)
    ) m (kind, delta, after, at) WHERE at < told_at ORDER BY at`,
  Wallet: `
    INSERT INTO "Wallet" ("organisationId", "balanceMicro", "lastSeq", "updatedAt")
    SELECT 'org_' || lpad(n::text, 26, '0'), sum(CASE WHEN is_use THEN -micro ELSE micro END), count(*), max(at) FROM bench.moment GROUP BY n`,
};

/** Whoever asks for the days that are over reads these, as the nightly job would have filled them, a day at a time. */
export const rolls = [
  `WITH moved AS MATERIALIZED (
     SELECT (at AT TIME ZONE 'UTC')::date AS day, date_trunc('month', bought_at AT TIME ZONE 'UTC')::date AS cohort, is_use, k = ${PACK} AS is_pack, sum(price) AS minor
     FROM bench.moment GROUP BY 1, 2, 3, 4
   ), line AS (
     SELECT *, CASE WHEN is_use THEN 'recognition' WHEN is_pack THEN 'purchase' ELSE 'payment' END::"JournalKind" AS kind FROM moved WHERE day < current_date
   ), deferred AS (
     INSERT INTO "DeferredDay" (day, cohort, kind, currency, "amountMinor")
     SELECT day, cohort, kind, 'USD', sum(CASE WHEN is_use THEN minor ELSE -minor END) FROM line GROUP BY 1, 2, 3
   ) INSERT INTO "JournalDay" (day, account, currency, "debitMinor", "creditMinor")
     SELECT day, account, 'USD', sum(debit), sum(credit) FROM line CROSS JOIN LATERAL (VALUES
       ('deferred_revenue', CASE WHEN is_use THEN minor ELSE 0 END, CASE WHEN is_use THEN 0 ELSE minor END),
       (CASE WHEN is_use THEN 'revenue' ELSE 'cash:stripe' END, CASE WHEN is_use THEN 0 ELSE minor END, CASE WHEN is_use THEN minor ELSE 0 END)
     ) a (account, debit, credit) GROUP BY 1, 2`,
  `INSERT INTO "RolledDay" (day, "rolledAt") SELECT g::date, now()
   FROM generate_series((SELECT min(day) FROM "JournalDay"), current_date - 1, interval '1 day') g`,
  `INSERT INTO "MrrDay" (day, currency, "tierCode", kind, "deltaMinor", subscriptions, movements)
   SELECT r.day, m.* FROM "RolledDay" r CROSS JOIN LATERAL mrr_moves(r.day) m`,
  `INSERT INTO "CreditDay" (day, kind, "amountMicro") SELECT * FROM credit_moves((SELECT min(day) FROM "RolledDay"), current_date - 1)`,
  `INSERT INTO "CreditDay" (day, kind, "amountMicro") SELECT day, 'rolled', 0 FROM "RolledDay" WHERE day < current_date - 1`,
];
