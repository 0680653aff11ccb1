import { groupBy } from '@/lib/core/group-by';
import { DAY_MS, dayIn } from '@/lib/core/time';
import { perform } from './acts';
import { type Problem, checkMonthEnd, closeMonth } from './checks';
import type { openDoor } from './door';
import { countFacts, digestOf, named } from './facts';
import { type SimulatedEvent, eventKinds } from './history';
import { sideBySide } from './side-by-side';
import { deliver, moveClock, onTheirWay } from './vendors';
import { drainQueue, standing } from './work-queue';
import { type World, newWorld, organisationOf } from './world';

export type Outcome = {
  problems: Problem[];
  /** The organisations that the first problem names. */
  suspects: number[];
  days: number;
  digest: string;
  done: Record<string, number>;
  never: string[];
  skipped: Record<string, number>;
  refused: Record<string, number>;
  facts: Record<string, number>;
  checks: Record<string, number>;
};

type Door = Awaited<ReturnType<typeof openDoor>>;

/** A history begins in the evening of a fixed day, so that it is the same whenever it is played; a leap day is in it. */
const BEGINS = Date.UTC(2031, 0, 1, 20);
const HOUR_MS = 60 * 60 * 1000;
const PATIENCE_MS = 60_000;
const LANES = 6;
/** When finance closes the month before: what was paid in it may still come to light. */
const CLOSING_DAY = 3;

/** Waits until every event has come, and does what they ask for; that may bring further events. */
async function settle(world: World): Promise<void> {
  const began = performance.now();
  do {
    while ((await onTheirWay()) > 0) {
      if (performance.now() - began > PATIENCE_MS)
        throw new Error('the vendors’ events do not come to an end');
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  } while ((await drainQueue(world.now)) > 0 || (await onTheirWay()) > 0);
}

/** The standing jobs of a day, as the schedule would run them. */
async function nightly(world: World): Promise<void> {
  for (const job of [
    ...(['wallet.expire', 'payments.sweep', 'subscriptions.renew', 'subscriptions.sweep'] as const),
    ...(['subscriptions.dun', 'wallet.recognise'] as const),
  ])
    await standing(job, world.now);
}

const later = (world: World, ms: number): World => ({ ...world, now: new Date(world.now.getTime() + ms) });

/** What touches another organisation, or the door itself, waits until the others are done: its outcome hangs on theirs. */
const isShared = ({ kind }: SimulatedEvent) => kind === 'transferCredits' || kind === 'redeliver';

/** The day's events: each organisation's one after the other, the organisations side by side. */
async function act(world: World, events: SimulatedEvent[], door: Door): Promise<void> {
  const one = async (scene: World, event: SimulatedEvent) =>
    perform(scene, await organisationOf(scene, event.organisation), event, door.again);
  const own = events.filter((event) => !isShared(event));
  await sideBySide(groupBy(own, ({ organisation }) => organisation).values(), LANES, async (list) => {
    for (const [nth, event] of list.entries()) await one(later(world, (nth + 1) * 1_000), event);
  });
  const shared = events.filter(isShared);
  for (const [nth, event] of shared.entries()) await one(later(world, HOUR_MS / 2 + nth * 1_000), event);
}

const dayOf = (now: Date) => Number(dayIn(now).slice(8));
const isLastOfMonth = (now: Date) => dayOf(new Date(now.getTime() + DAY_MS)) === 1;

/** One day: what people do, what the vendors tell of it, what the night's jobs do, and the checks of the day. */
async function liveThrough(
  world: World,
  day: number,
  events: SimulatedEvent[],
  door: Door,
): Promise<Problem[]> {
  await deliver({ duplicate: day % 3 === 0, outOfOrder: day % 2 === 0 });
  await moveClock(world.now);
  await act(world, events, door);
  world.now = new Date(world.now.getTime() + HOUR_MS);
  await settle(world);
  await nightly(world);
  await settle(world);
  if (dayOf(world.now) === CLOSING_DAY)
    return closeMonth(world, dayIn(new Date(world.now.getTime() - CLOSING_DAY * DAY_MS)).slice(0, 7));
  return isLastOfMonth(world.now) ? checkMonthEnd(world) : [];
}

function outcomeOf(
  world: World,
  door: Door,
): Omit<Outcome, 'problems' | 'suspects' | 'days' | 'digest' | 'facts'> {
  const plain = (counts: Map<string, number>) => Object.fromEntries([...counts].toSorted());
  const { done, skipped, refused, checks } = world;
  return {
    done: { ...plain(done), ...door.came },
    never: eventKinds.filter((kind) => !done.has(kind)),
    ...{ skipped: plain(skipped), refused: plain(refused), checks: plain(checks) },
  };
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return `${error.stack ?? error.message}${error.cause ? `\ncaused by ${stackOf(error.cause)}` : ''}`;
}

/** Plays a history day by day against the real verbs, and checks at each month's end. Ends with the first problems. */
export async function play(
  events: SimulatedEvent[],
  days: number,
  openWebhooks: (now: () => Date) => Promise<Door>,
  tell: (line: string) => void,
): Promise<Outcome> {
  const began = performance.now();
  const world = await newWorld(new Date(BEGINS));
  const door = await openWebhooks(() => world.now);
  const byDay = groupBy(events, (event) => event.day);
  let problems: Problem[] = [];
  let [day, done] = [events[0]?.day ?? days, 0];
  try {
    for (; day < days && problems.length === 0; day++) {
      world.now = new Date(BEGINS + day * DAY_MS);
      const today = byDay.get(day) ?? [];
      problems = await liveThrough(world, day, today, door);
      // What came after the last month's end is checked at the end of all.
      const isUnchecked = day === days - 1 && !isLastOfMonth(world.now);
      if (isUnchecked && problems.length === 0) problems = await checkMonthEnd(world);
      done += today.length;
      if (!isLastOfMonth(world.now)) continue;
      const how = problems.length === 0 ? 'every check holds' : `${problems.length} differences`;
      tell(`${dayIn(world.now)}: ${how}; ${progress(world, done, events.length, performance.now() - began)}`);
    }
  } catch (error) {
    problems = [{ at: dayIn(world.now), check: 'run', record: `day ${day}`, difference: stackOf(error) }];
  } finally {
    await door.close();
  }
  const [digest, facts] = [await digestOf(world), await countFacts()];
  const suspects = await named(world, JSON.stringify(problems[0] ?? null));
  return { problems, suspects, days: day, digest, facts, ...outcomeOf(world, door) };
}

function progress({ organisations }: World, done: number, all: number, tookMs: number): string {
  const leftMs = done > 0 ? (tookMs / done) * (all - done) : 0;
  const [took, left] = [tookMs, leftMs].map((ms) => Math.round(ms / 1_000));
  return `${done} of ${all} events, ${organisations.size} organisations, ${took} s, about ${left} s to go`;
}
