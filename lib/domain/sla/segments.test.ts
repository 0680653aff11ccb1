import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Calendar, type OpenHours, addBusiness, businessMs } from './calendar';
import { type Clock, type Segment, type SlaReason, type Turn, advance, startClock, usedAt } from './segments';

const HOUR = 3_600_000;
const at = (text: string) => new Date(text);
const weekdays = (hours: OpenHours) =>
  Object.fromEntries([1, 2, 3, 4, 5].map((day) => [String(day), [hours]]));
const paris: Calendar = {
  timeZone: 'Europe/Paris',
  hours: weekdays(['09:00', '17:00']),
  holidays: new Set(),
};
const fourHours = { policyId: 'p1', targetMs: 4 * HOUR, calendar: paris };

/** Turns a clock through a list of turns and keeps its history as the database does. */
class History {
  clock: Clock;
  calendar: Calendar;
  readonly closed: (Segment & { to: Date; businessMs: number; calendar: Calendar })[] = [];

  constructor(
    promised: { policyId: string; targetMs: number; calendar: Calendar },
    readonly startedAt: Date,
  ) {
    this.clock = startClock(promised, startedAt);
    this.calendar = promised.calendar;
  }

  turn(turn: Turn, when: Date): boolean {
    const before = this.clock.last;
    const advanced = advance(this.clock, turn, when, this.calendar);
    if (!advanced) return false;
    const { position, ...end } = advanced.closed;
    expect(position).toBe(before.position);
    this.closed.push({ ...before, ...end, calendar: this.calendar });
    if (turn.to === 'policy') this.calendar = turn.promised.calendar;
    this.clock = advanced.clock;
    return true;
  }
}

describe('a clock', () => {
  it('runs through working hours, pauses while the customer is waited for, and is due later by as much', () => {
    const history = new History(fourHours, at('2026-11-20T08:00Z'));
    expect(history.clock.dueAt).toEqual(at('2026-11-20T12:00Z'));
    history.turn({ to: 'pause', reason: 'waiting' }, at('2026-11-20T10:00Z'));
    expect(history.clock).toMatchObject({ state: 'paused', usedMs: 2 * HOUR, dueAt: null, nearAt: null });
    history.turn({ to: 'run', reason: 'answered' }, at('2026-11-20T15:00Z'));
    // One hour is left of Friday, the other comes on Monday; near at 3.2 hours.
    expect(history.clock.dueAt).toEqual(at('2026-11-23T09:00Z'));
    expect(history.clock.nearAt).toEqual(at('2026-11-23T08:12Z'));
  });

  it('changes nothing when it is told what it is already doing, nor after its end', () => {
    const { clock } = new History(fourHours, at('2026-11-20T08:00Z'));
    const now = at('2026-11-20T09:00Z');
    expect(advance(clock, { to: 'run', reason: 'answered' }, now, paris)).toBeNull();
    const paused = advance(clock, { to: 'pause', reason: 'quote' }, now, paris)?.clock;
    expect(paused && advance(paused, { to: 'pause', reason: 'quote' }, now, paris)).toBeNull();
    expect(paused && advance(paused, { to: 'pause', reason: 'waiting' }, now, paris)?.opened?.reason).toBe(
      'waiting',
    );
    const stopped = advance(clock, { to: 'stop' }, now, paris)?.clock;
    expect(stopped).toMatchObject({ state: 'stopped', stoppedAt: now, dueAt: null });
    expect(stopped && advance(stopped, { to: 'run', reason: 'reopened' }, now, paris)).toBeNull();
  });

  it('keeps what it has used when another policy comes, and promises the rest by the new one', () => {
    const history = new History(fourHours, at('2026-11-20T08:00Z'));
    const calendar = { ...paris, holidays: new Set(['2026-11-23']) };
    const promised = { policyId: 'p2', targetMs: 10 * HOUR, calendar };
    history.turn({ to: 'policy', promised }, at('2026-11-20T11:00Z'));
    expect(history.clock).toMatchObject({ usedMs: 3 * HOUR, targetMs: 10 * HOUR, policyId: 'p2' });
    // Five hours on Friday, none on Monday, two on Tuesday.
    expect(history.clock.dueAt).toEqual(at('2026-11-24T10:00Z'));
  });

  it('that is broken is mended by no longer promise, and broken by a shorter one', () => {
    const late = new History(fourHours, at('2026-11-20T08:00Z'));
    const longer = { policyId: 'p2', targetMs: 10 * HOUR, calendar: paris };
    late.turn({ to: 'policy', promised: longer }, at('2026-11-20T13:00Z'));
    expect(late.clock).toMatchObject({ policyId: 'p2', usedMs: 5 * HOUR, targetMs: 4 * HOUR });
    expect(late.clock.breachedAt).toEqual(at('2026-11-20T12:00Z'));
    late.turn({ to: 'policy', promised: { ...longer, targetMs: 2 * HOUR } }, at('2026-11-20T13:00Z'));
    expect(late.clock.targetMs).toBe(2 * HOUR);
    // What an urgency has broken by being given, another one takes back.
    const hasty = new History(fourHours, at('2026-11-20T08:00Z'));
    hasty.turn({ to: 'policy', promised: { ...fourHours, targetMs: HOUR } }, at('2026-11-20T10:00Z'));
    hasty.turn({ to: 'policy', promised: fourHours }, at('2026-11-20T10:01Z'));
    expect(hasty.clock).toMatchObject({ targetMs: 4 * HOUR, breachedAt: null });
    expect(hasty.clock.dueAt).toEqual(at('2026-11-20T12:00Z'));
  });

  it('is broken at the instant it was due, and only when more was used than promised', () => {
    const history = new History(fourHours, at('2026-11-20T12:00Z'));
    // Due when the desk closes; the evening uses nothing.
    history.turn({ to: 'pause', reason: 'resolved' }, at('2026-11-20T20:00Z'));
    expect(history.clock.breachedAt).toBeNull();
    history.turn({ to: 'run', reason: 'reopened' }, at('2026-11-23T08:00Z'));
    history.turn({ to: 'pause', reason: 'resolved' }, at('2026-11-23T08:01Z'));
    expect(history.clock.breachedAt).toEqual(at('2026-11-23T08:00Z'));
  });
});

