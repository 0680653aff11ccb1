// Wallets to spend from, beside the least that could be called a ledger.
import { withClient } from '../database/databases.mjs';

export const AMOUNT_MICRO = 10_000;
export const organisationOf = (nth) => `org_${String(nth).padStart(26, '0')}`;

/** So many wallets with a billion credits each, a service at 0.01 credits, and two plain tables with as much. */
export async function makeWallets(url, count) {
  await withClient(url, async (client) => {
    await client.query(
      `INSERT INTO "Organisation" (id, name, "createdAt") SELECT 'org_' || lpad(n::text, 26, '0'), 'Bench', now() FROM generate_series(0, $1::int - 1) n`,
      [count],
    );
    await client.query(
      `INSERT INTO "Wallet" ("organisationId", "updatedAt") SELECT id, now() FROM "Organisation" WHERE name = 'Bench'`,
    );
    await client.query(`
      SELECT count(wallet_grant(id, now(), jsonb_build_object('operationId', 'op_' || id, 'lotId', 'lot_' || id, 'actorKind', 'operator',
        'source', 'adjustment', 'priority', 60, 'amountMicro', '1000000000000000'))) FROM "Organisation" WHERE name = 'Bench'`);
    await client.query(
      `INSERT INTO "Service" (code, name, "group", unit, "priceMicro") VALUES ('bench', 'Bench', 'Bench', 'call', $1)`,
      [AMOUNT_MICRO],
    );
    await client.query(
      'CREATE TABLE bare_wallet (id text PRIMARY KEY, balance bigint NOT NULL) WITH (fillfactor = 50)',
    );
    await client.query(
      'CREATE TABLE bare_entry (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, wallet text NOT NULL REFERENCES bare_wallet, amount bigint NOT NULL, balance bigint NOT NULL, at timestamptz NOT NULL DEFAULT now())',
    );
    await client.query(
      `INSERT INTO bare_wallet SELECT id, 1000000000000000 FROM "Organisation" WHERE name = 'Bench'`,
    );
    await client.query('VACUUM (ANALYZE)');
  });
}

const BARE = {
  name: 'bare',
  text: `WITH moved AS (UPDATE bare_wallet SET balance = balance - $2 WHERE id = $1 AND balance >= $2 RETURNING balance)
    INSERT INTO bare_entry (wallet, amount, balance) SELECT $1, -$2::bigint, balance FROM moved`,
};

/** One UPDATE and one INSERT in one round trip: no lots, no price, no idempotency, no stored answer, no usage. */
export async function spendBare(pool, id) {
  const { rowCount } = await pool.query({ ...BARE, values: [id, AMOUNT_MICRO] });
  if (rowCount !== 1) throw new Error('the bare deduction was refused');
}
