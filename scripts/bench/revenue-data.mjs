// Two years of a company's books as plain rows: organisations with a subscription each, renewals that are sold and recognised,
// packs, use by day and MRR movements; then everything is added up by day, as the worker does it every night.
import { say, step } from '../steps.mjs';

const MONTHS = 24;
const AT_ONCE = 20_000;

/** Who the nth organisation is, and what it does: started on a day of the two years, some left, some grew. */
const ORGANISATION = `
  SELECT n, 'org_' || lpad(n::text, 26, '0') AS org, 'sub_' || lpad(n::text, 26, '0') AS sub,
    date_trunc('day', now()) - ($1::int * 30 - (n * 7919) % ($1::int * 30)) * interval '1 day' + interval '9 hours' AS started,
    n % 10 = 3 AS leaves, n % 5 = 1 AS grows, (ARRAY['starter', 'professional', 'business'])[1 + n % 3] AS tier,
    (ARRAY[1900, 7900, 19900])[1 + n % 3] AS price
  FROM generate_series($2::int, $3::int) n`;

/** A renewal every 30 days from the start to today, or to the day it left. */
const RENEWAL = `
  SELECT o.*, k, o.started + k * interval '30 days' AS at, 'lot_' || lpad((o.n * 100 + k)::text, 26, '0') AS lot
  FROM (${ORGANISATION}) o CROSS JOIN LATERAL generate_series(0, ($1::int * 30 - 1) / 30) k
  WHERE o.started + k * interval '30 days' < now() - interval '1 hour' AND NOT (o.leaves AND k > 8)`;

/** One journal entry for each row of a query (org, reference, kind, at, from account, to account, minor), in both tables. */
const entries = (rows, tag) => `
  WITH e AS (
    INSERT INTO "JournalEntry" ("organisationId", id, kind, reference, "postedAt")
    SELECT org, 'jrn_${tag}' || substr(reference, 7), kind::"JournalKind", reference, at FROM (${rows}) r RETURNING "organisationId", id
  ) INSERT INTO "JournalLine" ("organisationId", "entryId", position, account, "amountMinor", currency)
  SELECT org, 'jrn_${tag}' || substr(reference, 7), side, CASE side WHEN 1 THEN debit ELSE credit END, CASE side WHEN 1 THEN minor ELSE -minor END, 'USD'
  FROM (${rows}) r CROSS JOIN generate_series(1, 2) side`;

