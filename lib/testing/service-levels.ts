import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { NOW } from './factories';

type Targets = { firstAnswerMinutes: number | null; resolutionMinutes: number | null };
type Levels = {
  validFrom?: Date;
  hours?: Record<string, [string, string][]>;
  timeZone?: string;
  holidays?: string[];
  normal?: Targets;
  high?: Targets;
  critical?: Targets;
};

const DAY = [['00:00', '24:00']] as [string, string][];
const always = Object.fromEntries(['1', '2', '3', '4', '5', '6', '7'].map((day) => [day, DAY]));

/** A policy in force from `validFrom` on, on a calendar of its own: round the clock unless told, ten hours to resolve. */
export async function promise(levels: Levels = {}): Promise<string> {
  const { timeZone = 'UTC', hours = always, holidays = [], validFrom = NOW } = levels;
  const code = newId('calendar');
  const id = newId('slaPolicy');
  await db.businessCalendar.create({
    data: {
      ...{ code, name: 'Office', timeZone, hours, changedAt: validFrom },
      holidays: { create: holidays.map((day) => ({ day: new Date(`${day}T00:00:00Z`), name: 'Holiday' })) },
    },
  });
  const target = (urgency: 'normal' | 'high' | 'critical', own: Targets) => ({
    urgency,
    ...(levels[urgency] ?? own),
  });
  await db.slaPolicy.create({
    data: {
      ...{ id, calendarCode: code, validFrom },
      targets: {
        create: [
          target('normal', { firstAnswerMinutes: 120, resolutionMinutes: 600 }),
          target('high', { firstAnswerMinutes: 60, resolutionMinutes: 300 }),
          target('critical', { firstAnswerMinutes: 30, resolutionMinutes: 120 }),
        ],
      },
    },
  });
  return id;
}

/** Nothing is promised any more, from `at` on. */
export const promiseNothing = (at: Date = NOW) =>
  promise({
    validFrom: at,
    ...Object.fromEntries(
      (['normal', 'high', 'critical'] as const).map((urgency) => [
        urgency,
        { firstAnswerMinutes: null, resolutionMinutes: null },
      ]),
    ),
  });
