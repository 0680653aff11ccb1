// A company's books of more than two years as plain rows: organisations with a pack and a subscription each, renewals that are
// paid, used and recognised, with invoices, MRR and the wallet's entries; then everything is added up by day, as every night.
import { say, step } from '../steps.mjs';

const MONTHS = 26;
const AT_ONCE = 20_000;
const TIER_MICRO = 200_000_000;
const PACK_MICRO = 100_000_000;

/** Who the nth organisation is, and what it does: started on a day of those months, some left, some grew. */
const ORGANISATION = `
  SELECT n, 'org_' || lpad(n::text, 26, '0') AS org, 'sub_' || lpad(n::text, 26, '0') AS sub,
    date_trunc('day', now()) - (${MONTHS} * 30 - (n * 7919) % (${MONTHS} * 30 - 1)) * interval '1 day' + interval '9 hours' AS started,
    n % 10 = 3 AS leaves, n % 5 = 1 AS grows, (ARRAY['starter', 'professional', 'business'])[1 + n % 3] AS tier,
    (ARRAY[1900, 7900, 19900])[1 + n % 3] AS price
  FROM generate_series($1::int, $2::int) n`;

/** A renewal every 30 days from the start to today, or to the day it left; its credits are gone after twenty days. */
const RENEWAL = `
  SELECT o.*, k, lpad((o.n * 100 + k)::text, 26, '0') AS key, o.started + k * interval '30 days' AS at,
    o.started + k * interval '30 days' + interval '20 days' AS used_at,
    o.started + k * interval '30 days' + interval '20 days' < now() AS used
  FROM (${ORGANISATION}) o CROSS JOIN LATERAL generate_series(0, ${MONTHS} - 1) k
  WHERE o.started + k * interval '30 days' < now() - interval '1 hour' AND NOT (o.leaves AND k > 8)`;

/** The pack that each organisation began with, bought and used within its first hour. */
const PACK = `SELECT *, lpad((n * 100 + 99)::text, 26, '0') AS key, started - interval '1 hour' AS at FROM (${ORGANISATION}) o`;

// Within a batch rows are written in the order of time, as they come in life: what is of one day lies together.
/** One journal entry for each row of a query (org, id, reference, kind, at, debit, credit, minor), and its two lines. */
const entries = (rows) => `
  WITH r AS MATERIALIZED (${rows}), e AS (
    INSERT INTO "JournalEntry" ("organisationId", id, kind, reference, "postedAt")
    SELECT org, id, kind::"JournalKind", reference, at FROM r ORDER BY at
  ) INSERT INTO "JournalLine" ("organisationId", "entryId", position, account, "amountMinor", currency)
  SELECT org, id, side, CASE side WHEN 1 THEN debit ELSE credit END, CASE side WHEN 1 THEN minor ELSE -minor END, 'USD'
  FROM r CROSS JOIN generate_series(1, 2) side ORDER BY at`;

/** One operation with its one entry for each row of a query (org, id, kind, lot, seq, micro, after, at). */
const operations = (rows) => `
  WITH r AS MATERIALIZED (${rows}), o AS (
    INSERT INTO "Operation" ("organisationId", id, kind, "actorKind", "amountMicro", answer, "createdAt")
    SELECT org, id, kind::"OperationKind", 'operator', abs(micro), '{}', at FROM r ORDER BY at
  ) INSERT INTO "Entry" ("organisationId", seq, "operationId", "lotId", kind, "serviceCode", "amountMicro", "balanceAfterMicro", "createdAt")
  SELECT org, seq, id, lot, kind::"OperationKind", CASE kind WHEN 'deduct' THEN 'service' END, micro, after, at FROM r ORDER BY at`;

const payments = (rows) => `
  INSERT INTO "Payment" ("organisationId", id, provider, "purchaseId", "invoiceId", "amountMinor", "receivedMinor", currency, status, reference,
    "providerId", "providerPaymentId", "createdAt", "settledAt")
  SELECT org, 'pay_' || key, 'stripe', purchase, invoice, minor, minor, 'USD', 'succeeded', 'ref_' || key, 'cs_' || key, 'pi_' || key, at, at
  FROM (${rows}) r ORDER BY at`;

