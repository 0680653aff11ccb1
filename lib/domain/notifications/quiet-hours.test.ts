import { describe, expect, it } from 'vitest';
import { type Schedule, isQuiet, nextAllowed, nextDigest } from './quiet-hours';

const night: Schedule = { timeZone: 'Africa/Cairo', quietFrom: 22 * 60, quietTo: 7 * 60, digestAt: 8 * 60 };
const utc = (text: string) => new Date(`${text}:00.000Z`);

describe('quiet hours', () => {
  it('reach over midnight, in the time zone of the person', () => {
    // Cairo is two hours ahead of UTC in winter.
    expect(isQuiet(night, utc('2026-11-22T19:59'))).toBe(false);
    expect(isQuiet(night, utc('2026-11-22T20:00'))).toBe(true);
    expect(isQuiet(night, utc('2026-11-23T04:59'))).toBe(true);
    expect(isQuiet(night, utc('2026-11-23T05:00'))).toBe(false);
  });

  it('end at the given minute of the same or the next day', () => {
    expect(nextAllowed(night, utc('2026-11-22T21:00'))).toEqual(utc('2026-11-23T05:00'));
    expect(nextAllowed(night, utc('2026-11-23T03:00'))).toEqual(utc('2026-11-23T05:00'));
    expect(nextAllowed(night, utc('2026-11-23T12:00'))).toEqual(utc('2026-11-23T12:00'));
  });

  it('may lie within one day, and none are none', () => {
    const noon = { ...night, quietFrom: 12 * 60, quietTo: 13 * 60 };
    expect(isQuiet(noon, utc('2026-11-22T10:30'))).toBe(true);
    expect(isQuiet(noon, utc('2026-11-22T11:00'))).toBe(false);
    for (const none of [
      { ...night, quietFrom: null },
      { ...night, quietTo: null },
      { ...night, quietFrom: 60, quietTo: 60 },
    ])
      expect(isQuiet(none, utc('2026-11-22T23:30'))).toBe(false);
  });

  it('that end in the hour that summer time leaves out end when the clock goes on', () => {
    // In Cairo the clock goes from 00:00 to 01:00 on 24 April 2026.
    const gap = { ...night, quietTo: 30 };
    expect(nextAllowed(gap, utc('2026-04-23T21:00'))).toEqual(utc('2026-04-23T22:30'));
  });
});

describe('the digest', () => {
  it('comes at the next time of day, also where that is tomorrow', () => {
    expect(nextDigest(night, utc('2026-11-22T05:00'))).toEqual(utc('2026-11-22T06:00'));
    expect(nextDigest(night, utc('2026-11-22T06:00'))).toEqual(utc('2026-11-23T06:00'));
  });

  it('waits for the end of quiet hours', () => {
    const early = { ...night, digestAt: 5 * 60 };
    expect(nextDigest(early, utc('2026-11-22T12:00'))).toEqual(utc('2026-11-23T05:00'));
  });
});
