// Deductions a second: the product's verb, the wallet's function by a bare client, and the least that could be called
// a ledger (one UPDATE and one INSERT in one statement, without lots, idempotency or an answer).
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { createDatabase, withClient } from '../database/databases.mjs';
import { migrate } from '../database/migrations.mjs';
import { say, step } from '../steps.mjs';
import { importBundled } from './bundle.mjs';
import { median, spread } from './statistics.mjs';
import { printTable, range, whole } from './table.mjs';

const WALLETS = [1, 2_000];
const CALLERS = [1, 8, 32];
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const ROUND_MS = Number(process.env.BENCH_ROUND_MS ?? 1_500);
const AMOUNT_MICRO = 10_000;

const organisationOf = (nth) => `org_bench${nth}`;

async function makeWallets(url) {
  await withClient(url, async (client) => {
    await client.query(
      `INSERT INTO "Organisation" (id, name, "createdAt") SELECT 'org_bench' || n, 'Bench', now() FROM generate_series(0, $1::int - 1) n`,
      [Math.max(...WALLETS)],
    );
    await client.query(
      `INSERT INTO "Wallet" ("organisationId", "updatedAt") SELECT id, now() FROM "Organisation"`,
    );
    await client.query(`
      SELECT count(wallet_grant(id, now(), jsonb_build_object('operationId', 'op_' || id, 'lotId', 'lot_' || id, 'actorKind', 'operator',
        'source', 'adjustment', 'priority', 60, 'amountMicro', '1000000000000000'))) FROM "Organisation"`);
    await client.query(
      'CREATE TABLE bare_wallet (id text PRIMARY KEY, balance bigint NOT NULL) WITH (fillfactor = 50)',
    );
    await client.query(
      'CREATE TABLE bare_entry (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, wallet text NOT NULL REFERENCES bare_wallet, amount bigint NOT NULL, balance bigint NOT NULL, at timestamptz NOT NULL DEFAULT now())',
    );
    await client.query(`INSERT INTO bare_wallet SELECT id, 1000000000000000 FROM "Organisation"`);
    await client.query('VACUUM (ANALYZE)');
  });
}

const BARE = {
  name: 'bare',
  text: `WITH moved AS (UPDATE bare_wallet SET balance = balance - $2 WHERE id = $1 AND balance >= $2 RETURNING balance)
    INSERT INTO bare_entry (wallet, amount, balance) SELECT $1, -$2::bigint, balance FROM moved`,
};
const FUNCTION = {
  name: 'function',
  text: `SELECT wallet_deduct($1, now(), $2::jsonb) AS answer`,
};

/** The three ways, each a function that deducts once; every one over a pool as large as the callers. */
function ways(pool, product) {
  return {
    'product verb': (id) => product.spendOnce(id),
    'wallet_deduct()': async (id) => {
      const key = randomUUID();
      const command = { operationId: `op_${key}`, actorKind: 'job', actorId: 'bench', serviceCode: 'bench' };
      const keyed = { ...command, amountMicro: AMOUNT_MICRO, idempotencyKey: key, requestHash: key };
      const { rows } = await pool.query({ ...FUNCTION, values: [id, JSON.stringify(keyed)] });
      if (rows[0].answer.status !== 'ok') throw new Error(JSON.stringify(rows[0].answer));
    },
    'bare UPDATE + INSERT': async (id) => {
      const { rowCount } = await pool.query({ ...BARE, values: [id, AMOUNT_MICRO] });
      if (rowCount !== 1) throw new Error('the bare deduction was refused');
    },
  };
}

/** So many callers, each sending its next deduction when the last one is answered. Gives deductions a second. */
async function run(deduct, wallets, callers, ms) {
  const until = performance.now() + ms;
  const began = performance.now();
  let done = 0;
  const caller = async () => {
    while (performance.now() < until) {
      await deduct(organisationOf(Math.floor(Math.random() * wallets)));
      done++;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return (done * 1_000) / (performance.now() - began);
}

async function measure(all, wallets, callers) {
  const rates = Object.fromEntries(Object.keys(all).map((name) => [name, []]));
  for (const deduct of Object.values(all)) await run(deduct, wallets, callers, ROUND_MS / 3);
  for (let round = 0; round < ROUNDS; round++) {
    // The ways take turns, and each round begins with another one: what else the machine does hits all alike.
    const names = Object.keys(all);
    for (let nth = 0; nth < names.length; nth++) {
      const name = names[(nth + round) % names.length];
      rates[name].push(await run(all[name], wallets, callers, ROUND_MS));
    }
  }
  const bare = rates['bare UPDATE + INSERT'];
  return Object.entries(rates).map(([way, values]) => ({
    ...{ wallets, callers, way, rounds: values, perSecond: spread(values) },
    ofBare: median(values.map((value, round) => value / bare[round])),
  }));
}

export async function benchDeductions({ postgres, folder }) {
  await createDatabase(postgres.url('postgres'), 'deductions');
  const url = postgres.url('deductions');
  await step('Migrate, make 2,000 wallets', async () => {
    await migrate(url);
    await makeWallets(url);
  });
  const most = Math.max(...CALLERS);
  Object.assign(process.env, { DATABASE_URL: url, DATABASE_POOL_MAX: String(most) });
  process.env.AUTH_SECRET ??= 'the bench signs nothing with this secret';
  const product = await importBundled('spend', folder);
  const pool = new pg.Pool({ connectionString: url, max: most });
  const results = [];
  for (const wallets of WALLETS)
    for (const callers of CALLERS) {
      // As autovacuum does once a table has grown: plans made for one operation an organisation suit no busy one.
      await pool.query('ANALYZE');
      results.push(...(await measure(ways(pool, product), wallets, callers)));
      say(`${wallets} wallet(s), ${callers} caller(s): done`);
    }
  const broken = await product.brokenLaws();
  await product.disconnect();
  await pool.end();
  if (broken.length > 0) throw new Error(`The run broke laws of the ledger: ${broken.join('; ')}`);
  printTable(
    `Deductions a second, median of ${ROUNDS} alternating rounds of ${ROUND_MS} ms, fsync on`,
    results.map(({ wallets, callers, way, perSecond, ofBare }) => ({
      ...{
        wallets: whole(wallets),
        callers,
        way,
        'a second': whole(perSecond.median),
        range: range(perSecond),
      },
      'of bare': `${ofBare.toFixed(2)} ×`,
    })),
  );
  return { rounds: ROUNDS, roundMs: ROUND_MS, results };
}
