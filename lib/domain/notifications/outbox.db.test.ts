import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { db, transaction } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { anonymous, job } from '@/lib/testing/factories';
import { type MailRoom, openMailRoom } from '@/lib/testing/mail-room';
import { present } from '@/lib/testing/present';
import { deliver } from './deliver';
import { enqueueEmail } from './enqueue-email';
import { handOn } from './hand-on';
import { openOutgoing } from './outgoing';
import { recordBounce } from './suppression';

const url = 'http://localhost:3000/link/verify?token=secret-of-the-link';
const NOW = new Date();
const later = (ms: number) => job(new Date(NOW.getTime() + ms));
let room: MailRoom;

beforeAll(async () => {
  room = await openMailRoom();
});
afterAll(() => room.close());
beforeEach(() => db.$executeRaw`DELETE FROM graphile_worker._private_jobs`);

const rowOf = async (key: string) => present(await db.delivery.findUnique({ where: { key } }));
const jobs = (): Promise<{ key: string; payload: { deliveryId: string }; run_at: Date }[]> =>
  db.$queryRaw`SELECT key, payload, run_at FROM graphile_worker._private_jobs ORDER BY id`;

let nth = 0;
async function queue(
  over: { to?: string; requestId?: string; organisationId?: string; participantId?: string } = {},
) {
  const key = `verify-email:${newId('link')}`;
  const to = over.to ?? `reader${(nth += 1)}@example.test`;
  await transaction((tx) =>
    enqueueEmail(tx, { to, template: 'verify-email', props: { name: 'Ada', url }, key, ...over }),
  );
  return { key, to, row: await rowOf(key) };
}

describe('the outbox', () => {
  it('takes a mail with its transaction, sealed, with one job', async () => {
    const { row, to } = await queue();
    expect(row).toMatchObject({
      channel: 'email',
      recipient: to,
      event: 'verify-email',
      status: 'queued',
      attempts: 0,
    });
    expect(JSON.stringify(row)).not.toContain('secret-of-the-link');
    expect(await openOutgoing(row.payload ?? '')).toMatchObject({ mail: { to, props: { url } } });
    expect((await jobs()).map(({ payload }) => payload)).toEqual([{ deliveryId: row.id }]);
    const lost = transaction(async (tx) => {
      await enqueueEmail(tx, {
        to,
        template: 'verify-email',
        props: { name: null, url },
        key: 'rolled-back',
      });
      throw new Error('no');
    });
    await expect(lost).rejects.toThrow('no');
    expect(await db.delivery.count({ where: { key: 'rolled-back' } })).toBe(0);
  });

  it('takes what has the same key once', async () => {
    const { key, to } = await queue();
    await transaction((tx) =>
      enqueueEmail(tx, { to, template: 'verify-email', props: { name: 'B', url }, key }),
    );
    expect(await db.delivery.count({ where: { key } })).toBe(1);
    expect(await jobs()).toHaveLength(1);
  });

  it('sends it, keeps its Message-ID and forgets what it carried', async () => {
    const { row, to } = await queue();
    await deliver(later(0), { deliveryId: row.id });
    const sent = await db.delivery.findUniqueOrThrow({ where: { id: row.id } });
    expect(sent).toMatchObject({
      status: 'sent',
      payload: null,
      attempts: 1,
      subject: 'Confirm your e-mail address',
    });
    const [mail] = await room.inbox(to);
    expect(mail?.messageId).toBe(`<${sent.messageId}>`);
    await deliver(later(0), { deliveryId: row.id });
    expect((await room.inbox(to)).length).toBe(1);
  });

  it('sent again by a worker that died before it could say so is the same mail to its reader', async () => {
    const { row, to } = await queue();
    await deliver(later(0), { deliveryId: row.id });
    // As it stood when the process was killed: claimed, sent, not recorded.
    const { payload } = row;
    await db.delivery.update({ where: { id: row.id }, data: { status: 'queued', payload, sentAt: null } });
    await deliver(later(60_000), { deliveryId: row.id });
    expect(await db.delivery.findUnique({ where: { id: row.id } })).toMatchObject({
      status: 'sent',
      attempts: 2,
    });
    // The mail view keeps one mail for each Message-ID, as mailboxes show it.
    expect(await room.inbox(to)).toHaveLength(1);
  });

  it('speaks the language of the account at the address', async () => {
    const email = `${newId('user')}@example.test`;
    await db.user.create({ data: { id: newId('user'), email, name: 'Nour', locale: 'ar', createdAt: NOW } });
    const { row } = await queue({ to: email });
    await deliver(later(0), { deliveryId: row.id });
    expect((await room.inbox(email))[0]?.html).toContain('dir="rtl"');
  });

  it('keeps the mails about a request in one thread, with a reply address for each reader', async () => {
    const about = { organisationId: newId('organisation'), requestId: newId('request') };
    const to = `${newId('user')}@example.test`;
    const participantId = newId('participant');
    const first = await queue({ to, ...about, participantId });
    await deliver(later(0), { deliveryId: first.row.id });
    const second = await queue({ to, ...about, participantId });
    await deliver(later(1_000), { deliveryId: second.row.id });
    const [newest = '', oldest = ''] = await Promise.all((await room.inbox(to)).map(room.raw));
    const root = `<${about.requestId}@localhost>`;
    expect(oldest).toContain(`References: ${root}`);
    expect(newest).toContain(`In-Reply-To: <${first.row.messageId}>`);
    expect(newest).toContain(`References: ${root} <${first.row.messageId}>`);
    expect(newest).toMatch(/^Auto-Submitted: auto-generated$/im);
    expect(newest).toMatch(new RegExp(`^Reply-To:.*\\+${participantId.slice(4)}[0-9a-z]{16}@`, 'm'));
    expect(newest).toContain('Write your answer above this line');
  });
});

describe('a bounce', () => {
  it('of a mail of ours stops mail to its address; a forged one does nothing', async () => {
    const { row, to } = await queue();
    await deliver(later(0), { deliveryId: row.id });
    const { messageId } = await db.delivery.findUniqueOrThrow({ where: { id: row.id } });
    const said = '5.1.1 no such user';
    const forged = { messageId: 'unknown@example.com', recipient: to, said };
    expect(await transaction((tx) => recordBounce(tx, later(0), forged))).toBe(false);
    expect(await db.mailSuppression.count({ where: { email: to } })).toBe(0);
    const real = { messageId: messageId ?? '', recipient: to.toUpperCase(), said };
    expect(await transaction((tx) => recordBounce(tx, later(0), real))).toBe(true);
    expect(await transaction((tx) => recordBounce(tx, later(0), real))).toBe(true);
    expect(await db.mailSuppression.findUnique({ where: { email: to } })).toMatchObject({ code: '5.1.1' });
    const next = await queue({ to });
    await deliver(later(0), { deliveryId: next.row.id });
    expect(await rowOf(next.key)).toMatchObject({ status: 'dead', error: 'suppressed' });
  });
});

describe('a mail that the version before queued', () => {
  it('goes through the outbox, once', async () => {
    const queued = {
      to: 'old@example.test',
      template: 'sign-in-link',
      props: { url },
      messageId: 'sign-in-link:lnk_1',
    };
    await handOn(job(), queued);
    await handOn(job(), queued);
    expect(await db.delivery.count({ where: { key: 'sign-in-link:lnk_1' } })).toBe(1);
  });

  it('is refused for anybody but jobs', async () => {
    await expect(handOn(anonymous(), {})).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(deliver(anonymous(), { deliveryId: 'dlv_1' })).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  });
});
