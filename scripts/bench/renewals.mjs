// A month's turn: renewals with their invoices drawn, posted, numbered and announced; their payments and allowances.
import pg from 'pg';
import { createDatabase } from '../database/databases.mjs';
import { migrate } from '../database/migrations.mjs';
import { say, step } from '../steps.mjs';
import { importBundled } from './bundle.mjs';
import { GRANTED, ISSUED, SETTLED, makeSubscribers } from './renewals-data.mjs';
import { median, spread } from './statistics.mjs';
import { printTable, range, whole } from './table.mjs';

const COUNT = Number(process.env.BENCH_RENEWALS ?? 10_000);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const CALLERS = 4;
/** As many as the worker renews in a transaction. */
const BATCH = 200;
const MINUTE_MS = 60_000;
/** Free ones fall due an hour after the others, so that each is measured alone. */
const FREE_LATER_MS = 3_600_000;

const dueOf = (round) => new Date(Date.UTC(new Date().getUTCFullYear() + 1, round, 1, 9));

/** Rows a minute of something that does `COUNT` of them. */
async function timed(work) {
  const start = performance.now();
  await work();
  return (COUNT / (performance.now() - start)) * MINUTE_MS;
}

async function inTransaction(pool, work) {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await work(client);
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}

/** Copies what the round wrote for some organisations into tables with the same indexes, in one transaction. */
async function copyRows(pool, tables, organisations, since) {
  await inTransaction(pool, async (client) => {
    for (const [table, column] of tables)
      await client.query({
        name: `copy-${table}`,
        text: `INSERT INTO "bare_${table}" SELECT * FROM "${table}" WHERE "organisationId" = ANY($1) AND ${
          column ? `"${column}" >= $2` : '$2::timestamptz IS NOT NULL'
        }`,
        values: [organisations, since],
      });
  });
}

async function lanes(items, work) {
  const left = [...items];
  const lane = async () => {
    for (let next = left.pop(); next; next = left.pop()) await work(next);
  };
  await Promise.all(Array.from({ length: CALLERS }, lane));
}

const inBatches = async (items, work) => {
  for (let from = 0; from < items.length; from += BATCH) await work(items.slice(from, from + BATCH));
};

async function demand(what, found) {
  if (found !== COUNT) throw new Error(`${found} of ${COUNT} ${what}`);
}

/** One month's turn; each part is followed by bare inserts of the rows that it wrote. */
async function measureRound(pool, product, round) {
  const now = dueOf(round);
  const clear = (tables) => pool.query(`TRUNCATE ${tables.map(([table]) => `"bare_${table}"`).join(', ')}`);
  await pool.query('ANALYZE');
  await clear([...ISSUED, ...SETTLED]);
  const issue = await timed(async () => demand('were invoiced', await product.renew(now)));
  const invoices = await product.openInvoices();
  await demand('invoices are open', invoices.length);
  const ids = invoices.map(({ organisationId }) => organisationId);
  const issueBare = await timed(() => inBatches(ids, (some) => copyRows(pool, ISSUED, some, now)));
  const pay = await timed(() => lanes(invoices, (invoice) => product.pay(invoice, now)));
  const payBare = await timed(() => lanes(ids, (id) => copyRows(pool, SETTLED, [id], now)));
  const later = new Date(now.getTime() + FREE_LATER_MS);
  const free = await timed(async () => demand('free ones turned', await product.renew(later)));
  await clear(SETTLED);
  const freeIds = ids.map((id) => id.replace('i', 'f'));
  const freeBare = await timed(() => inBatches(freeIds, (some) => copyRows(pool, GRANTED, some, now)));
  say(`Round ${round}: ${whole(issue)} invoiced, ${whole(pay)} paid, ${whole(free)} free ones a minute`);
  return { issue, issueBare, pay, payBare, free, freeBare };
}

const PARTS = {
  'renewals by invoice: drawn, posted, numbered, announced': 'issue',
  'their payments: settled, period turned, allowance': 'pay',
  'free renewals with their allowance': 'free',
};

export async function benchRenewals({ postgres, folder }) {
  await createDatabase(postgres.url('postgres'), 'renewals');
  const url = postgres.url('renewals');
  await step(`Migrate, make ${whole(2 * COUNT)} subscriptions`, async () => {
    await migrate(url);
    await makeSubscribers(url, COUNT, {
      invoice: dueOf(0),
      free: new Date(dueOf(0).getTime() + FREE_LATER_MS),
    });
  });
  Object.assign(process.env, { DATABASE_URL: url, DATABASE_POOL_MAX: '10', LOG_LEVEL: 'error' });
  process.env.AUTH_SECRET ??= 'the bench signs nothing with this secret';
  const product = await importBundled('renewals', folder);
  const pool = new pg.Pool({ connectionString: url, max: CALLERS });
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await measureRound(pool, product, round));
  const broken = await step('Check the laws of the ledger', () => product.brokenLaws());
  await product.disconnect();
  await pool.end();
  if (broken.length > 0) throw new Error(`The run broke laws of the ledger: ${broken.join('; ')}`);
  const results = Object.entries(PARTS).map(([what, key]) => ({
    ...{ what, perMinute: spread(rounds.map((round) => round[key])) },
    bare: spread(rounds.map((round) => round[`${key}Bare`])),
    ofBare: median(rounds.map((round) => round[key] / round[`${key}Bare`])),
  }));
  printTable(
    `Renewals a minute, ${whole(COUNT)} due at once, beside bare inserts of the same rows; median of ${ROUNDS} rounds, fsync on`,
    results.map(({ what, perMinute, bare, ofBare }) => ({
      ...{ what, 'a minute': whole(perMinute.median), range: range(perMinute) },
      ...{ 'bare rows': whole(bare.median), 'of bare': `${ofBare.toFixed(2)} ×` },
    })),
  );
  return { rounds: ROUNDS, subscriptions: COUNT, callers: CALLERS, results };
}
