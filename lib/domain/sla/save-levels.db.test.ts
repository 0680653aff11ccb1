import { beforeEach, describe, expect, it } from 'vitest';
import { db } from '@/lib/core/db';
import { NOW, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { queuedJobs } from '@/lib/testing/queue';
import { getLevels, getOffered } from './queries';
import { saveCalendar, saveHolidays, savePolicy } from './save-levels';

const office = {
  name: 'Paris office',
  timeZone: 'Europe/Paris',
  hours: {
    '1': [
      ['09:00', '12:30'],
      ['14:00', '18:00'],
    ] as [string, string][],
    '5': [['09:00', '15:00']] as [string, string][],
  },
};
const quiet = { firstAnswerMinutes: null, resolutionMinutes: null };
const none = { firstAnswer: '', resolution: '' };
const targets = {
  normal: { firstAnswer: '4', resolution: '16:30' },
  high: { firstAnswer: '2:00', resolution: '' },
  critical: none,
};
const minutes = {
  normal: { firstAnswerMinutes: 240, resolutionMinutes: 990 },
  high: { firstAnswerMinutes: 120, resolutionMinutes: null },
  critical: quiet,
};

// Each test begins where nothing was promised: in a time of its own, before all others.
let day = 0;
let now = NOW;
beforeEach(async () => {
  await db.slaTarget.deleteMany();
  await db.slaPolicy.deleteMany({ where: { clocks: { none: {} } } });
  day += 1;
  now = new Date(NOW.getTime() + day * 60_000);
});
const admin = () => staff(['admin'], now);
const policies = () => db.slaPolicy.count();

describe('service levels', () => {
  it('begin with the hours, then the promises, then the holidays; each stands in place of the one before', async () => {
    const ctx = await admin();
    expect(await getLevels(ctx)).toMatchObject({ since: null, targets: { normal: quiet } });
    await expect(savePolicy(ctx, { targets })).rejects.toMatchObject({ reason: 'noCalendar' });
    await expect(saveHolidays(ctx, { holidays: [] })).rejects.toMatchObject({ reason: 'noCalendar' });
    const later = (ms: number) => ({ ...ctx, now: new Date(now.getTime() + ms) });
    await saveCalendar(later(1), office);
    await savePolicy(later(2), { targets });
    const holidays = [
      { day: '2026-12-25', name: 'Christmas' },
      { day: '2026-05-01', name: 'May Day' },
    ];
    const saved = await saveHolidays(later(3), { holidays });
    expect(saved).toMatchObject({ ...office, targets: minutes, since: later(3).now.toISOString() });
    expect(saved.holidays.map((one) => one.day)).toEqual(['2026-05-01', '2026-12-25']);
    expect(await policies()).toBe(3);
    expect(await saveHolidays(later(4), { holidays })).toEqual(saved);
    expect(await policies()).toBe(3);
    const member = await memberOf(await newOrganisation(), 'member', later(5).now);
    expect(await getOffered(member)).toMatchObject({
      byUrgency: {
        normal: { firstAnswerMs: 14_400_000, resolutionMs: 59_400_000 },
        critical: { resolutionMs: null },
      },
      ...{ timeZone: 'Europe/Paris', hasHolidays: true },
    });
  });

  it('reach open requests when they are told to: hours and holidays unless not, promises only then', async () => {
    const ctx = await admin();
    await saveCalendar(ctx, office);
    const { id } = await db.slaPolicy.findFirstOrThrow({ orderBy: { validFrom: 'desc' } });
    expect(await queuedJobs('sla.retarget', id)).toMatchObject([{ policyId: id, keepsTargets: true }]);
    const later = { ...ctx, now: new Date(now.getTime() + 1) };
    await savePolicy(later, { targets });
    const { id: next } = await db.slaPolicy.findFirstOrThrow({ orderBy: { validFrom: 'desc' } });
    expect(await queuedJobs('sla.retarget', next)).toEqual([]);
    await savePolicy(
      { ...ctx, now: new Date(now.getTime() + 2) },
      { targets: { ...targets, high: none }, applyToOpen: true },
    );
    const { id: last } = await db.slaPolicy.findFirstOrThrow({ orderBy: { validFrom: 'desc' } });
    expect(await queuedJobs('sla.retarget', last)).toMatchObject([{ keepsTargets: false }]);
    expect(await db.auditEvent.count({ where: { recordId: { in: [id, next, last] } } })).toBe(3);
  });

  it('refuse hours that overlap, run backwards or never come, zones and days that there are not', async () => {
    const ctx = await admin();
    const refused = async (over: object, fields: object) =>
      expect(saveCalendar(ctx, { ...office, ...over })).rejects.toMatchObject({ code: 'invalid', fields });
    await refused(
      {
        hours: {
          '1': [
            ['09:00', '12:00'],
            ['11:00', '13:00'],
          ],
        },
      },
      { 'hours.1': 'overlap' },
    );
    await refused({ hours: { '1': [['17:00', '09:00']] } }, { 'hours.1.0': 'endsBeforeItBegins' });
    await refused({ hours: { '1': [['9:00', '17:00']] } }, { 'hours.1.0.0': 'time' });
    await refused({ hours: { '1': [] } }, { hours: 'noHours' });
    await refused({ timeZone: 'Mars/Olympus' }, { timeZone: 'timeZone' });
    await saveCalendar(ctx, office);
    const wrong = { ...targets, high: { firstAnswer: '0', resolution: '4:75' } };
    await expect(savePolicy(ctx, { targets: wrong })).rejects.toMatchObject({
      fields: { 'targets.high.firstAnswer': 'workingTime', 'targets.high.resolution': 'workingTime' },
    });
    const twice = [
      { day: '2026-12-25', name: 'One' },
      { day: '2026-12-25', name: 'Two' },
    ];
    await expect(saveHolidays(ctx, { holidays: twice })).rejects.toMatchObject({
      fields: { holidays: 'holidayTwice' },
    });
  });

  it('are for administrators alone', async () => {
    const member = await memberOf(await newOrganisation());
    for (const ctx of [await staff(['agent']), await staff(['finance']), member]) {
      await expect(saveCalendar(ctx, office)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(saveHolidays(ctx, { holidays: [] })).rejects.toMatchObject({ code: 'forbidden' });
      await expect(savePolicy(ctx, { targets })).rejects.toMatchObject({ code: 'forbidden' });
      await expect(getLevels(ctx)).rejects.toMatchObject({ code: 'forbidden' });
    }
  });
});
