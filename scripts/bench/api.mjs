// POST /credits/deductions over HTTP, by Next and by the plain Node process, each beside a handler of the same server
// that returns a constant; and the batch endpoint.
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { say, step } from '../steps.mjs';
import { compare } from './load.mjs';
import { openSite } from './site.mjs';
import { printTable, range, whole } from './table.mjs';
import { makeWallets, organisationOf } from './wallets.mjs';

const WALLETS = 200;
const IN_FLIGHT = 32;
const BATCH = 1_000;
const BATCHES_IN_FLIGHT = 3;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const ROUND_MS = Number(process.env.BENCH_ROUND_MS ?? 2_000);

const agent = new http.Agent({ keepAlive: true, maxSockets: IN_FLIGHT });

/** One request, read to its end; anything but the status that is expected stops the bench. */
function send(url, { method = 'GET', headers = {}, body, expected = 200 }) {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, headers, agent }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () =>
        response.statusCode === expected
          ? resolve(text)
          : reject(new Error(`${response.statusCode} ${text.slice(0, 300)}`)),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

const any = (many) => many[Math.floor(Math.random() * many.length)];

/** One key each for some of the wallets, as many customers would have, and one app's key for batches over all of them. */
async function makeKeys(site) {
  const scopes = ['--scopes', 'credits:spend', '--rate', '1000000'];
  const keyFor = async (...owner) =>
    /md_\S+/.exec(await site.command('keys-create', [...owner, ...scopes]))[0];
  const keys = [];
  for (let nth = 0; nth < 8; nth++) keys.push(await keyFor('--organisation', organisationOf(nth)));
  await site.sql(
    `INSERT INTO "App" (id, name, "createdAt") VALUES ('app_' || lpad('1', 26, '0'), 'Bench', now())`,
  );
  return { keys, appKey: await keyFor('--app', 'Bench') };
}

const deduct = (address, keys) => () =>
  send(`${address}/api/v1/credits/deductions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${any(keys)}`, 'idempotency-key': randomUUID() },
    body: '{"service":"bench","quantity":1}',
    expected: 201,
  });

const batch = (address, appKey, wallets) => async () => {
  const deductions = Array.from({ length: BATCH }, () => ({
    ...{ customer: organisationOf(Math.floor(Math.random() * wallets)), idempotencyKey: randomUUID() },
    ...{ service: 'bench', quantity: 1 },
  }));
  const text = await send(`${address}/api/v1/credits/deductions/batch`, {
    method: 'POST',
    headers: { authorization: `Bearer ${appKey}` },
    body: JSON.stringify({ deductions }),
  });
  const done = text.split('"status":201').length - 1;
  if (done !== BATCH) throw new Error(`${done} of ${BATCH} were done: ${text.slice(0, 300)}`);
};

async function measureSingles(site, keys) {
  const results = [];
  for (const [server, address] of Object.entries({ Next: site.address, 'npm run api': site.apiAddress })) {
    const ways = { deduction: deduct(address, keys), constant: () => send(`${address}/api/live`, {}) };
    const measured = await compare(ways, 'constant', IN_FLIGHT, { rounds: ROUNDS, ms: ROUND_MS });
    results.push(...measured.map((one) => ({ server, ...one })));
    say(`${server}: done`);
  }
  return results;
}

async function measureBatches(site, appKey) {
  const results = [];
  for (const wallets of [1, WALLETS]) {
    const ways = { batch: batch(site.apiAddress, appKey, wallets) };
    const [one] = await compare(ways, 'batch', BATCHES_IN_FLIGHT, { rounds: ROUNDS, ms: ROUND_MS });
    const { median, low, high } = one.perSecond;
    results.push({
      ...one,
      wallets,
      perSecond: { median: median * BATCH, low: low * BATCH, high: high * BATCH },
    });
  }
  return results;
}

export async function benchApi(place) {
  const site = await openSite(place, 'api', [], {
    withApi: true,
    fill: (_, url) => makeWallets(url, WALLETS),
  });
  try {
    const { keys, appKey } = await makeKeys(site);
    const singles = await measureSingles(site, keys);
    const batches = await measureBatches(site, appKey);
    // As autovacuum does within a minute: the laws' queries are planned for tables that were empty a moment ago.
    await site.sql('ANALYZE');
    await step('Check the laws of the ledger', () => site.command('ledger-verify'));
    const rates = ({ perSecond, p50Ms, p99Ms }) => ({
      ...{ 'a second': whole(perSecond.median), range: range(perSecond) },
      ...{ 'p50 ms': p50Ms.toFixed(1), 'p99 ms': p99Ms.toFixed(1) },
    });
    printTable(
      `Requests a second at ${IN_FLIGHT} in flight, median of ${ROUNDS} alternating rounds of ${ROUND_MS} ms`,
      singles.map((one) => ({
        ...{ server: one.server, way: one.way, ...rates(one) },
        'of constant': `${one.ofBaseline.toFixed(2)} ×`,
      })),
    );
    printTable(
      `Deductions a second by POST /credits/deductions/batch (npm run api), ${BATCHES_IN_FLIGHT} calls of ${BATCH} in flight`,
      batches.map((one) => ({ wallets: whole(one.wallets), ...rates(one) })),
    );
    return { rounds: ROUNDS, roundMs: ROUND_MS, inFlight: IN_FLIGHT, singles, batches };
  } finally {
    await site.stop();
  }
}
