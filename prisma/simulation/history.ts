import { Random } from '@/lib/core/random';

/** What may happen to an organisation on a day; the weights say how often, beside each other. */
const weights = {
  use: 36,
  hold: 8,
  buyByCard: 9,
  buyByWallet: 3,
  buyByTransfer: 4,
  subscribe: 6,
  payInvoice: 9,
  upgrade: 4,
  downgrade: 3,
  cancel: 2,
  undo: 6,
  pause: 2,
  resume: 6,
  failNextRenewals: 4,
  updateCard: 8,
  refund: 4,
  dispute: 2,
  decide: 3,
  transferCredits: 2,
  redeliver: 5,
} as const;

export type EventKind = keyof typeof weights;

/** Every kind, in the order of their letters: what never happened is told too. */
export const eventKinds = (Object.keys(weights) as EventKind[]).toSorted();

/**
 * One thing that somebody does. `a` and `b` lie in [0, 1) and mean what the kind makes of them (which pack, how much, won or
 * lost), so that an event makes sense on its own and any part of a history is a history.
 */
export type SimulatedEvent = { day: number; organisation: number; kind: EventKind; a: number; b: number };

const DAYS_A_MONTH = 30.44;
/** What an organisation does in a month, on average. */
const EVENTS_A_MONTH = 6;

/** The life of one organisation: it comes some day of the first year and is as busy as its nature is. */
function lifeOf(seed: number, organisation: number, days: number): SimulatedEvent[] {
  const random = new Random(`${seed}:${organisation}`);
  const first = Math.floor(random.share() * Math.min(days, 365) * 0.8);
  const busy = 0.3 + 1.7 * random.share() * random.share();
  const perDay = (EVENTS_A_MONTH * busy) / DAYS_A_MONTH;
  const events: SimulatedEvent[] = [];
  for (let day = first; day < days; day++)
    for (let chance = perDay; random.chance(chance); chance -= 1)
      events.push({
        day,
        organisation,
        kind: random.weighted<EventKind>(weights),
        a: random.share(),
        b: random.share(),
      });
  return events;
}

/** How many days so many months have. */
export const daysOf = (months: number) => Math.ceil(months * DAYS_A_MONTH);

/** The same seed gives the same history; each organisation has a stream of its own, so that the others can be left out. */
export function historyOf({
  seed,
  months,
  organisations,
}: {
  seed: number;
  months: number;
  organisations: number;
}): SimulatedEvent[] {
  const days = daysOf(months);
  const lives = Array.from({ length: organisations }, (_, nth) => lifeOf(seed, nth, days));
  return lives.flat().sort((one, other) => one.day - other.day || one.organisation - other.organisation);
}