const statements = [
  `INSERT INTO "Organisation" (id, name, currency, "timeZone", "createdAt", "firstPaidAt")
   SELECT org, 'Organisation ' || n, 'USD', 'UTC', started, started FROM (${ORGANISATION}) o`,
  `INSERT INTO "Wallet" ("organisationId", "balanceMicro", "updatedAt") SELECT org, 50000000, started FROM (${ORGANISATION}) o`,
  `INSERT INTO "Subscription" ("organisationId", id, "tierCode", "tierName", "priceMinor", currency, "allowanceMicro", collection, status, "anchorDay",
     "periodStart", "periodEnd", "startedAt", "cancelledAt")
   SELECT org, sub, tier, tier, price, 'USD', 200000000, 'stripe', (CASE WHEN gone THEN 'cancelled' ELSE 'active' END)::"SubscriptionStatus", 1,
     started, now(), started, CASE WHEN gone THEN left_at END
   FROM (SELECT *, started + interval '270 days' AS left_at, leaves AND started + interval '270 days' < now() AS gone FROM (${ORGANISATION}) o) o`,
  `INSERT INTO "MrrMovement" ("organisationId", id, "subscriptionId", kind, "deltaMinor", "afterMinor", currency, "tierCode", at)
   SELECT org, 'mrr_' || kind || n, sub, kind::"MrrKind", delta, after, 'USD', tier, at FROM (${ORGANISATION}) o CROSS JOIN LATERAL (VALUES
     ('new', price, price, started),
     ('expansion', 1000, price + 1000, CASE WHEN grows THEN started + interval '100 days' END),
     ('churn', -(price + CASE WHEN grows THEN 1000 ELSE 0 END), 0, CASE WHEN leaves THEN started + interval '270 days' END)
   ) m (kind, delta, after, at) WHERE at < now()`,
  `INSERT INTO "Lot" ("organisationId", id, source, "grantedMicro", "remainingMicro", "isOpen", "effectiveAt", "costMinor", currency, "recognisedMinor",
     "subscriptionId", "periodStart", "operationId", "createdAt")
   SELECT org, lot, 'allowance', 200000000, CASE WHEN used THEN 0 ELSE 200000000 END, NOT used, at, price, 'USD', CASE WHEN used THEN price ELSE 0 END, sub, at, 'op_bench', at
   FROM (SELECT *, at + interval '20 days' < now() AS used FROM (${RENEWAL}) x) r`,
  entries(
    `SELECT org, 'inv_' || substr(lot, 5) AS reference, 'payment' AS kind, at, 'cash:stripe' AS debit, 'deferred_revenue' AS credit, price AS minor FROM (${RENEWAL}) x`,
    's',
  ),
  entries(
    `SELECT org, lot AS reference, 'recognition' AS kind, at + interval '20 days' AS at, 'deferred_revenue' AS debit,
       'revenue' AS credit, price AS minor FROM (${RENEWAL}) x WHERE at + interval '20 days' < now()`,
    'r',
  ),
  `INSERT INTO "UsageDay" ("organisationId", day, "serviceCode", "memberId", "apiKeyId", "consumedMicro", count)
   SELECT org, (at AT TIME ZONE 'UTC')::date, 'service', '', '', 190000000, 190 FROM (${RENEWAL}) r`,
  `INSERT INTO "Purchase" ("organisationId", id, "packCode", "packName", "creditsMicro", "listPriceMinor", "totalMinor", currency, factors, status,
     "createdAt", "expiresAt", "paidAt")
   SELECT org, 'pur_' || lpad(n::text, 26, '0'), 'pack-' || n % 4, 'Pack ' || n % 4, 100000000, 1000, 1000, 'USD', '[]', 'paid', at, at, at
   FROM (SELECT org, n, least(started + interval '45 days', now() - interval '1 day') AS at FROM (${ORGANISATION}) o) p`,
];

/** Adds up every day that is over. */
async function roll(client) {
  const { rows } = await client.query(`
    SELECT g::date::text AS day FROM generate_series((SELECT min("postedAt") FROM "JournalEntry")::date, now()::date - 1, interval '1 day') g`);
  for (const { day } of rows) await client.query('SELECT journal_roll_day($1, now())', [day]);
  for (const { day } of rows.slice(0, -1)) await client.query('SELECT credit_roll_day($1)', [day]);
}

/**
 * Fills an empty, migrated database. `organisations` have a subscription each; with 100,000 there are some five million lines
 * in the journal. Rows are written without triggers and references, which hold by construction; answers how many there are.
 */
export async function fillRevenue(client, { organisations = 100_000 } = {}) {
  await client.query(`SET session_replication_role = replica`);
  for (let from = 1; from <= organisations; from += AT_ONCE) {
    const span = [MONTHS, from, Math.min(from + AT_ONCE - 1, organisations)];
    for (const statement of statements)
      await client.query(statement, span.slice(0, statement.includes('$3') ? 3 : 1));
    say(`${span[2].toLocaleString('en')} organisations`);
  }
  await client.query(`SET session_replication_role = origin`);
  await step('Look at what is there', () => client.query('VACUUM ANALYZE'));
  await step('Add the days up', () => roll(client));
  await client.query('VACUUM ANALYZE "JournalDay", "DeferredDay", "MrrDay", "CreditDay", "RolledDay"');
  const { rows } = await client.query(`
    SELECT (SELECT count(*) FROM "JournalLine")::int AS lines, (SELECT count(*) FROM "Subscription")::int AS subscriptions`);
  return rows[0];
}
