import { groupBy } from '@/lib/core/group-by';
import type { SimulatedEvent } from './history';

type Fails<T> = (events: T[]) => Promise<boolean>;

/** Cuts the list into `count` pieces of about the same length. */
function pieces<T>(events: T[], count: number): T[][] {
  return Array.from({ length: count }, (_, nth) =>
    events.slice(Math.floor((nth * events.length) / count), Math.floor(((nth + 1) * events.length) / count)),
  ).filter((piece) => piece.length > 0);
}

/** The first piece that is enough, or the first whose absence does no harm; null when each is needed. */
async function smallerOf<T>(
  events: T[],
  count: number,
  fails: Fails<T>,
): Promise<{ events: T[]; count: number } | null> {
  const cut = pieces(events, count);
  for (const piece of cut)
    if (piece.length < events.length && (await fails(piece))) return { events: piece, count: 2 };
  for (const piece of cut) {
    const rest = events.filter((event) => !piece.includes(event));
    if (rest.length > 0 && rest.length < events.length && (await fails(rest)))
      return { events: rest, count: Math.max(count - 1, 2) };
  }
  return null;
}

/**
 * The smallest part of a failing history that still fails, so that leaving out any one event mends it (delta debugging:
 * Zeller and Hildebrandt, «Simplifying and Isolating Failure-Inducing Input», 2002). `fails` runs a part from the
 * beginning; at most `tries` runs are made.
 */
export async function shrink<T>(events: T[], fails: Fails<T>, tries = 200): Promise<T[]> {
  let left = tries;
  const limited: Fails<T> = async (part) => left-- > 0 && (await fails(part));
  let smallest = events;
  for (let count = 2; smallest.length > 1 && left > 0;) {
    const smaller = await smallerOf(smallest, count, limited);
    if (smaller) ({ events: smallest, count } = smaller);
    else if (count >= smallest.length) break;
    else count = Math.min(count * 2, smallest.length);
  }
  return smallest;
}

/**
 * First whole organisations are left out, which takes a few runs, and only then single events. Those that the problem names
 * (`suspects`) are tried by themselves, then with their neighbours, who may have sent them credits.
 */
export async function shrinkHistory(
  events: SimulatedEvent[],
  fails: Fails<SimulatedEvent>,
  tries: number,
  suspects: readonly number[] = [],
): Promise<SimulatedEvent[]> {
  let made = 0;
  const counted: Fails<SimulatedEvent> = (part) => {
    made++;
    return fails(part);
  };
  const lives = [...groupBy(events, ({ organisation }) => organisation).values()];
  // In the order in which they happened, whoever is left.
  const among = (kept: Iterable<SimulatedEvent>) => {
    const set = new Set(kept);
    return events.filter((event) => set.has(event));
  };
  for (const reach of suspects.length > 0 ? [0, 1] : []) {
    const near = ({ organisation }: SimulatedEvent) =>
      suspects.some((suspect) => Math.abs(suspect - organisation) <= reach);
    const part = events.filter(near);
    if (await counted(part)) return shrink(part, counted, tries - made);
  }
  const few = await shrink(lives, (part) => counted(among(part.flat())), Math.ceil(tries / 2));
  return shrink(among(few.flat()), counted, tries - made);
}