const statements = [
  `INSERT INTO "Organisation" (id, name, currency, "timeZone", "createdAt", "firstPaidAt")
   SELECT org, 'Organisation ' || n, 'USD', 'UTC', started, at FROM (${PACK}) o`,
  `INSERT INTO "Subscription" ("organisationId", id, "tierCode", "tierName", "priceMinor", currency, "allowanceMicro", collection, status, "anchorDay",
     "periodStart", "periodEnd", "startedAt", "cancelledAt")
   SELECT org, sub, tier, tier, price + CASE WHEN grows AND grown < now() THEN 1000 ELSE 0 END, 'USD', ${TIER_MICRO}, 'stripe',
     (CASE WHEN gone THEN 'cancelled' ELSE 'active' END)::"SubscriptionStatus", 1, started, now(), started, CASE WHEN gone THEN left_at END
   FROM (SELECT *, started + interval '100 days' AS grown, started + interval '270 days' AS left_at,
     leaves AND started + interval '270 days' < now() AS gone FROM (${ORGANISATION}) o) o`,
  `INSERT INTO "MrrMovement" ("organisationId", id, "subscriptionId", kind, "deltaMinor", "afterMinor", currency, "tierCode", at)
   SELECT org, 'mrr_' || rpad(kind, 12, '0') || lpad(n::text, 14, '0'), sub, kind::"MrrKind", delta, after, 'USD', tier, at
   FROM (${ORGANISATION}) o CROSS JOIN LATERAL (VALUES
     ('new', price, price, started),
     ('expansion', 1000, price + 1000, CASE WHEN grows THEN started + interval '100 days' END),
     ('churn', -(price + CASE WHEN grows THEN 1000 ELSE 0 END), 0, CASE WHEN leaves THEN started + interval '270 days' END)
   ) m (kind, delta, after, at) WHERE at < now() ORDER BY at`,
  `INSERT INTO "Purchase" ("organisationId", id, "packCode", "packName", "creditsMicro", "listPriceMinor", "totalMinor", currency, factors, status,
     "createdAt", "expiresAt", "paidAt")
   SELECT org, 'pur_' || key, 'pack-' || n % 4, 'Pack ' || n % 4, ${PACK_MICRO}, 1000, 1000, 'USD', '[]', 'paid', at, at, at FROM (${PACK}) p ORDER BY at`,
  `INSERT INTO "Lot" ("organisationId", id, source, "grantedMicro", "remainingMicro", "isOpen", "effectiveAt", "costMinor", currency, "recognisedMinor",
     "purchaseId", "operationId", "createdAt")
   SELECT org, 'lot_' || key, 'purchase', ${PACK_MICRO}, 0, false, at, 1000, 'USD', 1000, 'pur_' || key, 'op_g' || key, at FROM (${PACK}) p ORDER BY at`,
  `INSERT INTO "Lot" ("organisationId", id, source, "grantedMicro", "remainingMicro", "isOpen", "effectiveAt", "costMinor", currency, "recognisedMinor",
     "subscriptionId", "periodStart", "operationId", "createdAt")
   SELECT org, 'lot_' || key, 'allowance', ${TIER_MICRO}, CASE WHEN used THEN 0 ELSE ${TIER_MICRO} END, NOT used, at, price, 'USD',
     CASE WHEN used THEN price ELSE 0 END, sub, at, 'op_g' || key, at FROM (${RENEWAL}) r ORDER BY at`,
  operations(`
    SELECT org, 'op_g' || key AS id, 'grant' AS kind, 'lot_' || key AS lot, 1 AS seq, ${PACK_MICRO} AS micro, ${PACK_MICRO} AS after, at FROM (${PACK}) p
    UNION ALL SELECT org, 'op_d' || key, 'deduct', 'lot_' || key, 2, -${PACK_MICRO}, 0, started FROM (${PACK}) p
    UNION ALL SELECT org, 'op_g' || key, 'grant', 'lot_' || key, 2 * k + 3, ${TIER_MICRO}, ${TIER_MICRO}, at FROM (${RENEWAL}) r
    UNION ALL SELECT org, 'op_d' || key, 'deduct', 'lot_' || key, 2 * k + 4, -${TIER_MICRO}, 0, used_at FROM (${RENEWAL}) r WHERE used`),
  `INSERT INTO "UsageDay" ("organisationId", day, "serviceCode", "consumedMicro", count)
   SELECT org, (at AT TIME ZONE 'UTC')::date, 'service', sum(micro), 1 FROM (
     SELECT org, started AS at, ${PACK_MICRO} AS micro FROM (${PACK}) p UNION ALL SELECT org, used_at, ${TIER_MICRO} FROM (${RENEWAL}) r WHERE used
   ) u GROUP BY 1, 2 ORDER BY 2`,
  `INSERT INTO "Wallet" ("organisationId", "balanceMicro", "lastSeq", "updatedAt")
   SELECT org, CASE WHEN bool_and(used) THEN 0 ELSE ${TIER_MICRO} END, 2 + count(*) + count(*) FILTER (WHERE used), max(at)
   FROM (${RENEWAL}) r GROUP BY org`,
  payments(`SELECT *, 1000 AS minor, 'pur_' || key AS purchase, NULL AS invoice FROM (${PACK}) p`),
  payments(`SELECT *, price AS minor, NULL AS purchase, 'inv_' || key AS invoice FROM (${RENEWAL}) r`),
  entries(`
    SELECT org, 'jrn_p' || key AS id, 'pur_' || key AS reference, 'purchase' AS kind, at, 'cash:stripe' AS debit, 'deferred_revenue' AS credit, 1000 AS minor
    FROM (${PACK}) p
    UNION ALL SELECT org, 'jrn_r' || key, 'lot_' || key, 'recognition', started, 'deferred_revenue', 'revenue', 1000 FROM (${PACK}) p
    UNION ALL SELECT org, 'jrn_p' || key, 'inv_' || key, 'payment', at, 'cash:stripe', 'deferred_revenue', price FROM (${RENEWAL}) r
    UNION ALL SELECT org, 'jrn_r' || key, 'lot_' || key, 'recognition', used_at, 'deferred_revenue', 'revenue', price FROM (${RENEWAL}) r WHERE used`),
];

