import { median, quantile, spread } from './statistics.mjs';

/** So many callers, each making its next call when the last one is answered. Gives calls a second and each call's time. */
export async function run(call, callers, ms) {
  const latencies = [];
  const began = performance.now();
  const until = began + ms;
  const caller = async () => {
    for (let from = performance.now(); from < until;) {
      await call();
      const now = performance.now();
      latencies.push(now - from);
      from = now;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return { perSecond: (latencies.length * 1_000) / (performance.now() - began), latencies };
}

/**
 * Runs several ways in turns, each round beginning with another one, so that what else the machine does hits all alike.
 * `baseline` names the way that the others are a multiple of, round by round.
 */
export async function compare(ways, baseline, callers, { rounds, ms }) {
  const names = Object.keys(ways);
  const taken = Object.fromEntries(names.map((name) => [name, []]));
  for (const call of Object.values(ways)) await run(call, callers, ms / 2);
  for (let round = 0; round < rounds; round++)
    for (let nth = 0; nth < names.length; nth++) {
      const name = names[(nth + round) % names.length];
      taken[name].push(await run(ways[name], callers, ms));
    }
  return names.map((way) => {
    const rates = taken[way].map(({ perSecond }) => perSecond);
    const latencies = taken[way].flatMap((one) => one.latencies);
    return {
      ...{ way, callers, perSecond: spread(rates) },
      ...{ p50Ms: quantile(latencies, 0.5), p99Ms: quantile(latencies, 0.99) },
      ofBaseline: median(rates.map((rate, round) => rate / taken[baseline][round].perSecond)),
    };
  });
}
