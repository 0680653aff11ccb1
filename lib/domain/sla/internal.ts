import type { SlaClockModel, SlaSegmentModel, Tx, Urgency } from '@/lib/core/db';
import { invariant } from '@/lib/core/errors';
import type { Calendar } from './calendar';
import { Hours } from './schema';
import type { SlaKind } from './schema.dto';
import type { Clock, SlaReason } from './segments';

export type RequestKey = { organisationId: string; id: string };

const MINUTE_MS = 60_000;
const KEPT = 100;
const calendars = new Map<string, Calendar>();

/** A calendar by its code. It never changes, so that what a process has read of it stays true. */
export async function readCalendar(tx: Tx, code: string): Promise<Calendar> {
  const known = calendars.get(code);
  if (known) return known;
  const row = await tx.businessCalendar.findUniqueOrThrow({ where: { code }, include: { holidays: true } });
  const calendar: Calendar = {
    timeZone: row.timeZone,
    hours: Hours.parse(row.hours),
    holidays: new Set(row.holidays.map(({ day }) => day.toISOString().slice(0, 10))),
  };
  if (calendars.size >= KEPT) calendars.clear();
  calendars.set(code, calendar);
  return calendar;
}

/** The calendar that a policy is measured by. */
export async function readCalendarOf(tx: Tx, policyId: string): Promise<Calendar> {
  const policy = await tx.slaPolicy.findUniqueOrThrow({
    where: { id: policyId },
    select: { calendarCode: true },
  });
  return readCalendar(tx, policy.calendarCode);
}

/** The policy in force at an instant, with its targets; null while nothing was ever promised. */
export const readPolicy = (tx: Tx, at: Date) =>
  tx.slaPolicy.findFirst({
    where: { validFrom: { lte: at } },
    orderBy: [{ validFrom: 'desc' }, { id: 'desc' }],
    include: { targets: true, calendar: { include: { holidays: { orderBy: { day: 'asc' } } } } },
  });

export type PolicyRow = NonNullable<Awaited<ReturnType<typeof readPolicy>>>;

/** What a policy promises of each kind at an urgency, in milliseconds of business time; kinds without a target are not in it. */
export function targetsOf(policy: Pick<PolicyRow, 'targets'>, urgency: Urgency): [SlaKind, number][] {
  const target = policy.targets.find((one) => one.urgency === urgency);
  const minutes: [SlaKind, number | null | undefined][] = [
    ['first_answer', target?.firstAnswerMinutes],
    ['resolution', target?.resolutionMinutes],
  ];
  return minutes.flatMap(([kind, value]) => (value == null ? [] : [[kind, value * MINUTE_MS]]));
}

/** A clock as it is calculated with, out of its row and its last segment. */
export function clockOf(row: SlaClockModel, last: SlaSegmentModel | undefined): Clock {
  invariant(last, 'a clock without a segment');
  return {
    policyId: row.policyId,
    targetMs: Number(row.targetMs),
    usedMs: Number(row.usedMs),
    state: row.state,
    dueAt: row.dueAt,
    nearAt: row.nearAt,
    breachedAt: row.breachedAt,
    stoppedAt: row.stoppedAt,
    last: {
      position: last.position,
      isRunning: last.isRunning,
      reason: last.reason as SlaReason,
      policyId: last.policyId,
      from: last.fromAt,
    },
  };
}
