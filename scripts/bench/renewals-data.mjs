// Organisations with an owner and a subscription whose period is over, and plain tables for the same rows.
import { withClient } from '../database/databases.mjs';

/** [table, the instant by which a round's rows are told]: what an invoice writes, its payment, and an allowance alone. */
export const ISSUED = [
  ['Invoice', 'createdAt'],
  ['InvoiceLine'],
  ['JournalEntry', 'postedAt'],
  ['JournalLine'],
];
export const GRANTED = [
  ['Lot', 'createdAt'],
  ['Operation', 'createdAt'],
  ['Entry', 'createdAt'],
];
export const SETTLED = [['Payment', 'createdAt'], ...GRANTED, ['SubscriptionEvent', 'at']];

/** So many subscriptions by invoice, and as many that cost nothing, each due at its instant of `due`. */
export async function makeSubscribers(url, count, due) {
  const org = (kind) => `'org_' || lpad('${kind}' || n::text, 26, '0')`;
  const all = [
    ['i', 'invoice', 1_900],
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
           "anchorDay", "periodStart", "periodEnd", "startedAt")
         SELECT ${org(kind)}, 'sub_${kind}' || lpad(n::text, 25, '0'), $2, $2, $3, 'USD', 200000000, '${collection}', 'active', 1,
           $4::timestamptz - interval '1 month', $4, $4::timestamptz - interval '1 month' FROM generate_series(1, $1::int) n`,
        [count, collection === 'free' ? 'free' : 'starter', price, due[collection]],
      );
    }
    for (const [table] of [...ISSUED, ...SETTLED])
      await client.query(`CREATE TABLE "bare_${table}" (LIKE "${table}" INCLUDING ALL)`);
    await client.query('VACUUM (ANALYZE)');
  });
}
