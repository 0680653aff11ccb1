import { DAY_MS, dayIn } from '@/lib/core/time';
import { perform } from './acts';
import { type Problem, checkMonthEnd } from './checks';
import type { openDoor } from './door';
import type { SimulatedEvent } from './history';
import { moveClock, onTheirWay } from './vendors';
import { drainQueue, standing } from './work-queue';
import { type World, newWorld } from './world';

export type Outcome = {
  problems: Problem[];
  days: number;
  done: Record<string, number>;
  skipped: Record<string, number>;
  checks: Record<string, number>;
};

const EVENING_MS = 20 * 60 * 60 * 1000;
const PATIENCE_MS = 60_000;

/** Waits until every event has come, and does what they ask for; that may bring further events. */
async function settle(now: () => Date): Promise<void> {
  const began = performance.now();
  for (;;) {
    await drainQueue(now);
    if ((await onTheirWay()) === 0) break;
    if (performance.now() - began > PATIENCE_MS) throw new Error('the vendors’ events do not come to an end');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await drainQueue(now);
}

/** The standing jobs of a day, as the schedule would run them. */
async function nightly(world: World): Promise<void> {
  for (const job of [
    ...(['wallet.expire', 'payments.sweep', 'subscriptions.renew', 'subscriptions.sweep'] as const),
    ...(['subscriptions.dun', 'wallet.recognise'] as const),
  ])
    await standing(job, world.now);
}

const isLastOfMonth = (now: Date) =>
  dayIn(now).slice(0, 7) !== dayIn(new Date(now.getTime() + DAY_MS)).slice(0, 7);

/** Plays a history day by day against the real verbs, and checks at each month's end. Ends with the first problems. */
export async function play(
  events: SimulatedEvent[],
  days: number,
  openWebhooks: (now: () => Date) => ReturnType<typeof openDoor>,
  tell: (line: string) => void,
): Promise<Outcome> {
  const began = Math.ceil(Date.now() / DAY_MS) * DAY_MS + EVENING_MS;
  const world = await newWorld(new Date(began));
  const now = () => world.now;
  const door = await openWebhooks(now);
  let problems: Problem[] = [];
  let next = 0;
  let day = 0;
  try {
    for (; day < days && problems.length === 0; day++) {
      world.now = new Date(began + day * DAY_MS);
      await moveClock(world.now);
      for (let event = events[next]; event && event.day <= day; event = events[++next]) {
        await perform(world, event, door.again);
        world.now = new Date(world.now.getTime() + 1_000);
      }
      await settle(now);
      await nightly(world);
      await settle(now);
      if (!isLastOfMonth(world.now)) continue;
      problems = await checkMonthEnd(world, dayIn(world.now).slice(0, 7));
      tell(`${dayIn(world.now)}: ${next} events, ${world.organisations.size} organisations`);
    }
  } catch (error) {
    const difference = error instanceof Error ? (error.stack ?? error.message) : String(error);
    problems = [
      { at: dayIn(world.now), check: 'run', record: JSON.stringify(events[next] ?? null), difference },
    ];
  } finally {
    await door.close();
  }
  const plain = (counts: Map<string, number>) => Object.fromEntries([...counts].toSorted());
  return {
    problems,
    days: day,
    done: plain(world.done),
    skipped: plain(world.skipped),
    checks: plain(world.checks),
  };
}
