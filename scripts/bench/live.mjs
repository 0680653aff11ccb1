// Many live updates open at once on one web process: what it holds, and how soon a change is everywhere.
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { until } from '../process/inspect.mjs';
import { median } from './statistics.mjs';

const AT_ONCE = 25;
const ROUNDS = 5;
const SETTLE_MS = 3_000;

const residentMiB = (pid) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

/** One stream; `heard` counts what it was told after its greeting. */
function open(url, cookie) {
  const stream = { heard: 0, isOpen: false, close: () => request.destroy() };
  const request = http.get(
    url,
    { agent: false, headers: { cookie, accept: 'text/event-stream' } },
    (response) => {
      if (response.statusCode !== 200) throw new Error(`${url} answered ${response.statusCode}`);
      response.setEncoding('utf8').on('data', (text) => {
        stream.isOpen ||= text.includes('event: hello');
        stream.heard += (text.match(/^data: \{"kind"/gm) ?? []).length;
      });
      response.on('error', () => undefined);
    },
  );
  request.on('error', () => undefined);
  return stream;
}

/** A message written by SQL, as another process of ours writes it: its trigger tells everybody. */
const write = (site, nth) =>
  site.sql(
    `INSERT INTO "Message" ("organisationId", id, "requestId", "authorId", side, body, "createdAt")
     SELECT "organisationId", 'msg_live' || $1, id, "openedById", 'customer', 'Hello', now() FROM "Request" ORDER BY "createdAt" DESC LIMIT 1`,
    [String(nth)],
  );

/** Opens so many streams of one session, then writes messages: MiB before and after, ms until all have heard each. */
export async function listeners(site, cookie, count) {
  const url = `${site.address}/api/desk/events`;
  const pid = site.pids.web;
  const idleMiB = residentMiB(pid);
  const streams = [];
  try {
    while (streams.length < count) {
      for (let nth = 0; nth < AT_ONCE && streams.length < count; nth++) streams.push(open(url, cookie));
      if (!(await until(() => streams.every((stream) => stream.isOpen), 20_000, 20)))
        throw new Error(`Only ${streams.filter((stream) => stream.isOpen).length} streams opened.`);
    }
    await wait(SETTLE_MS);
    const taken = [];
    for (let round = 1; round <= ROUNDS; round++) {
      const began = performance.now();
      const before = streams[0].heard;
      await write(site, round);
      if (!(await until(() => streams.every((stream) => stream.heard > before), 20_000, 5)))
        throw new Error('A message did not reach every stream.');
      taken.push(performance.now() - began);
      await wait(200);
    }
    await wait(SETTLE_MS);
    return { idleMiB, openMiB: residentMiB(pid), allMs: median(taken), taken };
  } finally {
    for (const stream of streams) stream.close();
  }
}
