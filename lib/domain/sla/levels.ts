import type { PolicyRow } from './internal';
import { Hours } from './schema';
import type { LevelsDto } from './schema.dto';

export type Levels = LevelsDto;

const none = { firstAnswerMinutes: null, resolutionMinutes: null };
const DAY: [string, string][] = [['09:00', '17:00']];

/** What is in force, as it is edited. Where nothing was ever promised: a working week to begin with. */
export function levelsOf(policy: PolicyRow | null): Levels {
  if (!policy)
    return {
      ...{ since: null, name: 'Office hours', timeZone: 'UTC', holidays: [] },
      hours: { '1': DAY, '2': DAY, '3': DAY, '4': DAY, '5': DAY },
      targets: { normal: none, high: none, critical: none },
    };
  const { calendar, targets, validFrom } = policy;
  const of = (urgency: 'normal' | 'high' | 'critical') => {
    const { firstAnswerMinutes, resolutionMinutes } = targets.find((one) => one.urgency === urgency) ?? none;
    return { firstAnswerMinutes, resolutionMinutes };
  };
  return {
    since: validFrom.toISOString(),
    ...{ name: calendar.name, timeZone: calendar.timeZone, hours: Hours.parse(calendar.hours) },
    holidays: calendar.holidays.map(({ day, name }) => ({ day: day.toISOString().slice(0, 10), name })),
    targets: { normal: of('normal'), high: of('high'), critical: of('critical') },
  };
}