const hours = fc.constantFrom<OpenHours>(
  ['09:00', '17:00'],
  ['00:00', '24:00'],
  ['00:15', '02:30'],
  ['22:00', '24:00'],
);
const calendars: fc.Arbitrary<Calendar> = fc.record({
  timeZone: fc.constantFrom('Africa/Cairo', 'Europe/Paris', 'UTC'),
  hours: hours.map(weekdays),
  holidays: fc
    .subarray(['2026-04-23', '2026-04-24', '2026-04-27', '2026-10-29'])
    .map((list) => new Set(list)),
});
const reasons = (...list: SlaReason[]) => fc.constantFrom(...list);
const turns: fc.Arbitrary<Turn> = fc.oneof(
  fc.record({ to: fc.constant('run' as const), reason: reasons('answered', 'quoteDecided', 'reopened') }),
  fc.record({
    to: fc.constant('pause' as const),
    reason: reasons('waiting', 'quote', 'approval', 'resolved'),
  }),
  fc.record({
    to: fc.constant('policy' as const),
    promised: fc.record({
      policyId: fc.constantFrom('p1', 'p2', 'p3'),
      targetMs: fc.integer({ min: 1, max: 60 * HOUR }),
      calendar: calendars,
    }),
  }),
  { weight: 1, arbitrary: fc.constant<Turn>({ to: 'stop' }) },
);
// Steps reach over nights, weekends and clock changes; some go backwards, as clocks of two machines do.
const steps = fc.array(fc.record({ turn: turns, ms: fc.integer({ min: -HOUR, max: 40 * HOUR }) }), {
  maxLength: 25,
});

describe('segments, after any order of pauses, holidays, calendars, policies and ends', () => {
  it('never overlap, leave no gap, and sum to the business time that passed', { timeout: 30_000 }, () => {
    fc.assert(
      fc.property(
        calendars,
        fc.constantFrom('2026-04-21T22:10Z', '2026-10-27T09:00Z', '2026-03-27T13:00Z'),
        fc.integer({ min: 1, max: 60 * HOUR }),
        steps,
        (calendar, begins, targetMs, list) => {
          const history = new History({ policyId: 'p0', targetMs, calendar }, at(begins));
          let now = history.startedAt;
          for (const { turn, ms } of list) {
            now = new Date(now.getTime() + ms);
            history.turn(turn, now);
            checkRunning(history);
          }
          checkHistory(history);
        },
      ),
      { numRuns: 300 },
    );
  });
});

function checkHistory({ closed, clock, startedAt }: History) {
  let [end, elapsed, running] = [startedAt, 0, 0];
  closed.forEach((segment, index) => {
    expect(segment.position).toBe(index);
    expect(segment.from).toEqual(end);
    expect(segment.to.getTime()).toBeGreaterThanOrEqual(segment.from.getTime());
    expect(segment.businessMs).toBe(businessMs(segment.calendar, segment.from, segment.to));
    elapsed += segment.businessMs;
    if (segment.isRunning) running += segment.businessMs;
    end = segment.to;
  });
  expect(clock.usedMs).toBe(running);
  // Cut at every change of the calendar and at nothing else: what passed by each is what its segments say.
  const stretches = closed.reduce<{ calendar: Calendar; from: Date; to: Date }[]>((list, segment) => {
    const last = list.at(-1);
    if (last?.calendar !== segment.calendar) return [...list, segment];
    return [...list.slice(0, -1), { ...last, to: segment.to }];
  }, []);
  const passed = stretches.reduce((sum, { calendar, from, to }) => sum + businessMs(calendar, from, to), 0);
  expect(elapsed).toBe(passed);
  if (clock.state === 'stopped') expect(clock.stoppedAt).toEqual(end);
  else expect(clock.last.from).toEqual(end);
}

function checkRunning({ clock, calendar }: History) {
  const { dueAt, nearAt, last, state, targetMs, usedMs } = clock;
  if (clock.breachedAt) expect(usedMs).toBeGreaterThan(targetMs);
  expect(dueAt !== null).toBe(state === 'running');
  expect(state === 'running' && !last.isRunning).toBe(false);
  if (!dueAt || !nearAt) return;
  expect(nearAt.getTime()).toBeLessThanOrEqual(dueAt.getTime());
  expect(dueAt).toEqual(addBusiness(calendar, last.from, targetMs - usedMs));
  // At its end the whole promise is used; a promise that was used up before is due at once.
  expect(usedAt(clock, dueAt, calendar)).toBe(Math.max(targetMs, usedMs));
}
