import { z } from 'zod';
import { DayInput } from '@/lib/core/dates';
import { line } from '@/lib/core/text';

export const weekdays = ['1', '2', '3', '4', '5', '6', '7'] as const;

const Time = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'time');
const OpenHours = z.tuple([Time, Time]).refine(([from, to]) => from < to, 'endsBeforeItBegins');

/** `{"1": [["09:00", "17:00"]]}` by ISO day of the week; `24:00` ends a day. In order, and never two at once. */
export const Hours = z.partialRecord(
  z.enum(weekdays),
  z
    .array(OpenHours)
    .max(4)
    .refine((list) => list.every(([from], i) => i === 0 || from >= (list[i - 1]?.[1] ?? '')), 'overlap'),
);
export type Hours = z.output<typeof Hours>;

const isZone = (zone: string) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
};

export const Holidays = z
  .array(z.object({ day: DayInput, name: line(80) }))
  .max(500)
  .refine((list) => new Set(list.map(({ day }) => day)).size === list.length, 'holidayTwice');

/** Working time as people write it, `4` or `4:30` hours; empty: nothing is promised. Output in minutes. */
const WorkingTime = z
  .string()
  .trim()
  .regex(/^$|^\d{1,4}(:[0-5]\d)?$/, 'workingTime')
  .transform((value) => {
    const [hours = 0, minutes = 0] = value.split(':').map(Number);
    return value === '' ? null : hours * 60 + minutes;
  })
  .refine((minutes) => minutes === null || minutes > 0, 'workingTime');
const Targets = z.object({ firstAnswer: WorkingTime, resolution: WorkingTime });
const TargetsByUrgency = z.object({ normal: Targets, high: Targets, critical: Targets });

/** Minutes as `WorkingTime` reads them. */
export const workingTime = (minutes: number | null): string =>
  minutes === null ? '' : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;

/** Whether requests that are open now go on by it, too. */
const applyToOpen = z.boolean().default(false);

export const SaveCalendarInput = z.object({
  name: line(80),
  timeZone: z.string().min(1).max(64).refine(isZone, 'timeZone'),
  hours: Hours.refine((hours) => Object.values(hours).some((list) => list.length > 0), 'noHours'),
  applyToOpen: applyToOpen.default(true),
});
export const SaveHolidaysInput = z.object({ holidays: Holidays, applyToOpen: applyToOpen.default(true) });
export const SavePolicyInput = z.object({ targets: TargetsByUrgency, applyToOpen });
