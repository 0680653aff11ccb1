// The desk with 200,000 requests and 2,000,000 messages beside a small one: its queue, its search; and 500 live updates at once.
import { ask, openSite } from './site.mjs';
import { listeners } from './live.mjs';
import { median, quantile, spread } from './statistics.mjs';
import { searches } from './support-data.mjs';
import { fillSupport } from './support-fill.mjs';
import { printTable, range, whole } from './table.mjs';

const WHO = `org_${'desk'.padStart(26, '0')}`;
const SIZES = { large: Number(process.env.BENCH_REQUESTS ?? 200_000), small: 1_000 };
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const ASKED = 10;
const WARM_UP = 5;
/** What the queue may take to its first byte, a search to its last; and what the server may hold with 500 streams open. */
const LIMITS = { queueMs: 150, searchMs: 200, streams: 500, streamsMiB: 300 };

const find = (words) => `/desk?q=${encodeURIComponent(words)}`;

/** Each page with words that stand in it when it is whole. */
const PAGES = {
  'queue: open': ['/desk', 'REQ-'],
  'queue: open, what is due first': ['/desk?sort=due', 'REQ-'],
  'queue: open, most urgent first': ['/desk?sort=urgency', 'REQ-'],
  'queue: mine': ['/desk?view=mine', '/desk'],
  'queue: all, newest first': ['/desk?view=all&sort=newest', 'REQ-'],
  'queue: resolved': ['/desk?view=resolved&sort=updated', 'REQ-'],
  queues: ['/desk/queues', 'usr_expert'],
  ...Object.fromEntries(
    Object.entries(searches).map(([what, words]) => [`search: ${what}`, [find(words), '/desk']]),
  ),
};

async function series(site, cookie, [path, words], count) {
  const taken = [];
  for (let nth = 0; nth < count; nth++) {
    const { status, body, firstMs, wholeMs } = await ask(site.address + path, { cookie });
    if (status !== 200 || !body.includes(words))
      throw new Error(`${path} answered ${status} without «${words}»`);
    taken.push({ firstMs, wholeMs });
  }
  return taken;
}

const ofKey = (taken, key) => taken.map((one) => one[key]);

/** Both sites in turns, so that what else the machine does hits them alike. */
async function measure(sites) {
  const results = [];
  const names = Object.keys(sites);
  const cookies = {};
  for (const name of names) cookies[name] = await sites[name].cookie(WHO);
  // A young process compiles what it runs: all pages first, or those that are measured first pay for it.
  for (const page of Object.values(PAGES))
    for (const name of names) await series(sites[name], cookies[name], page, WARM_UP);
  for (const [what, page] of Object.entries(PAGES)) {
    const rounds = { large: [], small: [] };
    for (let round = 0; round < ROUNDS; round++)
      for (const name of names) rounds[name].push(await series(sites[name], cookies[name], page, ASKED));
    const medians = (name, key) => spread(rounds[name].map((taken) => median(ofKey(taken, key))));
    results.push({
      ...{ what, first: medians('large', 'firstMs'), large: medians('large', 'wholeMs') },
      ...{ small: medians('small', 'wholeMs'), p95Ms: quantile(ofKey(rounds.large.flat(), 'wholeMs'), 0.95) },
    });
  }
  return results;
}

const ms = (value) => value.toFixed(1);

function print(results, counts) {
  const told = ({ requests, messages, open }) =>
    `${whole(requests)} requests (${whole(open)} open) and ${whole(messages)} messages`;
  printTable(
    `Milliseconds of a page with ${told(counts.large)}, beside ${told(counts.small)}; one caller, median of ${ROUNDS} alternating rounds of ${ASKED}`,
    results.map(({ what, first, large, small, p95Ms }) => ({
      ...{
        what,
        'first byte': ms(first.median),
        'last byte': ms(large.median),
        range: range(large, ms),
        p95: ms(p95Ms),
      },
      ...{
        few: ms(small.median),
        'range ': range(small, ms),
        ratio: (large.median / small.median).toFixed(2),
      },
    })),
  );
}

export async function benchSupport(place) {
  const counts = {};
  const open = (name) =>
    openSite(place, `support_${name}`, [WHO], {
      // No credits were ever moved: there is nothing that the ledger's laws would say.
      isChecked: false,
      fill: async (client, url) => {
        counts[name] = await fillSupport(client, url, SIZES[name]);
      },
    });
  const sites = {};
  try {
    sites.small = await open('small');
    // First of all: later its memory is what rendering thousands of pages has left.
    const live = await listeners(sites.small, await sites.small.cookie(WHO), LIMITS.streams);
    sites.large = await open('large');
    const results = await measure(sites);
    print(results, counts);
    console.log(
      `  ${LIMITS.streams} live updates open: ${ms(live.openMiB)} MiB resident, ${ms(live.idleMiB)} before, of ${LIMITS.streamsMiB}; a message reaches all of them after ${ms(live.allMs)} ms.\n`,
    );
    return { rounds: ROUNDS, asked: ASKED, limits: LIMITS, counts, results, live };
  } finally {
    for (const site of Object.values(sites)) await site.stop();
  }
}