/** An invoice for each payment of a tier, numbered without a gap. */
const invoices = `
  INSERT INTO "Invoice" ("organisationId", id, year, serial, number, status, currency, "subscriptionId", "periodStart", seller, buyer, "netMinor",
    "taxMinor", "totalMinor", "paidMinor", taxes, "createdAt", "issuedAt", "paidAt")
  SELECT p."organisationId", p."invoiceId", p.year, p.nth, format('INV-%s-%s', p.year, lpad(p.nth::text, 7, '0')), 'paid', 'USD',
    replace(p."organisationId", 'org_', 'sub_'), p."settledAt", '{}', '{}', p."amountMinor", 0, p."amountMinor", p."amountMinor", '[]',
    p."settledAt", p."settledAt", p."settledAt"
  FROM (SELECT *, date_part('year', "settledAt")::int AS year,
    row_number() OVER (PARTITION BY date_part('year', "settledAt") ORDER BY "settledAt", id) AS nth FROM "Payment" WHERE "invoiceId" IS NOT NULL) p`;

/** What is written here: its indexes are made when all of it is there, not row by row. */
const TABLES = [
  ...['Organisation', 'Subscription', 'MrrMovement', 'Purchase', 'Lot', 'Operation', 'Entry', 'UsageDay'],
  ...['Wallet', 'Payment', 'Invoice', 'JournalEntry', 'JournalLine'],
];
const named = TABLES.map((name) => `'"${name}"'::regclass`).join();
const withoutIndexes = `UPDATE pg_index SET indisready = false, indisvalid = false WHERE indrelid IN (${named})`;

