import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, zoned } from '@/lib/core/time';
import { type Agreement, periodEndAfter } from './rules';

const agreed = (startedAt: string, timeZone = 'UTC'): Agreement => {
  const start = new Date(startedAt);
  return { startedAt: start, anchorDay: zoned(start, timeZone).day, timeZone };
};

/** The ends of `count` periods, one after the other. */
function ends(agreement: Agreement, count: number): Date[] {
  const found: Date[] = [];
  for (let start = agreement.startedAt; found.length < count; start = found.at(-1) ?? start)
    found.push(periodEndAfter(agreement, start));
  return found;
}
const shown = (agreement: Agreement, count: number) =>
  ends(agreement, count).map((end) => zoned(end, agreement.timeZone).toPlainDateTime().toString());

describe('periodEndAfter', () => {
  it.each([
    [
      'the 31st',
      agreed('2026-01-31T10:00:00Z'),
      ['2026-02-28T10:00:00', '2026-03-31T10:00:00', '2026-04-30T10:00:00'],
    ],
    ['a leap year', agreed('2028-01-31T10:00:00Z'), ['2028-02-29T10:00:00', '2028-03-31T10:00:00']],
    [
      'the 29th',
      agreed('2026-12-29T00:00:00Z'),
      ['2027-01-29T00:00:00', '2027-02-28T00:00:00', '2027-03-29T00:00:00'],
    ],
    [
      'a day that UTC has not reached',
      agreed('2026-01-30T20:00:00Z', 'Asia/Tokyo'),
      ['2026-02-28T05:00:00', '2026-03-31T05:00:00'],
    ],
    [
      'an hour that the clocks skip, once',
      agreed('2026-02-28T01:30:00Z', 'Europe/Warsaw'),
      ['2026-03-28T02:30:00', '2026-04-28T02:30:00'],
    ],
    [
      'an hour that the clocks skip on the day itself',
      agreed('2026-02-08T07:30:00Z', 'America/New_York'),
      ['2026-03-08T03:30:00', '2026-04-08T02:30:00'],
    ],
  ])('%s', (_, agreement, expected) => {
    expect(shown(agreement, expected.length)).toEqual(expected);
  });

  it('neither skips nor doubles a period when the organisation moves across the date line', () => {
    // 31 January 20:00 in UTC is 1 February in Tokyo, and the last of a month elsewhere is the first there.
    const start = new Date('2026-01-31T20:00:00Z');
    const moved = { startedAt: start, anchorDay: 31, timeZone: 'Asia/Tokyo' };
    expect(periodEndAfter(moved, start).toISOString()).toBe('2026-02-27T20:00:00.000Z');
    const back = { ...agreed('2026-03-31T15:30:00Z', 'Asia/Tokyo'), timeZone: 'UTC' };
    expect(back.anchorDay).toBe(1);
    expect(periodEndAfter(back, back.startedAt).toISOString()).toBe('2026-05-01T15:30:00.000Z');
  });
});

const zones = [
  'UTC',
  'Europe/Warsaw',
  'America/New_York',
  'Asia/Tokyo',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
];
const zone = fc.constantFrom(
  ...zones,
  'Pacific/Kiritimati',
  'Pacific/Niue',
  'Africa/Cairo',
  'America/St_Johns',
);
const start = fc.date({
  min: new Date('2024-01-01T00:00:00Z'),
  max: new Date('2031-12-31T23:59:59Z'),
  noInvalidDate: true,
});

describe('five years of periods', () => {
  it('turn once each month, on the agreed day or the last of a shorter month, at the agreed time', () => {
    fc.assert(
      fc.property(start, zone, (startedAt, timeZone) => {
        const agreement = agreed(startedAt.toISOString(), timeZone);
        const first = zoned(startedAt, timeZone);
        ends(agreement, 60).forEach((end, index) => {
          const turned = zoned(end, timeZone);
          const month = first
            .toPlainDate()
            .toPlainYearMonth()
            .add({ months: index + 1 });
          expect(turned.toPlainDate().toPlainYearMonth().toString()).toBe(month.toString());
          expect(turned.day).toBe(Math.min(first.day, month.daysInMonth));
          const late = turned.toPlainTime().since(first.toPlainTime()).total('minutes');
          expect([0, 30, 60]).toContain(Math.round(late));
        });
      }),
      { numRuns: 60 },
    );
  });

  it('stay about a month long wherever the organisation moves meanwhile', () => {
    fc.assert(
      fc.property(start, zone, fc.array(zone, { minLength: 24, maxLength: 24 }), (startedAt, home, moves) => {
        const agreement = agreed(startedAt.toISOString(), home);
        let from = startedAt;
        for (const timeZone of moves) {
          const end = periodEndAfter({ ...agreement, timeZone }, from);
          const days = (end.getTime() - from.getTime()) / DAY_MS;
          expect(days).toBeGreaterThan(25);
          expect(days).toBeLessThan(34);
          from = end;
        }
      }),
      { numRuns: 100 },
    );
  });
});
