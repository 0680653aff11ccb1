import { beforeEach, describe, expect, it } from 'vitest';
import { type Context, caller } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { signToken } from '@/lib/core/signed-token';
import { NOW, anonymous, job, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { listNotifications, markNotificationsRead } from './bell';
import { getPreferences } from './get-preferences';
import { savePreferences, saveSchedule } from './save-preferences';
import { describeSubscription, unsubscribe } from './unsubscribe';
import { digestToken, unsubscribeToken } from './unsubscribe-token';

let organisationId = '';
let member: Context;
beforeEach(async () => {
  organisationId = await newOrganisation();
  member = await memberOf(organisationId);
});

const hours = {
  timeZone: 'Africa/Cairo',
  locale: 'ar' as const,
  quietFrom: 1_320,
  quietTo: 420,
  digestAt: 480,
};
const preference = (userId: string, event: string) =>
  db.notificationPreference.findFirst({ where: { userId, event } });

async function ring(userId: string, count: number, over: object = {}) {
  const rows = Array.from({ length: count }, (_, nth) => ({
    ...{ id: newId('notification'), userId, organisationId, event: 'messageFromStaff', path: '/support' },
    values: { number: `REQ-${nth}`, subject: 'x', author: 'Ada' },
    createdAt: new Date(NOW.getTime() - (count - nth) * 1_000),
    ...over,
  }));
  await db.notification.createMany({ data: rows });
  return rows.map(({ id }) => id);
}

describe('the bell', () => {
  it('lists the newest first, in pages, with what is unread of all', async () => {
    await ring(caller(member), 25);
    const first = await listNotifications(member);
    expect(first.rows.map(({ values }) => values.number).slice(0, 2)).toEqual(['REQ-24', 'REQ-23']);
    expect(first).toMatchObject({ unread: 25 });
    const second = await listNotifications(member, { before: first.next ?? '' });
    expect(second.rows).toHaveLength(5);
    expect(second.next).toBeNull();
  });

  it('shows nothing of other people, other organisations, or of the other side', async () => {
    const other = await memberOf(organisationId);
    await ring(caller(other), 1);
    await ring(caller(member), 1, { organisationId: await newOrganisation() });
    await ring(caller(member), 1, { organisationId: null });
    expect((await listNotifications(member)).rows).toEqual([]);
    const expert = await staff(['expert']);
    await ring(caller(expert), 1, { organisationId: null, event: 'assigned' });
    await ring(caller(expert), 1);
    expect((await listNotifications(expert)).rows.map(({ event }) => event)).toEqual(['assigned']);
  });

  it('leaves out what this version has no words for', async () => {
    await ring(caller(member), 1, { event: 'ofTheFuture' });
    expect(await listNotifications(member)).toMatchObject({ rows: [], unread: 1 });
  });

  it('is marked, one or all, twice as once, and never another one’s', async () => {
    const [one = ''] = await ring(caller(member), 3);
    expect(await markNotificationsRead(member, { ids: [one] })).toEqual({ unread: 2 });
    expect(await markNotificationsRead(member, { ids: [one] })).toEqual({ unread: 2 });
    const other = await memberOf(organisationId);
    const [theirs = ''] = await ring(caller(other), 1);
    await markNotificationsRead(member, { ids: [theirs] });
    expect(await markNotificationsRead(member)).toEqual({ unread: 0 });
    expect((await listNotifications(other)).unread).toBe(1);
  });

  it('is for people', async () => {
    await expect(listNotifications(anonymous())).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(markNotificationsRead(job())).rejects.toThrow('a person is needed here');
  });
});

describe('what one hears of', () => {
  it('is the default until it is chosen, each organisation by itself', async () => {
    const before = await getPreferences(member);
    expect(before.isScheduled).toBe(false);
    expect(before.choices.map(({ event }) => event)).toContain('ratingAsked');
    expect(before.choices.map(({ event }) => event)).not.toContain('newRequest');
    const choice = { event: 'ratingAsked' as const, email: 'digest' as const, inApp: true };
    await savePreferences(member, { choices: [choice] });
    await savePreferences(member, { choices: [choice] });
    const after = await getPreferences(member);
    expect(after.choices.find(({ event }) => event === 'ratingAsked')).toMatchObject(choice);
    const elsewhere = { ...member, organisationId: await newOrganisation() };
    const there = await getPreferences(elsewhere);
    expect(there.choices.find(({ event }) => event === 'ratingAsked')).toMatchObject({ email: 'now' });
  });

  it('keeps what is transactional on, and takes no event of the other side', async () => {
    const choices = [
      { event: 'messageFromStaff' as const, email: 'off' as const, inApp: false },
      { event: 'slaNear' as const, email: 'off' as const, inApp: false },
    ];
    await savePreferences(member, { choices });
    expect(await preference(caller(member), 'messageFromStaff')).toMatchObject({
      email: 'now',
      inApp: false,
    });
    expect(await preference(caller(member), 'slaNear')).toBeNull();
  });

  it('of staff belongs to no organisation', async () => {
    const agent = await staff(['agent']);
    await savePreferences(agent, {
      choices: [{ event: 'slaNear', email: 'off', inApp: true, telegram: true }],
    });
    expect(await preference(caller(agent), 'slaNear')).toMatchObject({ organisationId: '', telegram: true });
  });
});

describe('hours', () => {
  it('are saved with the language, and once more is the same', async () => {
    await saveSchedule(member, hours);
    await saveSchedule(member, hours);
    const { schedule, isScheduled } = await getPreferences(member);
    expect(isScheduled).toBe(true);
    expect(schedule).toEqual({ ...hours, telegramChatId: null });
    expect(await db.user.findUnique({ where: { id: caller(member) } })).toMatchObject({ locale: 'ar' });
  });

  it('give a customer no chat of their own', async () => {
    await saveSchedule(member, { ...hours, telegramChatId: '777' });
    expect((await getPreferences(member)).schedule.telegramChatId).toBeNull();
    const agent = await staff(['agent']);
    await saveSchedule(agent, { ...hours, telegramChatId: '777' });
    expect((await getPreferences(agent)).schedule.telegramChatId).toBe('777');
  });

  it.each([
    [{ quietTo: null }, 'quietTo'],
    [{ quietFrom: 1_440 }, 'quietFrom'],
    [{ timeZone: 'Cairo' }, 'timeZone'],
    [{ locale: 'de' as never }, 'locale'],
    [{ telegramChatId: 'x y' }, 'telegramChatId'],
  ])('refuse %j', async (over, field) => {
    await expect(saveSchedule(member, { ...hours, ...over })).rejects.toMatchObject({
      fields: { [field]: expect.any(String) as string },
    });
  });
});

describe('unsubscribing', () => {
  const reader = () => ({
    ...({
      userId: caller(member),
      name: '',
      email: 'a@example.test',
      locale: 'en',
      side: 'customer',
    } as const),
  });
  const token = () => unsubscribeToken({ event: 'ratingAsked', organisationId }, reader()) ?? '';

  it('shows what it ends, and looking ends nothing', async () => {
    expect(describeSubscription(token())).toEqual({ kind: 'event', event: 'ratingAsked' });
    expect(describeSubscription(digestToken('usr_1'))).toEqual({ kind: 'digest', event: null });
    expect(await preference(caller(member), 'ratingAsked')).toBeNull();
  });

  it('ends mails of that kind for that person in that organisation; twice is once', async () => {
    await unsubscribe(anonymous(), { token: token() });
    await unsubscribe(anonymous(), { token: token() });
    expect(await preference(caller(member), 'ratingAsked')).toMatchObject({ email: 'off', organisationId });
    expect(await db.notificationPreference.count({ where: { userId: caller(member) } })).toBe(1);
  });

  it('ends the digest', async () => {
    await savePreferences(member, { choices: [{ event: 'ratingAsked', email: 'digest', inApp: true }] });
    await unsubscribe(anonymous(), { token: digestToken(caller(member)) });
    expect(await preference(caller(member), 'ratingAsked')).toMatchObject({ email: 'off' });
  });

  it.each(['', 'x', 'a.b', 'a.b.c', `${'é'.repeat(20)}.x`])('refuses «%s»', async (bad) => {
    await expect(unsubscribe(anonymous(), { token: bad })).rejects.toMatchObject({
      code: expect.stringMatching(/not_found|invalid/) as string,
    });
  });

  it('refuses a token for another purpose, for nobody, or changed by one sign', async () => {
    const foreign = signToken('rate', ['event', caller(member), organisationId, 'ratingAsked']);
    const nobody = signToken('unsubscribe', ['event', 'usr_nobody', organisationId, 'ratingAsked']);
    const whole = token();
    const changed = whole.slice(0, -2) + (whole.endsWith('AA') ? 'BB' : 'AA');
    for (const bad of [foreign, nobody, changed])
      await expect(unsubscribe(anonymous(), { token: bad })).rejects.toMatchObject({ code: 'not_found' });
  });
});
