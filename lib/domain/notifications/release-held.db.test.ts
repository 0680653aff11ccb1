import { beforeEach, describe, expect, it } from 'vitest';
import { type Context, caller } from '@/lib/core/context';
import { db, transaction } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { NOW, anonymous, job, memberOf, newOrganisation } from '@/lib/testing/factories';
import { present } from '@/lib/testing/present';
import { announce } from './announce';
import { openOutgoing } from './outgoing';
import { releaseHeld } from './release-held';
import { saveSchedule } from './save-preferences';

let organisationId = '';
let member: Context;
let userId = '';
beforeEach(async () => {
  await db.delivery.deleteMany();
  organisationId = await newOrganisation();
  member = await memberOf(organisationId);
  userId = caller(member);
  await db.notificationSchedule.create({ data: { userId, quietFrom: 9 * 60, quietTo: 11 * 60 } });
});

async function tell(event: 'messageFromStaff' | 'ratingAsked', times: number) {
  const user = await db.user.findUniqueOrThrow({ where: { id: userId } });
  for (let nth = 1; nth <= times; nth++)
    await transaction((tx) =>
      announce(tx, member, {
        ...{ event, organisationId, path: '/support', key: newId('message') },
        to: [{ userId, name: user.name, email: user.email, locale: 'en', side: 'customer' }],
        values: { number: `REQ-${nth}`, subject: 'Export', author: 'Ada' },
      }),
    );
}

const gather = (event: string) =>
  db.notificationPreference.create({ data: { userId, organisationId, event, email: 'digest' } });
const rows = () => db.delivery.findMany({ where: { userId }, orderBy: { id: 'asc' } });
const at = (hour: number, day = 21) => job(new Date(Date.UTC(2026, 10, day, hour)));
const digest = async () =>
  openOutgoing(present((await rows()).find(({ event }) => event === 'digest')).payload ?? '');

describe('what quiet hours held', () => {
  it('goes out when they end, not before, and once', async () => {
    await tell('messageFromStaff', 2);
    await releaseHeld(at(10));
    expect((await rows()).map(({ status }) => status)).toEqual(['held', 'held']);
    await Promise.all([releaseHeld(at(11)), releaseHeld(at(11))]);
    expect((await rows()).map(({ status, event }) => [status, event])).toEqual([
      ['queued', 'messageFromStaff'],
      ['queued', 'messageFromStaff'],
    ]);
  });

  it('becomes one digest where it is more than three mails', async () => {
    await tell('messageFromStaff', 4);
    await releaseHeld(at(11));
    const all = await rows();
    const sent = all.filter(({ event }) => event === 'messageFromStaff');
    expect(sent.map(({ status, payload }) => [status, payload])).toEqual(Array(4).fill(['sent', null]));
    expect(new Set(all.map(({ messageId }) => messageId)).size).toBe(1);
    expect(await digest()).toMatchObject({
      mail: {
        template: 'digest',
        props: { more: 0, items: Array(4).fill({ url: 'http://localhost:3000/support' }) },
      },
    });
  });

  it('follows new hours', async () => {
    await tell('messageFromStaff', 1);
    const hours = { timeZone: 'UTC', locale: 'en' as const, quietFrom: null, quietTo: null, digestAt: 480 };
    await saveSchedule(member, hours);
    expect((await rows())[0]?.runAt).toEqual(NOW);
  });

  it('is not told to somebody who left meanwhile', async () => {
    await tell('messageFromStaff', 2);
    await db.member.delete({ where: { organisationId_userId: { organisationId, userId } } });
    await releaseHeld(at(11));
    expect(await rows()).toEqual([]);
  });
});

it('what the staff hear is not told to somebody who left it meanwhile, member or not', async () => {
  const { name, email } = await db.user.update({ where: { id: userId }, data: { staffRoles: ['agent'] } });
  const told = async () => {
    await db.delivery.deleteMany();
    await transaction((tx) =>
      announce(tx, member, {
        ...{ event: 'badRating', organisationId, path: '/desk/ratings', key: newId('message') },
        to: [{ userId, name, email, locale: 'en', side: 'staff' }],
        values: { number: 'REQ-1', subject: 'Export', organisation: 'Harbor', score: '1' },
      }),
    );
  };
  await told();
  await releaseHeld(at(11));
  expect((await rows()).map(({ status }) => status)).toEqual(['queued']);
  await told();
  await db.user.update({ where: { id: userId }, data: { staffRoles: [] } });
  await releaseHeld(at(11));
  expect(await rows()).toEqual([]);
});

describe('the digest', () => {
  it('comes once a day, with a line for each thing, and says how to end it', async () => {
    await gather('ratingAsked');
    await tell('ratingAsked', 60);
    await releaseHeld(at(7, 22));
    expect((await rows()).every(({ status }) => status === 'held')).toBe(true);
    // The digest comes at eight, but quiet hours of this test begin at nine.
    await releaseHeld(at(8, 22));
    await releaseHeld(at(8, 22));
    const all = await rows();
    expect(all.filter(({ event }) => event === 'digest')).toHaveLength(1);
    const made = await digest();
    expect(made).toMatchObject({ kind: 'mail', mail: { props: { more: 10 } } });
    expect(made.kind === 'mail' && made.unsubscribe).toMatch(/^[\w-]+\.[\w-]{43}$/);
    expect(await db.notificationSchedule.findUnique({ where: { userId } })).toMatchObject({
      digestedAt: at(8, 22).now,
    });
  });
});

describe('a delivery that lost its job', () => {
  it('gets another one after ten minutes', async () => {
    await db.notificationSchedule.delete({ where: { userId } });
    await tell('messageFromStaff', 1);
    await db.$executeRaw`DELETE FROM graphile_worker._private_jobs`;
    const { runAt } = present((await rows())[0]);
    expect(await releaseHeld(job(new Date(runAt.getTime() + 9 * 60_000)))).toMatchObject({ found: 0 });
    expect(await releaseHeld(job(new Date(runAt.getTime() + 11 * 60_000)))).toMatchObject({ found: 1 });
    const jobs = await db.$queryRaw<
      unknown[]
    >`SELECT 1 FROM graphile_worker._private_jobs WHERE key LIKE 'deliver:%'`;
    expect(jobs).toHaveLength(1);
  });

  it('is for the worker to find', async () => {
    await expect(releaseHeld(anonymous())).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(releaseHeld(member)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
