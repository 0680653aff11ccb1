// A month's turn: renewals with their invoices drawn, posted, numbered and announced; their payments and allowances.
import { createHash } from 'node:crypto';
import pg from 'pg';
import { createDatabase } from '../database/databases.mjs';
import { migrate } from '../database/migrations.mjs';
import { say, step } from '../steps.mjs';
import { importBundled } from './bundle.mjs';
import { CHARGED, GRANTED, ISSUED, SETTLED, TABLES } from './renewals-data.mjs';
import { makeSubscribers, organisationOf, subscriptionOf } from './renewals-data.mjs';
import { median, spread } from './statistics.mjs';
import { printTable, range, whole } from './table.mjs';

const COUNT = Number(process.env.BENCH_RENEWALS ?? 5_000);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
/** Connections of the bare rows, as many as the product's own pool has. */
const CONNECTIONS = 10;
/** Jobs that settle at the same time: of several workers, and of one alone as it comes. */
const MANY = 32;
const FEW = 4;
const FEW_SHARE = 0.2;
/** As many as the worker renews in a transaction. */
const BATCH = 200;
const MINUTE_MS = 60_000;
/** Free ones fall due an hour after the others, so that each is measured alone. */
const FREE_LATER_MS = 3_600_000;

const dueOf = (round) => new Date(Date.UTC(new Date().getUTCFullYear() + 1, round, 1, 9));

/** How many a minute of something that does `count` of them. */
async function timed(work, count = COUNT) {
  const start = performance.now();
  await work();
  return (count / (performance.now() - start)) * MINUTE_MS;
}

/** Two things one after the other, each at so many a minute. */
const both = (one, other) => 1 / (1 / one + 1 / other);

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

/** A name of at most 63 signs, one for each text. */
function prepared(table, ofTheRound, values) {
  const text = `INSERT INTO "bare_${table}" SELECT * FROM "${table}" WHERE "organisationId" = ANY($1) AND ${ofTheRound}`;
  return { name: createHash('sha256').update(text).digest('base64url'), text, values };
}

/** Copies what the round wrote for some organisations into tables with the same indexes, in one transaction. */
async function copyRows(pool, tables, organisations, since) {
  await inTransaction(pool, async (client) => {
    for (const [table, ofTheRound] of tables)
      await client.query(prepared(table, ofTheRound, [organisations, since]));
  });
}

async function lanes(items, callers, work) {
  const left = [...items];
  const lane = async () => {
    for (let next = left.pop(); next; next = left.pop()) await work(next);
  };
  await Promise.all(Array.from({ length: callers }, lane));
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
  const clear = () => pool.query(`TRUNCATE ${TABLES.map((table) => `"bare_${table}"`).join(', ')}`);
  await pool.query('ANALYZE');
  await clear();
  const issue = await timed(async () => demand('were invoiced', await product.renew(now)));
  const invoices = await product.openInvoices();
  await demand('invoices are open', invoices.length);
  const ids = invoices.map(({ organisationId }) => organisationId);
  const issueBare = await timed(() => inBatches(ids, (some) => copyRows(pool, ISSUED, some, now)));
  const { pay, payFew, payBare } = await measurePayments(pool, product, invoices, now);
  const later = new Date(now.getTime() + FREE_LATER_MS);
  const free = await timed(async () => demand('free ones turned', await product.renew(later)));
  await clear();
  const freeIds = ids.map((id) => id.replace('i', 'f'));
  const freeBare = await timed(() => inBatches(freeIds, (some) => copyRows(pool, GRANTED, some, now)));
  await clear();
  const { card, cardFew, cardBare } = await measureCards(pool, product, round, now);
  const all = both(issue, pay);
  const allBare = both(issueBare, payBare);
  say(
    `Round ${round}: ${whole(all)} a minute (${whole(issue)} invoiced, ${whole(pay)} paid), ${whole(card)} by card, ${whole(free)} free`,
  );
  const few = { payFew, payFewBare: payBare, cardFew, cardFewBare: cardBare };
  return { all, allBare, issue, issueBare, pay, payBare, card, cardBare, ...few, free, freeBare };
}

