import type {
  BusinessCalendarModel,
  HolidayModel,
  RequestModel,
  SlaClockModel,
  SlaPolicyModel,
  SlaSegmentModel,
  SlaTargetModel,
  Urgency,
} from '@/lib/core/db';
import type { Calendar } from '@/lib/domain/sla/calendar';
import { type Clock, type Turn, advance, startClock } from '@/lib/domain/sla/segments';
import type { Step } from './requests';
import { MINUTE_MS, type World } from './world';

const CODE = 'weekdays';
const TIME_ZONE = 'Europe/Berlin';
const OPEN: [string, string][] = [['08:00', '18:00']];
const HOURS = { '1': OPEN, '2': OPEN, '3': OPEN, '4': OPEN, '5': OPEN };

/** In business minutes. */
const targets: Record<Urgency, { first_answer: number; resolution: number }> = {
  normal: { first_answer: 240, resolution: 1_200 },
  high: { first_answer: 120, resolution: 600 },
  critical: { first_answer: 60, resolution: 300 },
};

type Kind = 'first_answer' | 'resolution';

/** What the desk of the story promises, and what became of it: the clock of each promise, turned by the story's steps. */
export class Promises {
  readonly calendars: BusinessCalendarModel[];
  readonly holidays: HolidayModel[] = [];
  readonly policies: SlaPolicyModel[];
  readonly targets: SlaTargetModel[];
  readonly clocks: SlaClockModel[] = [];
  readonly segments: SlaSegmentModel[] = [];
  readonly #calendar: Calendar;
  readonly #policyId: string;

  constructor(readonly world: World) {
    const { start, end } = world;
    this.#policyId = world.ids.at('slaPolicy', start);
    for (let year = start.getUTCFullYear(); year <= end.getUTCFullYear() + 1; year++)
      for (const [day, name] of holidaysOf(year)) this.holidays.push({ calendarCode: CODE, day, name });
    const days = this.holidays.map(({ day }) => day.toISOString().slice(0, 10));
    this.#calendar = { timeZone: TIME_ZONE, hours: HOURS, holidays: new Set(days) };
    this.calendars = [
      { code: CODE, name: 'Weekdays, 8 to 18', timeZone: TIME_ZONE, hours: HOURS, changedAt: start },
    ];
    this.policies = [{ id: this.#policyId, calendarCode: CODE, validFrom: start, createdById: null }];
    this.targets = Object.entries(targets).map(([urgency, minutes]) => ({
      ...{ policyId: this.#policyId, urgency: urgency as Urgency },
      ...{ firstAnswerMinutes: minutes.first_answer, resolutionMinutes: minutes.resolution },
    }));
  }

  /** Turns both clocks of a request through its steps; the one that ends next is the request's due date. */
  keep(request: RequestModel, steps: readonly Step[]): void {
    const told = steps.filter(({ at }) => at < this.world.end);
    const clocks = (['first_answer', 'resolution'] as const).map((kind) => this.#turn(request, kind, told));
    const running = clocks.flatMap(({ dueAt }) => dueAt ?? []).sort((a, b) => a.getTime() - b.getTime());
    request.dueAt = running[0] ?? null;
  }

  #turn(request: RequestModel, kind: Kind, steps: readonly Step[]): Clock {
    const { organisationId, id: requestId, createdAt: startedAt } = request;
    const key = { organisationId, requestId, kind };
    const targetMs = targets[request.urgency][kind] * MINUTE_MS;
    const promised = { policyId: this.#policyId, targetMs, calendar: this.#calendar };
    let clock = startClock(promised, startedAt);
    for (const step of steps) {
      const turn = turnOf(kind, step);
      const advanced = turn && advance(clock, turn, step.at, this.#calendar);
      if (!advanced) continue;
      const { to: toAt, businessMs } = advanced.closed;
      this.segments.push({ ...key, ...row(clock), toAt, businessMs: BigInt(businessMs) });
      clock = advanced.clock;
    }
    if (clock.state !== 'stopped')
      this.segments.push({ ...key, ...row(clock), toAt: null, businessMs: null });
    const { last: _, usedMs, ...rest } = clock;
    // Nobody is told tonight of what was near, or late, before the story ended.
    const isPast = (at: Date | null) => at !== null && at < this.world.end;
    const breachedAt = clock.breachedAt ?? (isPast(clock.dueAt) ? clock.dueAt : null);
    const nearToldAt = isPast(clock.nearAt) ? clock.nearAt : null;
    const told = { usedMs: BigInt(usedMs), targetMs: BigInt(targetMs), startedAt, breachedAt, nearToldAt };
    this.clocks.push({ ...key, ...rest, ...told });
    return clock;
  }
}

const row = ({ last: { from: fromAt, ...segment } }: Clock) => ({ ...segment, fromAt });

function turnOf(kind: Kind, step: Step): Turn | null {
  if (step.act === 'withdraw' || step.act === 'cancel' || step.act === 'close') return { to: 'stop' };
  const isAnswer = step.act === 'reply' || step.act === 'resolve';
  if (kind === 'first_answer') return isAnswer ? { to: 'stop' } : null;
  if (step.act === 'resolve') return { to: 'pause', reason: 'resolved' };
  if (step.act === 'reply' && step.waits) return { to: 'pause', reason: 'waiting' };
  if (step.act === 'ask') return { to: 'pause', reason: 'approval' };
  if (step.act === 'decide') return { to: 'run', reason: 'approvalDecided' };
  return step.act === 'answer' ? { to: 'run', reason: 'answered' } : null;
}

const holidaysOf = (year: number): [Date, string][] => [
  [new Date(Date.UTC(year, 0, 1)), 'New Year'],
  [new Date(Date.UTC(year, 4, 1)), 'Labour Day'],
  [new Date(Date.UTC(year, 11, 25)), 'Christmas Day'],
  [new Date(Date.UTC(year, 11, 26)), 'Boxing Day'],
];
