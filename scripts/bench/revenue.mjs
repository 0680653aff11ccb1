// Finance's pages with 100,000 subscriptions and more than five million journal lines, beside the same pages of a small company.
import { runNode } from '../process/children.mjs';
import { bundleOf } from './bundle.mjs';
import { fillRevenue } from './revenue-fill.mjs';
import { ask, openSite } from './site.mjs';
import { median, quantile, spread } from './statistics.mjs';
import { printTable, range, whole } from './table.mjs';

const WHO = `org_${'finance'.padStart(26, '0')}`;
const SIZES = { large: Number(process.env.BENCH_SUBSCRIPTIONS ?? 100_000), small: 100 };
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const REQUESTS = 10;
const WARM_UP = 5;
/** A slow page is asked less often: no round of it goes on after this long, and none begins after all of this. */
const ROUND_MS = 1_500;
const PAGE_MS = 12_000;
/** What the revenue page may take, whole. */
const LIMIT_MS = 300;

const lastMonth = () => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);
};

/** Each page with the words that stand in it when it is whole: what streams answers 200 before anything is read. */
const PAGES = {
  'revenue, 90 days': ['/finance/revenue?range=90d', 'Deferred revenue'],
  'revenue, 12 months': ['/finance/revenue?range=12m', 'Deferred revenue'],
  cohorts: ['/finance/revenue/cohorts?range=12m', '100%'],
  'top, 12 months': ['/finance/revenue/top?range=12m', 'Organisation 1'],
  'rows: purchases': ['/finance/revenue/rows/purchases?range=12m', 'Pack 1'],
  'rows: subscriptions': ['/finance/revenue/rows/subscriptions', 'Organisation'],
  'rows: movements': ['/finance/revenue/rows/movements?range=12m', 'Organisation'],
  'rows: organisations': ['/finance/revenue/rows/organisations', 'Organisation'],
  'rows: lots': ['/finance/revenue/rows/lots', 'Organisation'],
  'books: journal': ['/finance/books/journal', 'deferred_revenue'],
  'books: trial balance': ['/finance/books/balance', 'deferred_revenue'],
  'books: deferred': ['/finance/books/deferred', 'paid lots have left'],
  'books: breakage': ['/finance/books/breakage', 'Breakage'],
  'books: receivables': ['/finance/books/receivables', 'Receivables'],
  'books: cash': ['/finance/books/cash', 'cash:stripe'],
  'month end': ['/finance/periods', 'Month end'],
  'month end, a month': [`/finance/periods/${lastMonth()}`, 'deferred_revenue'],
};

async function series(site, headers, [path, words], count) {
  const taken = [];
  const began = performance.now();
  for (let nth = 0; nth < count && (nth === 0 || performance.now() - began < ROUND_MS); nth++) {
    const { status, body, wholeMs } = await ask(site.address + path, headers);
    if (status !== 200 || !body.includes(words))
      throw new Error(`${path} answered ${status} without «${words}»`);
    taken.push(wholeMs);
  }
  return taken;
}

/** Both sites in turns, so that what else the machine does hits them alike. */
async function measure(sites) {
  const results = [];
  const names = Object.keys(sites);
  for (const [what, page] of Object.entries(PAGES)) {
    const taken = { large: [], small: [] };
    const once = async (name, count) =>
      series(sites[name], { cookie: await sites[name].cookie(WHO) }, page, count);
    for (const name of names) await once(name, WARM_UP);
    const began = performance.now();
    for (let round = 0; round < ROUNDS && (round === 0 || performance.now() - began < PAGE_MS); round++)
      for (const name of names) taken[name].push(await once(name, REQUESTS));
    const [large, small] = [taken.large, taken.small].map((rounds) => spread(rounds.map(median)));
    results.push({ what, large, small, p95Ms: quantile(taken.large.flat(), 0.95) });
  }
  return results;
}

/** Last month locked and opened again: all checks, while nobody posts. The months before it count as locked. */
async function closings(sites, folder) {
  const program = await bundleOf('lock-month', folder);
  const taken = {};
  for (const [name, site] of Object.entries(sites)) {
    await site.sql(
      `INSERT INTO "AccountingPeriod" (month, "lockedAt") SELECT g::date, now() FROM generate_series(
         date_trunc('month', (SELECT min("postedAt") FROM "JournalEntry") AT TIME ZONE 'UTC'), $1::date - interval '1 month', interval '1 month') g`,
      [`${lastMonth()}-01`],
    );
    taken[name] = JSON.parse(await runNode([program, lastMonth(), String(ROUNDS)], { env: site.env }));
  }
  const { large, small } = taken;
  return { what: 'lock a month', large: spread(large), small: spread(small), p95Ms: quantile(large, 0.95) };
}

const ms = (value) => value.toFixed(1);

export async function benchRevenue(place) {
  const counts = {};
  const open = (name) =>
    openSite(place, `revenue_${name}`, [WHO], {
      // The same statements fill both; to check the large one would take longer than to measure it.
      isChecked: name === 'small',
      fill: async (client, url) => {
        counts[name] = await fillRevenue(client, url, SIZES[name]);
      },
    });
  const sites = {};
  try {
    sites.large = await open('large');
    sites.small = await open('small');
    const results = [...(await measure(sites)), await closings(sites, place.folder)];
    const told = ({ subscriptions, lines }) =>
      `${whole(subscriptions)} subscriptions and ${whole(lines)} journal lines`;
    printTable(
      `Milliseconds to the last byte of a page with ${told(counts.large)}, beside ${told(counts.small)}; one caller, median of ${ROUNDS} alternating rounds of ${REQUESTS}, fewer of a slow page`,
      results.map(({ what, large, small, p95Ms }) => ({
        ...{ what, many: ms(large.median), range: range(large, ms), p95: ms(p95Ms) },
        ...{
          few: ms(small.median),
          'range ': range(small, ms),
          ratio: (large.median / small.median).toFixed(2),
        },
      })),
    );
    const [page] = results;
    console.log(`  The revenue page: ${ms(page.large.median)} of ${LIMIT_MS} ms.\n`);
    return { rounds: ROUNDS, requests: REQUESTS, limitMs: LIMIT_MS, counts, results };
  } finally {
    for (const site of Object.values(sites)) await site.stop();
  }
}
