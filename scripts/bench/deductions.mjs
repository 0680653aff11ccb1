// Deductions a second by the product's verb, beside the barest SQL that could do it, and by the batch verb.
import pg from 'pg';
import { createDatabase } from '../database/databases.mjs';
import { migrate } from '../database/migrations.mjs';
import { say, step } from '../steps.mjs';
import { importBundled } from './bundle.mjs';
import { compare } from './load.mjs';
import { printTable, range, whole } from './table.mjs';
import { makeWallets, organisationOf, spendBare } from './wallets.mjs';

const WALLETS = 2_000;
/** [wallets, callers]: one busy wallet, and many. */
const LEVELS = [
  [1, 1],
  [1, 8],
  [1, 64],
  [WALLETS, 1],
  [WALLETS, 8],
  [WALLETS, 32],
];
const BATCH = 1_000;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const ROUND_MS = Number(process.env.BENCH_ROUND_MS ?? 1_500);

const anyOf = (wallets) => organisationOf(Math.floor(Math.random() * wallets));

async function measureSingles(pool, product) {
  const results = [];
  for (const [wallets, callers] of LEVELS) {
    // As autovacuum does once a table has grown.
    await pool.query('ANALYZE');
    const ways = {
      'product verb': () => product.spendOnce(anyOf(wallets)),
      'bare UPDATE + INSERT': () => spendBare(pool, anyOf(wallets)),
    };
    const measured = await compare(ways, 'bare UPDATE + INSERT', callers, { rounds: ROUNDS, ms: ROUND_MS });
    results.push(...measured.map((one) => ({ wallets, ...one })));
    say(`${wallets} wallet(s), ${callers} caller(s): done`);
  }
  return results;
}

async function measureBatches(pool, product) {
  const results = [];
  for (const wallets of [1, 100, WALLETS]) {
    await pool.query('ANALYZE');
    const ways = {
      'batch of 1,000': () => product.spendBatch(Array.from({ length: BATCH }, () => anyOf(wallets))),
      'bare UPDATE + INSERT': () => spendBare(pool, anyOf(wallets)),
    };
    const measured = await compare(ways, 'bare UPDATE + INSERT', 2, { rounds: ROUNDS, ms: ROUND_MS });
    const [batch] = measured;
    const times = (value) => value * BATCH;
    const { median, low, high } = batch.perSecond;
    batch.perSecond = { median: times(median), low: times(low), high: times(high) };
    batch.ofBaseline = times(batch.ofBaseline);
    results.push(...measured.map((one) => ({ wallets, ...one })));
    say(`batches over ${wallets} wallet(s): done`);
  }
  return results;
}

export const rowOf = ({ wallets, callers, way, perSecond, ofBaseline, p50Ms, p99Ms }) => ({
  ...{ wallets: whole(wallets), callers, way, 'a second': whole(perSecond.median), range: range(perSecond) },
  ...{ 'of bare': `${ofBaseline.toFixed(2)} ×`, 'p50 ms': p50Ms.toFixed(2), 'p99 ms': p99Ms.toFixed(2) },
});

export async function benchDeductions({ postgres, folder }) {
  await createDatabase(postgres.url('postgres'), 'deductions');
  const url = postgres.url('deductions');
  await step('Migrate, make 2,000 wallets', async () => {
    await migrate(url);
    await makeWallets(url, WALLETS);
  });
  Object.assign(process.env, { DATABASE_URL: url, DATABASE_POOL_MAX: '10', LOG_LEVEL: 'error' });
  process.env.AUTH_SECRET ??= 'the bench signs nothing with this secret';
  const product = await importBundled('spend', folder);
  const pool = new pg.Pool({ connectionString: url, max: Math.max(...LEVELS.map(([, callers]) => callers)) });
  const singles = await measureSingles(pool, product);
  const batches = await measureBatches(pool, product);
  const broken = await step('Check the laws of the ledger', () => product.brokenLaws());
  await product.disconnect();
  await pool.end();
  if (broken.length > 0) throw new Error(`The run broke laws of the ledger: ${broken.join('; ')}`);
  const how = `median of ${ROUNDS} alternating rounds of ${ROUND_MS} ms, fsync on`;
  printTable(`Deductions a second, ${how}`, singles.map(rowOf));
  printTable(`Deductions a second by batches of ${whole(BATCH)}, two under way, ${how}`, batches.map(rowOf));
  return { rounds: ROUNDS, roundMs: ROUND_MS, singles, batches };
}
