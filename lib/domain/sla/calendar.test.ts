import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { type Calendar, type OpenHours, addBusiness, businessMs } from './calendar';

const HOUR = 3_600_000;
const MINUTE = 60_000;

const daily = (hours: readonly OpenHours[], days = [1, 2, 3, 4, 5, 6, 7]) =>
  Object.fromEntries(days.map((day) => [String(day), hours]));

const office = (timeZone: string, holidays: string[] = []): Calendar => ({
  timeZone,
  hours: daily([['09:00', '17:00']], [1, 2, 3, 4, 5]),
  holidays: new Set(holidays),
});

const at = (text: string) => new Date(text);

/** What the functions are measured by: the wall clock of every minute, looked at one by one. */
function minutesOpen(calendar: Calendar, from: Date, to: Date): number {
  let count = 0;
  for (let ms = from.getTime(); ms < to.getTime(); ms += MINUTE) {
    const wall = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(calendar.timeZone);
    if (calendar.holidays.has(wall.toPlainDate().toString())) continue;
    const time = wall.toPlainTime().toString().slice(0, 5);
    const hours = calendar.hours[wall.dayOfWeek] ?? [];
    if (hours.some(([opens, closes]) => time >= opens && time < closes)) count += 1;
  }
  return count;
}

describe('businessMs', () => {
  it('counts the open hours of working days and nothing else', () => {
    const paris = office('Europe/Paris');
    // Friday 16:00 to Monday 10:00 in Paris.
    expect(businessMs(paris, at('2026-11-20T15:00Z'), at('2026-11-23T09:00Z'))).toBe(2 * HOUR);
    expect(businessMs(paris, at('2026-11-21T00:00Z'), at('2026-11-22T20:00Z'))).toBe(0);
    expect(businessMs(paris, at('2026-11-23T09:00Z'), at('2026-11-20T15:00Z'))).toBe(0);
  });

  it('leaves holidays out', () => {
    const calendar = office('Europe/Paris', ['2026-12-25']);
    expect(businessMs(calendar, at('2026-12-24T08:00Z'), at('2026-12-28T08:00Z'))).toBe(8 * HOUR);
  });

  it('does not count the hour that Cairo and Paris leave out in spring, and counts the repeated one of autumn', () => {
    const always = (timeZone: string): Calendar => ({
      timeZone,
      hours: daily([['00:00', '24:00']]),
      holidays: new Set(),
    });
    // Cairo leaps from 00:00 to 01:00 on 24 April 2026, Paris from 02:00 to 03:00 on 29 March.
    const cairo = { ...always('Africa/Cairo'), hours: daily([['00:30', '02:00']]) };
    expect(businessMs(cairo, at('2026-04-23T12:00Z'), at('2026-04-24T12:00Z'))).toBe(HOUR);
    const paris = { ...always('Europe/Paris'), hours: daily([['02:00', '03:00']]) };
    expect(businessMs(paris, at('2026-03-28T12:00Z'), at('2026-03-29T12:00Z'))).toBe(0);
    expect(businessMs(paris, at('2026-10-24T12:00Z'), at('2026-10-25T12:00Z'))).toBe(2 * HOUR);
    // Cairo goes back from 24:00 to 23:00 on Thursday 29 October 2026.
    const late = { ...always('Africa/Cairo'), hours: daily([['23:00', '24:00']]) };
    expect(businessMs(late, at('2026-10-29T12:00Z'), at('2026-10-30T12:00Z'))).toBe(2 * HOUR);
    for (const timeZone of ['Africa/Cairo', 'Europe/Paris']) {
      const [from, to] = [at('2026-01-01T00:00Z'), at('2027-01-01T00:00Z')];
      expect(businessMs(always(timeZone), from, to)).toBe(to.getTime() - from.getTime());
    }
  });
});

describe('addBusiness', () => {
  it('gives the first instant at which the time is used', () => {
    const paris = office('Europe/Paris');
    expect(addBusiness(paris, at('2026-11-20T15:00Z'), 2 * HOUR)).toEqual(at('2026-11-23T09:00Z'));
    // Filed at night: eight hours are over when the desk closes, not when it opens again.
    expect(addBusiness(paris, at('2026-11-19T22:00Z'), 8 * HOUR)).toEqual(at('2026-11-20T16:00Z'));
    expect(addBusiness(paris, at('2026-11-21T12:00Z'), 0)).toEqual(at('2026-11-21T12:00Z'));
  });

  it('ends on a calendar without hours', () => {
    const never = { timeZone: 'UTC', hours: {}, holidays: new Set<string>() };
    expect(addBusiness(never, at('2026-11-21T12:00Z'), 1).getUTCFullYear()).toBe(2036);
  });
});

const time = fc
  .integer({ min: 0, max: 23 * 4 })
  .map(
    (quarter) =>
      `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${['00', '15', '30', '45'][quarter % 4]}`,
  );
const hours = fc
  .uniqueArray(time, { minLength: 2, maxLength: 4 })
  .filter(({ length }) => length % 2 === 0)
  .map((times) => {
    const sorted = [...times].sort();
    return sorted.flatMap((from, i): OpenHours[] => (i % 2 === 0 ? [[from, sorted[i + 1] ?? '24:00']] : []));
  });
// Days around the clock changes of both cities, where mistakes live.
const days = ['2026-04-22', '2026-10-28', '2026-03-27', '2026-10-23', '2026-11-20'];
const instants = fc
  .record({
    day: fc.constantFrom(...days),
    minutes: fc.array(fc.nat(5 * 1_440), { minLength: 3, maxLength: 3 }),
  })
  .map(({ day, minutes }) =>
    minutes.sort((a, b) => a - b).map((minute) => new Date(Date.parse(`${day}T00:00Z`) + minute * MINUTE)),
  );
const calendars = fc.record({
  timeZone: fc.constantFrom('Africa/Cairo', 'Europe/Paris', 'UTC'),
  hours: fc.dictionary(fc.constantFrom('1', '2', '3', '4', '5', '6', '7'), hours),
  holidays: fc.subarray(['2026-04-24', '2026-10-29', '2026-03-29']).map((list) => new Set(list)),
});

describe('business time, whatever the calendar and the clock changes', () => {
  it('is what the wall clock of every minute says', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(calendars, instants, (calendar, [from, to]) => {
        if (!from || !to) return;
        expect(businessMs(calendar, from, to)).toBe(minutesOpen(calendar, from, to) * MINUTE);
      }),
      { numRuns: 60 },
    );
  });

  it('adds up, and what is added is what has passed', () => {
    fc.assert(
      fc.property(calendars, instants, (calendar, [a, b, c]) => {
        if (!a || !b || !c) return;
        const whole = businessMs(calendar, a, c);
        expect(businessMs(calendar, a, b) + businessMs(calendar, b, c)).toBe(whole);
        if (whole === 0) return;
        const due = addBusiness(calendar, a, whole);
        expect(due.getTime()).toBeLessThanOrEqual(c.getTime());
        expect(businessMs(calendar, a, due)).toBe(whole);
        expect(businessMs(calendar, a, new Date(due.getTime() - 1))).toBe(whole - 1);
      }),
    );
  });
});
