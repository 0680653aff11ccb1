import { type Calendar, addBusiness, businessMs } from './calendar';

/** Four fifths of the promised time are used: whoever works on it is told. */
const NEAR = 0.8;

export type SlaReason =
  | ('filed' | 'answered' | 'quoteDecided' | 'approvalDecided' | 'reopened' | 'policy' | 'urgency')
  | ('waiting' | 'quote' | 'approval' | 'resolved');

/** Time of a clock that ran or was paused. An open one has no end; business time is known once it is closed. */
export type Segment = {
  position: number;
  isRunning: boolean;
  reason: SlaReason;
  policyId: string;
  from: Date;
};

/** What a promise allows and by which calendar it is measured. Milliseconds of business time. */
export type Promised = { policyId: string; targetMs: number; calendar: Calendar };

/** One promise of one request. `dueAt` and `nearAt` stand only while it runs. Milliseconds of business time. */
export type Clock = {
  policyId: string;
  targetMs: number;
  usedMs: number;
  state: 'running' | 'paused' | 'stopped';
  dueAt: Date | null;
  nearAt: Date | null;
  breachedAt: Date | null;
  stoppedAt: Date | null;
  /** The last segment; closed once the clock is stopped. */
  last: Segment;
};

export type Turn =
  { to: 'run' | 'pause'; reason: SlaReason } | { to: 'stop' } | { to: 'policy'; promised: Promised };

/** What one turn does: the segment that it closes, with its business time, and the one that it opens. */
export type Advanced = {
  clock: Clock;
  closed: { position: number; to: Date; businessMs: number };
  opened: Segment | null;
};

/** A new clock, running from `at`: since the request was filed, or since its urgency was raised to one with a promise. */
export function startClock(
  { policyId, targetMs, calendar }: Promised,
  at: Date,
  reason: 'filed' | 'urgency' = 'filed',
): Clock {
  const last: Segment = { position: 0, isRunning: true, reason, policyId, from: at };
  const none = { breachedAt: null, stoppedAt: null };
  const clock: Clock = {
    ...{ policyId, targetMs, usedMs: 0, state: 'running', dueAt: null, nearAt: null },
    ...{ ...none, last },
  };
  return { ...clock, ...dates(clock, calendar) };
}

/**
 * Turns a clock at an instant: closes its open segment, by the calendar that was in force for it, and opens the next
 * one there. Null when the turn changes nothing: a clock that is stopped, or that stands so already. An instant before
 * the open segment began is taken as its beginning, so that no order of calls makes time run backwards.
 */
export function advance(clock: Clock, turn: Turn, at: Date, calendar: Calendar): Advanced | null {
  if (clock.state === 'stopped' || isSame(clock, turn)) return null;
  const to = at < clock.last.from ? clock.last.from : at;
  const closed = { position: clock.last.position, to, businessMs: businessMs(calendar, clock.last.from, to) };
  const usedMs = clock.usedMs + (clock.last.isRunning ? closed.businessMs : 0);
  const breachedAt = clock.breachedAt ?? brokenAt(clock, turn, usedMs);
  const still = { ...clock, usedMs, breachedAt, dueAt: null, nearAt: null };
  if (turn.to === 'stop')
    return { clock: { ...still, state: 'stopped', stoppedAt: to }, closed, opened: null };
  const opened = next(clock, turn, to);
  const promised = turn.to === 'policy' ? turn.promised : { ...clock, calendar };
  const { policyId } = promised;
  // What is broken stays so: no longer promise mends it.
  const targetMs = breachedAt ? Math.min(promised.targetMs, clock.targetMs) : promised.targetMs;
  const state = opened.isRunning ? 'running' : 'paused';
  const turned: Clock = { ...still, policyId, targetMs, state, last: opened };
  return { clock: { ...turned, ...dates(turned, promised.calendar) }, closed, opened };
}

/** The business time used so far, the running segment with it. */
export function usedAt(clock: Clock, at: Date, calendar: Calendar): number {
  if (clock.state !== 'running') return clock.usedMs;
  return clock.usedMs + businessMs(calendar, clock.last.from, at);
}

/**
 * When the segment that ends has broken the promise. One that was due in the very moment in which it was given had used
 * more before than an urgency allowed: another urgency may still take that back.
 */
function brokenAt({ targetMs, dueAt, last }: Clock, turn: Turn, usedMs: number): Date | null {
  if (!dueAt || !isLate(usedMs, targetMs)) return null;
  return turn.to === 'policy' && dueAt <= last.from ? null : dueAt;
}

/** A promise is kept while no more time is used than was promised. */
export const isLate = (usedMs: number, targetMs: number): boolean => usedMs > targetMs;

function isSame({ state, last }: Clock, turn: Turn): boolean {
  if (turn.to === 'run') return state === 'running';
  return turn.to === 'pause' && state === 'paused' && last.reason === turn.reason;
}

function next({ last }: Clock, turn: Exclude<Turn, { to: 'stop' }>, from: Date): Segment {
  const place = { position: last.position + 1, from };
  if (turn.to !== 'policy')
    return { ...place, isRunning: turn.to === 'run', reason: turn.reason, policyId: last.policyId };
  const { policyId } = turn.promised;
  // A pause goes on for its own reason, whatever is promised meanwhile.
  const reason = last.isRunning ? (policyId === last.policyId ? 'urgency' : 'policy') : last.reason;
  return { ...place, isRunning: last.isRunning, reason, policyId };
}

function dates({ state, last, targetMs, usedMs }: Clock, calendar: Calendar) {
  if (state !== 'running') return { dueAt: null, nearAt: null };
  const after = (ms: number) => addBusiness(calendar, last.from, ms - usedMs);
  return { dueAt: after(targetMs), nearAt: after(Math.floor(targetMs * NEAR)) };
}
