// The Overview's time to the first byte for an organisation with a million entries, beside one with a hundred.
import { say } from '../steps.mjs';
import { ask, openSite } from './site.mjs';
import { median, quantile, spread } from './statistics.mjs';
import { printTable, range } from './table.mjs';

const LARGE = 'org_large';
const SMALL = 'org_small';
const ENTRIES = { [LARGE]: Number(process.env.BENCH_ENTRIES ?? 1_000_000), [SMALL]: 100 };
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const REQUESTS = 30;
const WARM_UP = 25;

/**
 * Half a year of consumption as plain rows: one grant through the wallet's function, then operations, entries and the
 * days' sums in bulk, and the wallet brought to them. ledger:verify says afterwards whether every law holds.
 */
async function fill(client, organisation, entries) {
  await client.query('BEGIN');
  await client.query(
    `SELECT wallet_grant($1, now() - interval '180 days', jsonb_build_object('operationId', 'op_grant', 'lotId', 'lot_bench',
      'actorKind', 'operator', 'source', 'adjustment', 'priority', 60, 'amountMicro', '1000000000000'))`,
    [organisation],
  );
  await client.query(
    `INSERT INTO "Operation" ("organisationId", id, kind, "actorKind", "actorId", "serviceCode", quantity, "amountMicro", answer, "createdAt")
     SELECT $1, 'op_' || lpad(n::text, 26, '0'), 'deduct', 'job', 'bench',
       (ARRAY['ai-chat', 'ai-summary', 'error-analysis', 'error-ingest', 'log-search', 'data-export'])[1 + n % 6], 1, 1000 * (1 + n % 7), '{}',
       now() - interval '180 days' + interval '180 days' * (n::float8 / ($2 + 1))
     FROM generate_series(1, $2::int - 1) n`,
    [organisation, entries],
  );
  await client.query(
    `INSERT INTO "Entry" ("organisationId", seq, "operationId", "lotId", kind, "serviceCode", "amountMicro", "balanceAfterMicro", "createdAt")
     SELECT $1, 1 + row_number() OVER w, id, 'lot_bench', 'deduct', "serviceCode", -"amountMicro", 1000000000000 - sum("amountMicro") OVER w, "createdAt"
     FROM "Operation" WHERE "organisationId" = $1 AND kind = 'deduct' WINDOW w AS (ORDER BY id)`,
    [organisation],
  );
  await client.query(
    `INSERT INTO "UsageDay" ("organisationId", day, "serviceCode", "consumedMicro")
     SELECT $1, ("createdAt" AT TIME ZONE 'UTC')::date, "serviceCode", -sum("amountMicro")
     FROM "Entry" WHERE "organisationId" = $1 AND kind = 'deduct' GROUP BY 2, 3`,
    [organisation],
  );
  await client.query(
    `WITH total AS (SELECT sum("amountMicro") AS left_micro, max(seq) AS last FROM "Entry" WHERE "organisationId" = $1),
       lot AS (UPDATE "Lot" SET "remainingMicro" = left_micro FROM total WHERE "organisationId" = $1)
     UPDATE "Wallet" SET "balanceMicro" = left_micro, "lastSeq" = last FROM total WHERE "organisationId" = $1`,
    [organisation],
  );
  await client.query('COMMIT');
}

async function series(target, count) {
  const first = [];
  const whole = [];
  for (let nth = 0; nth < count; nth++) {
    const answer = await ask(target.url, target.headers);
    if (answer.status !== 200) throw new Error(`${target.url} answered ${answer.status}`);
    first.push(answer.firstMs);
    whole.push(answer.wholeMs);
  }
  return { first, whole };
}

const ms = (value) => value.toFixed(1);

export async function benchOverview(place) {
  const site = await openSite(place, 'overview', [LARGE, SMALL], async (client) => {
    for (const [organisation, entries] of Object.entries(ENTRIES)) {
      await fill(client, organisation, entries);
      say(`${organisation}: ${entries.toLocaleString('en')} entries`);
    }
  });
  try {
    const signedIn = async (organisation) => ({ cookie: await site.cookie(organisation) });
    const at = (path, headers = {}) => ({ url: site.address + path, headers });
    const targets = {
      'page, 1,000,000 entries': at('/overview', await signedIn(LARGE)),
      'page, 100 entries': at('/overview', await signedIn(SMALL)),
      'data, 1,000,000 entries': at('/api/portal/overview', await signedIn(LARGE)),
      'data, 100 entries': at('/api/portal/overview', await signedIn(SMALL)),
      'page without data (/sign-in)': at('/sign-in'),
      'trivial route (/api/health)': at('/api/health'),
    };
    for (const target of Object.values(targets)) await series(target, WARM_UP);
    const rounds = Object.fromEntries(Object.keys(targets).map((name) => [name, []]));
    for (let round = 0; round < ROUNDS; round++)
      for (const [name, target] of Object.entries(targets)) rounds[name].push(await series(target, REQUESTS));
    const results = Object.entries(rounds).map(([what, parts]) => ({
      what,
      firstMs: spread(parts.map(({ first }) => median(first))),
      p95Ms: quantile(
        parts.flatMap(({ first }) => first),
        0.95,
      ),
      wholeMs: spread(parts.map(({ whole }) => median(whole))),
    }));
    printTable(
      `Milliseconds to the first byte, one caller, median of ${ROUNDS} alternating rounds of ${REQUESTS}`,
      results.map(({ what, firstMs, p95Ms, wholeMs }) => ({
        ...{ what, 'first byte': ms(firstMs.median), range: range(firstMs, ms), p95: ms(p95Ms) },
        whole: ms(wholeMs.median),
      })),
    );
    return { rounds: ROUNDS, requests: REQUESTS, entries: ENTRIES, results };
  } finally {
    await site.stop();
  }
}
