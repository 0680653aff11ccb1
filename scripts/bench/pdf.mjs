// Milliseconds to a PDF, as the worker draws it, beside a page with one word by the same renderer.
import { importBundled } from './bundle.mjs';
import { run } from './load.mjs';
import { median, quantile } from './statistics.mjs';
import { printTable } from './table.mjs';

const BASELINE = 'one word on a page';
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const ROUND_MS = Number(process.env.BENCH_ROUND_MS ?? 1_500);
/** Documents until the compiler has done its work: a worker that has just started is slower. */
const WARM = 40;

const pagesOf = (bytes) => bytes.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;

export async function benchPdf({ postgres, folder }) {
  // React's development build is slower, and no worker runs it.
  process.env.NODE_ENV = 'production';
  // Asked for by the environment's check; nothing is read from the database.
  process.env.DATABASE_URL ??= postgres.url('postgres');
  process.env.AUTH_SECRET ??= 'the bench signs nothing with this secret';
  const began = performance.now();
  const { documents } = await importBundled('pdf', folder);
  const names = Object.keys(documents);
  await documents[names[1]]();
  const coldMs = performance.now() - began;
  for (let nth = 0; nth < WARM; nth++) await documents[names[1 + (nth % 3)]]();
  const rounds = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++)
    for (let nth = 0; nth < names.length; nth++) {
      const name = names[(nth + round) % names.length];
      rounds[name].push((await run(documents[name], 1, ROUND_MS)).latencies);
    }
  const results = [];
  for (const name of names) {
    const medians = rounds[name].map(median);
    const all = rounds[name].flat();
    const bytes = await documents[name]();
    results.push({
      ...{ document: name, pages: pagesOf(bytes), bytes: bytes.length, times: all.length },
      ...{ medianMs: median(medians), lowMs: Math.min(...medians), highMs: Math.max(...medians) },
      p99Ms: quantile(all, 0.99),
      ofBaseline: median(medians.map((ms, round) => ms / median(rounds[BASELINE][round]))),
    });
  }
  const ms = (value) => value.toFixed(1);
  printTable(
    `Milliseconds to a PDF, median of ${ROUNDS} alternating rounds of ${ROUND_MS} ms, warm (the first one took ${Math.round(coldMs)} ms)`,
    results.map((one) => ({
      ...{ document: one.document, pages: one.pages, kB: ms(one.bytes / 1_000), ms: ms(one.medianMs) },
      ...{ range: `${ms(one.lowMs)} – ${ms(one.highMs)}`, p99: ms(one.p99Ms) },
      'of one word': `${one.ofBaseline.toFixed(1)} ×`,
    })),
  );
  return { rounds: ROUNDS, roundMs: ROUND_MS, coldMs, results };
}
