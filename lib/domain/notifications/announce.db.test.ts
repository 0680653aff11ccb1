import { beforeEach, describe, expect, it } from 'vitest';
import { type Context, caller } from '@/lib/core/context';
import { db, transaction } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { NOW, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { present } from '@/lib/testing/present';
import { type Notice, announce } from './announce';
import type { EventName } from './events';
import { openOutgoing } from './outgoing';
import type { Recipient } from './recipient';

const words = {
  number: 'REQ-2026-000001',
  subject: 'Export stops',
  author: 'Ada Desk',
  organisation: 'Nile',
};

async function recipient(ctx: Context, over: Partial<Recipient> = {}): Promise<Recipient> {
  const userId = caller(ctx);
  const { name, email } = await db.user.findUniqueOrThrow({ where: { id: userId } });
  return {
    userId,
    name,
    email,
    locale: 'en',
    side: ctx.actor.kind === 'member' ? 'customer' : 'staff',
    ...over,
  };
}

const told = (to: Recipient | Recipient[], over: Partial<Notice<'messageFromStaff'>> = {}) => ({
  ...{ event: 'messageFromStaff' as const, to: [to].flat(), values: words, path: '/support/requests/req_1' },
  ...{ key: `message:${newId('message')}`, ...over },
});
const say = <E extends EventName>(ctx: Context, notice: Notice<E>) =>
  transaction((tx) => announce(tx, ctx, notice));
const deliveries = (key: string) =>
  db.delivery.findMany({ where: { key: { startsWith: key } }, orderBy: { id: 'asc' } });
const bell = (userId = '') => db.notification.findMany({ where: { userId } });

let organisationId = '';
let member: Context;
let reader: Recipient;
beforeEach(async () => {
  organisationId = await newOrganisation();
  member = await memberOf(organisationId);
  reader = await recipient(member);
});

const prefer = (event: EventName, over: object) =>
  db.notificationPreference.create({
    data: { userId: reader.userId ?? '', organisationId, event, email: 'now', inApp: true, ...over },
  });
const quietNow = (userId: string) =>
  db.notificationSchedule.create({ data: { userId, quietFrom: 9 * 60, quietTo: 11 * 60 } });

describe('announce', () => {
  it('rings the bell and writes, once for each occasion and person', async () => {
    const notice = told([reader, reader], { organisationId, requestId: newId('request') });
    await say(member, notice);
    await say(member, notice);
    expect(await bell(reader.userId)).toMatchObject([
      { event: 'messageFromStaff', organisationId, values: words, path: notice.path, readAt: null },
    ]);
    const [row, ...others] = await deliveries(notice.key);
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      channel: 'email',
      recipient: reader.email,
      status: 'queued',
      userId: reader.userId,
    });
    expect(await openOutgoing(present(row).payload ?? '')).toMatchObject({
      mail: { template: 'notice', props: { line: 'Ada Desk answered REQ-2026-000001: Export stops' } },
    });
  });

  it('sends the mail that the event brings, to the language and the reply address of its reader', async () => {
    const participantId = newId('participant');
    const arabic = { ...reader, locale: 'ar' as const, participantId };
    const props = {
      ...words,
      audience: 'customer' as const,
      excerpt: 'Done',
      url: 'http://localhost:3000/x',
    };
    const notice = told(arabic, { mail: () => ({ template: 'request-reply', props }) });
    await say(member, notice);
    const [row] = await deliveries(notice.key);
    expect(await openOutgoing(present(row).payload ?? '')).toMatchObject({
      ...{ participantId, mail: { locale: 'ar', template: 'request-reply', props: { author: 'Ada Desk' } } },
      line: { line: expect.stringContaining('رد') as string },
    });
  });

  it('does nothing where its transaction fails', async () => {
    const notice = told(reader);
    const failed = transaction(async (tx) => {
      await announce(tx, member, notice);
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(await deliveries(notice.key)).toEqual([]);
    expect(await bell(reader.userId)).toEqual([]);
  });

  it('refuses an event without its values', async () => {
    const values = { number: 'REQ-1', subject: 'x' } as Notice<'messageFromStaff'>['values'];
    await expect(say(member, told(reader, { values }))).rejects.toThrow('without author');
  });
});

describe('what a person chose', () => {
  const rating = (over: Partial<Notice<'ratingAsked'>> = {}) => ({
    ...told(reader),
    ...{ event: 'ratingAsked' as const, organisationId, values: { number: 'REQ-1', subject: 'x' }, ...over },
  });

  it('«off» holds for what is not transactional, and for nobody else', async () => {
    await prefer('ratingAsked', { email: 'off' });
    const other = await recipient(await memberOf(organisationId));
    const notice = rating({ to: [reader, other] });
    await say(member, notice);
    expect((await deliveries(notice.key)).map(({ recipient: to }) => to)).toEqual([other.email]);
    const elsewhere = rating({ organisationId: await newOrganisation() });
    await say(member, elsewhere);
    expect(await deliveries(elsewhere.key)).toHaveLength(1);
  });

  it('«off» and «digest» do not stop what they asked of us', async () => {
    await prefer('messageFromStaff', { email: 'off', inApp: false });
    const notice = told(reader, { organisationId });
    await say(member, notice);
    expect(await deliveries(notice.key)).toHaveLength(1);
    expect(await bell(reader.userId)).toEqual([]);
  });

  it('«digest» holds a line until the hour of the digest', async () => {
    await prefer('ratingAsked', { email: 'digest' });
    const notice = rating();
    await say(member, notice);
    const [row] = await deliveries(notice.key);
    // Tests happen at 10:00 UTC; the usual digest comes at 08:00.
    expect(row).toMatchObject({ status: 'held', runAt: new Date('2026-11-22T08:00:00.000Z') });
    expect(await openOutgoing(present(row).payload ?? '')).toMatchObject({ kind: 'line' });
  });

  it('quiet hours hold a mail back, but not the bell', async () => {
    await quietNow(reader.userId ?? '');
    const notice = told(reader, { organisationId });
    await say(member, notice);
    const [row] = await deliveries(notice.key);
    expect(row).toMatchObject({ status: 'held', runAt: new Date('2026-11-21T11:00:00.000Z') });
    expect(await bell(reader.userId)).toHaveLength(1);
  });

  it('a broken promise breaks quiet hours', async () => {
    const expert = await recipient(await staff(['expert']));
    await quietNow(expert.userId ?? '');
    const values = { ...words, promise: 'firstAnswer' };
    const notice = { ...told(expert), event: 'slaBreached' as const, values };
    await say(member, notice);
    expect(await deliveries(notice.key)).toMatchObject([{ status: 'queued' }]);
  });

  it('unsubscribing is offered for what is not transactional alone', async () => {
    const optional = rating();
    const needed = told(reader, { organisationId });
    await say(member, optional);
    await say(member, needed);
    const tokenOf = async (key: string) => {
      const outgoing = await openOutgoing(present((await deliveries(key))[0]).payload ?? '');
      return outgoing.kind === 'mail' ? outgoing.unsubscribe : 'no mail';
    };
    expect(await tokenOf(optional.key)).toMatch(/^[\w-]+\.[\w-]{43}$/);
    expect(await tokenOf(needed.key)).toBeUndefined();
  });
});

describe('Telegram', () => {
  const team = (chatId: string, events: string[]) =>
    db.setting.upsert({
      where: { key: 'telegram' },
      create: { key: 'telegram', value: { chatId, events } },
      update: { value: { chatId, events } },
    });

  it('tells the team once, whoever else is told, and only what it wants to hear', async () => {
    await team('-100', ['newRequest']);
    const agents = [await recipient(await staff(['agent'])), await recipient(await staff(['agent']))];
    const notice = {
      ...told(agents),
      event: 'newRequest' as const,
      values: words,
      path: '/desk/requests/req_1',
    };
    await say(member, notice);
    const rows = await deliveries(notice.key);
    expect(rows).toMatchObject([{ channel: 'telegram', recipient: '-100', status: 'queued' }]);
    expect(await openOutgoing(present(rows[0]).payload ?? '')).toEqual({
      kind: 'chat',
      text: 'New request REQ-2026-000001 of Nile: Export stops\nhttp://localhost:3000/desk/requests/req_1',
    });
    const quiet = {
      ...notice,
      event: 'badRating' as const,
      values: { ...words, score: '1' },
      key: newId('message'),
    };
    await say(member, quiet);
    expect((await deliveries(quiet.key)).filter(({ channel }) => channel === 'telegram')).toEqual([]);
    const customers = told(reader, { organisationId });
    await team('-100', ['messageFromStaff']);
    await say(member, customers);
    expect((await deliveries(customers.key)).map(({ channel }) => channel)).toEqual(['email']);
    await team('', []);
  });

  it('tells a colleague who asked for it, in their own chat', async () => {
    const expert = await recipient(await staff(['expert']));
    const userId = expert.userId ?? '';
    await db.notificationSchedule.create({ data: { userId, telegramChatId: '777' } });
    const choice = { userId, organisationId: '', event: 'assigned', email: 'now' as const, telegram: true };
    await db.notificationPreference.create({ data: choice });
    const notice = { ...told(expert), event: 'assigned' as const, organisationId, values: words };
    await say(member, notice);
    expect((await deliveries(notice.key)).map(({ channel, recipient: to }) => [channel, to])).toEqual([
      ['email', expert.email],
      ['telegram', '777'],
    ]);
    expect((await bell(userId))[0]).toMatchObject({ organisationId: null, createdAt: NOW });
  });
});