/** Stripe has charged them all: jobs bring each up to what it said, its answer at hand. */
async function measureCards(pool, product, round, now) {
  const cards = Array.from({ length: COUNT }, (_, n) => ({
    ...{ organisationId: organisationOf('c', n + 1), id: subscriptionOf('c', n + 1) },
    providerId: `sub_stripe_${n + 1}`,
  }));
  const dues = Array.from({ length: round + 2 }, (_, nth) => dueOf(nth));
  const share = Math.round(COUNT * FEW_SHARE);
  const settle = (some, callers) =>
    timed(() => lanes(some, callers, (one) => product.renewByCard(one, dues)), some.length);
  const cardFew = await settle(cards.slice(0, share), FEW);
  const card = await settle(cards.slice(share), MANY);
  await demand('were renewed by card', await product.countPaid(now));
  const ids = cards.map(({ organisationId }) => organisationId);
  const cardBare = await timed(() => lanes(ids, CONNECTIONS, (id) => copyRows(pool, CHARGED, [id], now)));
  return { card, cardFew, cardBare };
}

/** Attempts stand open, as customers opened them; then the jobs hear of each that it was paid. */
async function measurePayments(pool, product, invoices, now) {
  const payments = [];
  await lanes(invoices, MANY, async (invoice) => payments.push(await product.open(invoice, now)));
  const share = Math.round(COUNT * FEW_SHARE);
  const settle = (some, callers) =>
    timed(() => lanes(some, callers, (payment) => product.pay(payment, now)), some.length);
  const payFew = await settle(payments.slice(0, share), FEW);
  const pay = await settle(payments.slice(share), MANY);
  const ids = payments.map(({ organisationId }) => organisationId);
  const payBare = await timed(() => lanes(ids, CONNECTIONS, (id) => copyRows(pool, SETTLED, [id], now)));
  return { pay, payFew, payBare };
}

const PARTS = {
  'a renewal in all: invoiced, paid, allowance granted': 'all',
  'its invoice: drawn, posted, numbered, announced': 'issue',
  [`its payment, ${MANY} jobs at once: settled, period turned, allowance`]: 'pay',
  [`the same, ${FEW} jobs at once`]: 'payFew',
  [`a renewal by card in all, ${MANY} jobs at once, from Stripe's answer on`]: 'card',
  [`the same by card, ${FEW} jobs at once`]: 'cardFew',
  'a free renewal with its allowance': 'free',
};

export async function benchRenewals({ postgres, folder }) {
  await createDatabase(postgres.url('postgres'), 'renewals');
  const url = postgres.url('renewals');
  await step(`Migrate, make ${whole(3 * COUNT)} subscriptions`, async () => {
    await migrate(url);
    await makeSubscribers(url, COUNT, {
      ...{ invoice: dueOf(0), stripe: dueOf(0) },
      free: new Date(dueOf(0).getTime() + FREE_LATER_MS),
    });
  });
  Object.assign(process.env, { DATABASE_URL: url, DATABASE_POOL_MAX: '10', LOG_LEVEL: 'error' });
  process.env.AUTH_SECRET ??= 'the bench signs nothing with this secret';
  const product = await importBundled('renewals', folder);
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS });
  const rounds = [];
  let broken;
  try {
    for (let round = 0; round < ROUNDS; round++) rounds.push(await measureRound(pool, product, round));
    broken = await step('Check the laws of the ledger', () => product.brokenLaws());
  } finally {
    // From here on alone: a connection that is still closing when the database stops is no error.
    pool.on('error', () => {});
    await product.disconnect();
    await pool.end();
  }
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
  return { rounds: ROUNDS, subscriptions: COUNT, callers: { many: MANY, few: FEW }, results };
}
