// Overview, balance and a year's analytics of an organisation with ten million entries, beside one with ten thousand.
import { say, step } from '../steps.mjs';
import { ask, openSite } from './site.mjs';
import { median, quantile, spread } from './statistics.mjs';
import { printTable, range } from './table.mjs';

const LARGE = `org_${'great'.padStart(26, '0')}`;
const SMALL = `org_${'spare'.padStart(26, '0')}`;
const ENTRIES = { [LARGE]: Number(process.env.BENCH_ENTRIES ?? 10_000_000), [SMALL]: 10_000 };
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const REQUESTS = 20;
const WARM_UP = 20;
const AT_ONCE = 1_000_000;
const EACH_MICRO = 1_000;
const GRANTED_MICRO = 1_000_000_000_000;

/** What the nth of so many deductions was: spread over a year, 24 services, 5 members and 3 keys. */
const NTH = `
  now() - interval '364 days' + interval '364 days' * (n::float8 / ($2::int + 1)) AS at,
  'service-' || n % 24 AS service, 'usr_' || n % 5 AS member, 'key_' || n % 3 AS key`;

/**
 * A year of consumption as plain rows: one grant through the wallet's function, then operations, entries and the days'
 * sums in bulk, and the wallet brought to them. ledger:verify says afterwards whether every law holds.
 */
async function fill(client, organisation, entries) {
  const query = (text, more = []) => client.query(text, [organisation, entries, ...more]);
  await client.query(
    `SELECT wallet_grant($1, now() - interval '365 days', jsonb_build_object('operationId', 'op_grant', 'lotId', 'lot_bench',
      'actorKind', 'operator', 'source', 'adjustment', 'priority', 60, 'amountMicro', $2::text))`,
    [organisation, GRANTED_MICRO],
  );
  for (let from = 1; from < entries; from += AT_ONCE) {
    const span = [from, Math.min(from + AT_ONCE, entries) - 1];
    await query(
      `INSERT INTO "Operation" ("organisationId", id, kind, "actorKind", "actorId", "memberId", "serviceCode", quantity, "amountMicro", answer, "createdAt")
       SELECT $1, 'op_' || lpad(n::text, 26, '0'), 'deduct', 'api-key', key, member, service, 1, ${EACH_MICRO}, '{}', at
       FROM (SELECT n, ${NTH} FROM generate_series($3::int, $4::int) n) nth`,
      span,
    );
    await query(
      `INSERT INTO "Entry" ("organisationId", seq, "operationId", "lotId", kind, "serviceCode", "amountMicro", "balanceAfterMicro", "createdAt")
       SELECT $1, n + 1, 'op_' || lpad(n::text, 26, '0'), 'lot_bench', 'deduct', service, -${EACH_MICRO}, ${GRANTED_MICRO} - n::bigint * ${EACH_MICRO}, at
       FROM (SELECT n, ${NTH} FROM generate_series($3::int, $4::int) n) nth`,
      span,
    );
    say(`${organisation}: ${span[1].toLocaleString('en')} entries`);
  }
  await query(
    `INSERT INTO "UsageDay" ("organisationId", day, "serviceCode", "memberId", "apiKeyId", "consumedMicro", count)
     SELECT $1, (at AT TIME ZONE 'UTC')::date, service, member, key, ${EACH_MICRO} * count(*), count(*)
     FROM (SELECT ${NTH} FROM generate_series(1, $2::int - 1) n) nth GROUP BY 2, 3, 4, 5`,
  );
  await client.query(
    `WITH lot AS (UPDATE "Lot" SET "remainingMicro" = $2 WHERE "organisationId" = $1)
     UPDATE "Wallet" SET "balanceMicro" = $2, "lastSeq" = $3 WHERE "organisationId" = $1`,
    [organisation, GRANTED_MICRO - (entries - 1) * EACH_MICRO, entries],
  );
}