/** Whoever asks for the days that are over reads these, as the nightly job would have filled them, a day at a time. */
const rolls = [
  `WITH moved AS MATERIALIZED (
     SELECT (e."postedAt" AT TIME ZONE 'UTC')::date AS day, l.account, l.currency, e.kind, date_trunc('month', e."postedAt" AT TIME ZONE 'UTC'
         - CASE WHEN e.kind <> 'recognition' THEN interval '0' WHEN right(e.id, 2) = '99' THEN interval '1 hour' ELSE interval '20 days' END)::date AS cohort,
       coalesce(sum(l."amountMinor") FILTER (WHERE l."amountMinor" > 0), 0) AS debit, coalesce(-sum(l."amountMinor") FILTER (WHERE l."amountMinor" < 0), 0) AS credit
     FROM "JournalEntry" e JOIN "JournalLine" l ON l."organisationId" = e."organisationId" AND l."entryId" = e.id GROUP BY 1, 2, 3, 4, 5
   ), deferred AS (
     INSERT INTO "DeferredDay" (day, cohort, kind, currency, "amountMinor")
     SELECT day, cohort, kind, currency, sum(debit - credit) FROM moved WHERE account = 'deferred_revenue' AND day < current_date GROUP BY 1, 2, 3, 4
   ) INSERT INTO "JournalDay" (day, account, currency, "debitMinor", "creditMinor")
     SELECT day, account, currency, sum(debit), sum(credit) FROM moved WHERE day < current_date GROUP BY 1, 2, 3`,
  `INSERT INTO "RolledDay" (day, "rolledAt") SELECT g::date, now()
   FROM generate_series((SELECT min(day) FROM "JournalDay"), current_date - 1, interval '1 day') g`,
  `INSERT INTO "MrrDay" (day, currency, "tierCode", kind, "deltaMinor", subscriptions, movements)
   SELECT r.day, m.* FROM "RolledDay" r CROSS JOIN LATERAL mrr_moves(r.day) m`,
  `INSERT INTO "CreditDay" (day, kind, "amountMicro") SELECT * FROM credit_moves((SELECT min(day) FROM "RolledDay"), current_date - 1)`,
  `INSERT INTO "CreditDay" (day, kind, "amountMicro") SELECT day, 'rolled', 0 FROM "RolledDay" WHERE day < current_date - 1`,
];

const DAYS = ['JournalDay', 'DeferredDay', 'MrrDay', 'CreditDay'];

/** Adds up every day that is over, and proves by a day in the middle that the product's own functions come to the same. */
async function roll(client) {
  for (const statement of rolls) await client.query(statement);
  const { rows } = await client.query(
    `SELECT to_char(percentile_disc(0.5) WITHIN GROUP (ORDER BY day), 'YYYY-MM-DD') AS day FROM "RolledDay"`,
  );
  const [{ day }] = rows;
  const sums = DAYS.map(
    (name) => `SELECT '${name}', to_jsonb(d)::text AS row FROM "${name}" d WHERE day = $1`,
  );
  const kept = async () =>
    JSON.stringify((await client.query(`${sums.join(' UNION ALL ')} ORDER BY 1, 2`, [day])).rows);
  const before = await kept();
  await client.query('SELECT journal_roll_day($1, now())', [day]);
  await client.query('SELECT credit_roll_day($1)', [day]);
  if ((await kept()) !== before) throw new Error(`The sums of ${day} are not what the product makes of it.`);
}

/** With its usual size of log the server would write every page again each few seconds of the filling. */
async function setLog(client, setting) {
  await client.query(`ALTER SYSTEM ${setting}`);
  await client.query('SELECT pg_reload_conf()');
}

/**
 * Fills a migrated database. `organisations` have a subscription each; with 100,000 there are more than five million lines
 * in the journal. Rows are written without triggers and references, which hold by construction: `ledger:verify` says so.
 * Answers how many there are.
 */
export async function fillRevenue(client, organisations) {
  await client.query(`SET session_replication_role = replica; SET TIME ZONE 'UTC'`);
  await client.query(`SET work_mem = '256MB'; SET maintenance_work_mem = '512MB'`);
  await setLog(client, `SET max_wal_size = '8GB'`);
  await client.query(withoutIndexes);
  for (let from = 1; from <= organisations; from += AT_ONCE) {
    const last = Math.min(from + AT_ONCE - 1, organisations);
    for (const statement of statements) await client.query(statement, [from, last]);
    say(`${last.toLocaleString('en')} organisations`);
  }
  await step('Number the invoices', () => client.query(invoices));
  await step('Make the indexes', async () => {
    for (const name of TABLES) await client.query(`REINDEX TABLE "${name}"`);
    await client.query('ANALYZE');
  });
  await client.query(`SET session_replication_role = origin`);
  await setLog(client, 'RESET max_wal_size');
  await step('Add the days up', () => roll(client));
  const { rows } = await client.query(`
    SELECT (SELECT count(*) FROM "JournalLine")::int AS lines, (SELECT count(*) FROM "Subscription")::int AS subscriptions`);
  return rows[0];
}
