// Organisations with an owner and a subscription whose period is over, and plain tables for the same rows.
import { withClient } from '../database/databases.mjs';

const entries = (kinds) =>
  `"JournalEntry" WHERE "organisationId" = ANY($1) AND "postedAt" >= $2 AND ${kinds}`;
const journal = (kinds) => [
  ['JournalEntry', `"postedAt" >= $2 AND ${kinds}`],
  ['JournalLine', `"entryId" IN (SELECT id FROM ${entries(kinds)})`],
];
const invoice = [
  ['Invoice', '"createdAt" >= $2'],
  [
    'InvoiceLine',
    '"invoiceId" IN (SELECT id FROM "Invoice" WHERE "organisationId" = ANY($1) AND "createdAt" >= $2)',
  ],
];

/** [table, which of an organisation's rows a round wrote, from the instant $2 on]: an invoice, its payment, an allowance alone. */
export const ISSUED = [...invoice, ...journal(`kind = 'invoice'`)];
export const GRANTED = ['Lot', 'Operation', 'Entry'].map((table) => [table, '"createdAt" >= $2']);
const paid = [['Payment', '"createdAt" >= $2'], ...GRANTED, ['SubscriptionEvent', 'at >= $2']];
export const SETTLED = [...journal(`kind <> 'invoice'`), ...paid];
/** All that a renewal by card writes. */
export const CHARGED = [...invoice, ...journal('true'), ...paid];
export const TABLES = [...new Set(CHARGED.map(([table]) => table))];

export const organisationOf = (kind, n) => `org_${`${kind}${n}`.padStart(26, '0')}`;
export const subscriptionOf = (kind, n) => `sub_${kind}${String(n).padStart(25, '0')}`;

/** So many subscriptions by invoice, by card and that cost nothing, each due at its instant of `due`. */
export async function makeSubscribers(url, count, due) {
  const org = (kind) => `'org_' || lpad('${kind}' || n::text, 26, '0')`;
  const all = [
    ['i', 'invoice', 1_900],
    ['c', 'stripe', 1_900],
    ['f', 'free', 0],
  ];
  await withClient(url, async (client) => {
    for (const [kind, collection, price] of all) {
      const rows = (text) => client.query(`${text} FROM generate_series(1, $1::int) n`, [count]);
      await rows(
        `INSERT INTO "Organisation" (id, name, "createdAt") SELECT ${org(kind)}, 'Customer ' || n, now()`,
      );
      await rows(`INSERT INTO "Wallet" ("organisationId", "updatedAt") SELECT ${org(kind)}, now()`);
      await rows(
        `INSERT INTO "User" (id, email, name, "createdAt") SELECT 'usr_${kind}' || n, '${kind}' || n || '@bench.test', 'Owner', now()`,
      );
      await rows(
        `INSERT INTO "Member" ("organisationId", "userId", role, "createdAt") SELECT ${org(kind)}, 'usr_${kind}' || n, 'owner', now()`,
      );
      await client.query(
        `INSERT INTO "Subscription" ("organisationId", id, "tierCode", "tierName", "priceMinor", currency, "allowanceMicro", collection, status,
           "anchorDay", "periodStart", "periodEnd", "startedAt", "providerId")
         SELECT ${org(kind)}, 'sub_${kind}' || lpad(n::text, 25, '0'), $2, $2, $3, 'USD', 200000000, '${collection}', 'active', 1,
           $4::timestamptz - interval '1 month', $4, $4::timestamptz - interval '1 month', ${collection === 'stripe' ? "'sub_stripe_' || n" : 'NULL'} FROM generate_series(1, $1::int) n`,
        [count, collection === 'free' ? 'free' : 'starter', price, due[collection]],
      );
    }
    for (const table of TABLES)
      await client.query(`CREATE TABLE "bare_${table}" (LIKE "${table}" INCLUDING ALL)`);
    await client.query('VACUUM (ANALYZE)');
  });
}