/** Does `work` without the further indexes of the large tables, and makes them anew: sorted at once they cost far less. */
async function withoutIndexes(client, work) {
  const { rows } = await client.query(`
    SELECT indexname AS name, indexdef AS definition FROM pg_indexes
    WHERE tablename IN ('Operation', 'Entry') AND indexname NOT LIKE '%_pkey'`);
  for (const { name } of rows) await client.query(`DROP INDEX "${name}"`);
  await work();
  await client.query(`SET maintenance_work_mem = '512MB'`);
  for (const { name, definition } of rows) await step(`Index ${name}`, () => client.query(definition));
}

async function series(target, count) {
  const first = [];
  for (let nth = 0; nth < count; nth++) {
    const answer = await ask(target.url, target.headers);
    if (answer.status !== 200) throw new Error(`${target.url} answered ${answer.status} ${answer.body}`);
    first.push(answer.firstMs);
  }
  return first;
}

/** Each read of the large organisation beside the same read of the small one. */
async function targetsOf(site) {
  const targets = {};
  for (const organisation of [LARGE, SMALL]) {
    const said = await site.command('keys-create', [
      '--organisation',
      organisation,
      '--scopes',
      'credits:read',
      '--rate',
      '1000000',
    ]);
    const keyed = { authorization: `Bearer ${/md_\S+/.exec(said)[0]}` };
    const signedIn = { cookie: await site.cookie(organisation) };
    const day = (back) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);
    const year = `from=${day(364)}&to=${day(0)}`;
    const at = (path, headers) => ({ url: site.address + path, headers });
    targets[organisation] = {
      'page /overview': at('/overview', signedIn),
      'GET /api/portal/overview': at('/api/portal/overview', signedIn),
      'GET /credits/balance': at('/api/v1/credits/balance', keyed),
      'GET /credits/entries': at('/api/v1/credits/entries', keyed),
      'GET /credits/analytics, a year by service': at(`/api/v1/credits/analytics?${year}`, keyed),
      'GET /credits/analytics, a year by day': at(`/api/v1/credits/analytics?${year}&groupBy=day`, keyed),
      'page /usage, a year': at(`/usage?${year}`, signedIn),
    };
  }
  return targets;
}

async function measure(targets) {
  const results = [];
  for (const what of Object.keys(targets[LARGE])) {
    const taken = { [LARGE]: [], [SMALL]: [] };
    for (const organisation of [LARGE, SMALL]) await series(targets[organisation][what], WARM_UP);
    for (let round = 0; round < ROUNDS; round++)
      for (const organisation of [LARGE, SMALL])
        taken[organisation].push(await series(targets[organisation][what], REQUESTS));
    const medians = (organisation) => taken[organisation].map(median);
    const ratio = median(medians(LARGE).map((value, round) => value / medians(SMALL)[round]));
    const p95Ms = quantile(taken[LARGE].flat(), 0.95);
    results.push({ what, large: spread(medians(LARGE)), small: spread(medians(SMALL)), p95Ms, ratio });
  }
  return results;
}

const ms = (value) => value.toFixed(1);

export async function benchVolume(place) {
  const site = await openSite(place, 'volume', [LARGE, SMALL], {
    fill: (client) =>
      withoutIndexes(client, async () => {
        for (const [organisation, entries] of Object.entries(ENTRIES))
          await fill(client, organisation, entries);
      }),
  });
  try {
    const results = await measure(await targetsOf(site));
    printTable(
      `Milliseconds to the first byte with ${ENTRIES[LARGE].toLocaleString('en')} entries, beside ${ENTRIES[SMALL].toLocaleString('en')}; one caller, median of ${ROUNDS} alternating rounds of ${REQUESTS}`,
      results.map(({ what, large, small, p95Ms, ratio }) => ({
        ...{ what, many: ms(large.median), range: range(large, ms), p95: ms(p95Ms) },
        ...{ few: ms(small.median), 'range ': range(small, ms), 'many : few': `${ratio.toFixed(2)} ×` },
      })),
    );
    return { rounds: ROUNDS, requests: REQUESTS, entries: ENTRIES, results };
  } finally {
    await site.stop();
  }
}
