import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { db, transaction } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { job, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { type MailRoom, openMailRoom } from '@/lib/testing/mail-room';
import { png } from '@/lib/testing/png';
import { present } from '@/lib/testing/present';
import { deliver } from './deliver';
import { listOutbox, listSuppressed } from './list-outbox';
import { putInOutbox } from './put-in-outbox';
import { getBrand, readLogo, removeLogo, saveBrand, saveLogo } from './save-brand';
import { getTelegram, saveTelegram, tryTelegram } from './save-telegram';
import { liftSuppression, sendAgain } from './send-again';
import { readBrand } from './settings';
import { suppress } from './suppression';

let room: MailRoom;
beforeAll(async () => {
  process.env.STORAGE_DIR = mkdtempSync(path.join(tmpdir(), 'meterdesk-brand-'));
  room = await openMailRoom();
});
afterAll(() => room.close());
beforeEach(async () => {
  await db.delivery.deleteMany();
  await db.setting.deleteMany({ where: { key: { in: ['brand', 'telegram'] } } });
  await room.fail('none');
});

const rows = () => db.delivery.findMany({ orderBy: { id: 'asc' } });
const later = (ms: number) => job(new Date(Date.now() + ms));

async function lines(chat: string, texts: string[]) {
  for (const text of texts)
    await transaction((tx) =>
      putInOutbox(tx, [
        {
          ...{ key: newId('message'), channel: 'telegram', recipient: chat, event: 'newRequest' },
          outgoing: { kind: 'chat', text },
        },
      ]),
    );
  return present((await rows())[0]).id;
}

describe('lines to a chat', () => {
  it('that wait together are said together, by one job', async () => {
    const id = await lines('-1', ['one', 'two', 'three']);
    const jobs = await db.$queryRaw<
      unknown[]
    >`SELECT 1 FROM graphile_worker._private_jobs WHERE key = 'telegram:-1'`;
    expect(jobs).toHaveLength(1);
    await Promise.all([deliver(later(0), { deliveryId: id }), deliver(later(0), { deliveryId: id })]);
    expect(await room.said('-1')).toEqual(['one\n\ntwo\n\nthree']);
    expect((await rows()).map(({ status, payload }) => [status, payload])).toEqual(
      Array(3).fill(['sent', null]),
    );
  });

  it('that do not fit wait for the next message', async () => {
    const id = await lines('-2', ['a'.repeat(3_000), 'b'.repeat(3_000)]);
    await deliver(later(0), { deliveryId: id });
    expect((await rows()).map(({ status, attempts }) => [status, attempts])).toEqual([
      ['sent', 1],
      ['queued', 0],
    ]);
    await deliver(later(1_000), { deliveryId: present((await rows())[1]).id });
    expect((await room.said('-2')).map((text) => text[0])).toEqual(['b', 'a']);
  });

  it('wait as long as Telegram says', async () => {
    const id = await lines('-3', ['one']);
    await room.fail('busy', 90);
    const ctx = later(0);
    await deliver(ctx, { deliveryId: id });
    const [row] = await rows();
    expect(row).toMatchObject({ status: 'queued', attempts: 1, runAt: new Date(ctx.now.getTime() + 90_000) });
    expect(row?.error).toContain('429');
    await room.fail('none');
    await deliver(later(91_000), { deliveryId: id });
    expect(await room.said('-3')).toEqual(['one']);
  });

  it('follow a group that moved, with the setting', async () => {
    const admin = await staff(['admin']);
    await saveTelegram(admin, { chatId: '-4', events: ['newRequest'] });
    const id = await lines('-4', ['one']);
    await room.fail('moved');
    await deliver(later(0), { deliveryId: id });
    expect((await getTelegram(admin)).chatId).toBe('-1001');
    await deliver(later(1_000), { deliveryId: id });
    expect(await room.said('-1001')).toEqual(['one']);
  });

  it('to a chat that threw the bot out are dead, and can be sent again', async () => {
    const id = await lines('-5', ['one']);
    await room.fail('kicked');
    await deliver(later(0), { deliveryId: id });
    expect(await rows()).toMatchObject([
      { status: 'dead', error: '403 Forbidden: bot was kicked from the group chat' },
    ]);
    await room.fail('none');
    expect(await sendAgain(await staff(['admin']), { ids: [id] })).toEqual({ queued: 1 });
    await deliver(later(0), { deliveryId: id });
    expect(await room.said('-5')).toEqual(['one']);
  });

  it('while Telegram is down are tried again, later and later; dead, they are sent again by hand', async () => {
    const id = await lines('-7', ['one', 'two']);
    await room.fail('down');
    let now = new Date();
    const pauses: number[] = [];
    for (let at = 0; at < 8; at++) {
      await deliver(job(now), { deliveryId: id });
      const [row] = await rows();
      if (row?.status !== 'queued') continue;
      pauses.push((row.runAt.getTime() - now.getTime()) / 60_000);
      now = row.runAt;
    }
    expect(pauses).toEqual([0.5, 2, 10, 30, 60, 180, 360]);
    const dead = await rows();
    expect(dead.map(({ status, attempts }) => [status, attempts])).toEqual(Array(2).fill(['dead', 8]));
    expect(await room.said('-7')).toEqual([]);
    await room.fail('none');
    const ids = dead.map((row) => row.id);
    expect(await sendAgain(await staff(['admin'], now), { ids })).toEqual({ queued: 2 });
    await deliver(job(now), { deliveryId: id });
    expect(await room.said('-7')).toEqual(['one\n\ntwo']);
  });
});

describe('dead letters', () => {
  it('are listed without what they carry, and sent again once', async () => {
    const admin = await staff(['admin']);
    const id = await lines('-6', ['secret words']);
    await db.delivery.update({ where: { id }, data: { status: 'dead', attempts: 8, error: 'down' } });
    const listed = await listOutbox(admin, { tab: 'dead' });
    expect(listed.rows).toMatchObject([{ id, recipient: '-6', attempts: 8, error: 'down' }]);
    expect(JSON.stringify(listed)).not.toMatch(/secret words|payload/);
    expect(await sendAgain(admin, { ids: [id] })).toEqual({ queued: 1 });
    expect(await sendAgain(admin, { ids: [id] })).toEqual({ queued: 0 });
    expect(await rows()).toMatchObject([{ status: 'queued', attempts: 0, error: null }]);
    expect(await db.auditEvent.count({ where: { recordId: id, action: 'delivery.again' } })).toBe(1);
  });

  it('that came back carry nothing any more and stay', async () => {
    const id = await lines('-7', ['x']);
    await db.delivery.update({ where: { id }, data: { status: 'bounced', payload: null } });
    expect(await sendAgain(await staff(['admin']), { ids: [id] })).toEqual({ queued: 0 });
  });

  it('and the outbox are for administrators', async () => {
    const member = await memberOf(await newOrganisation());
    for (const ctx of [member, await staff(['agent']), await staff(['finance'])]) {
      await expect(listOutbox(ctx)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(sendAgain(ctx, { ids: [newId('delivery')] })).rejects.toMatchObject({ code: 'forbidden' });
      await expect(saveBrand(ctx, { name: 'x', colour: '#000000' })).rejects.toMatchObject({
        code: 'forbidden',
      });
      await expect(tryTelegram(ctx)).rejects.toMatchObject({ code: 'forbidden' });
    }
  });
});

describe('a held-back address', () => {
  it('is listed, let go with a trace, and then is none', async () => {
    const admin = await staff(['admin']);
    const email = `${newId('user')}@example.test`;
    await suppress(job(), email.toUpperCase(), '5.1.1 no such user');
    expect(await listSuppressed(admin)).toMatchObject([{ email, code: '5.1.1' }]);
    await liftSuppression(admin, { email });
    await expect(liftSuppression(admin, { email })).rejects.toMatchObject({ code: 'not_found' });
    expect(await db.auditEvent.count({ where: { recordId: email } })).toBe(1);
  });
});

describe('the brand', () => {
  it('has a name and a colour on which white is readable', async () => {
    const admin = await staff(['admin']);
    expect(await getBrand(admin)).toMatchObject({ name: 'Meterdesk', colour: '#4f46d8', logoKey: null });
    expect(await readBrand()).toBeUndefined();
    await saveBrand(admin, { name: 'Nile Help', colour: '#006644' });
    expect(await readBrand()).toEqual({ name: 'Nile Help', colour: '#006644', logoUrl: null });
    for (const [colour, key] of [
      ['#ffff00', 'darkerColour'],
      ['red', 'colour'],
      ['#12345', 'colour'],
    ])
      await expect(saveBrand(admin, { name: 'x', colour: colour ?? '' })).rejects.toMatchObject({
        fields: { colour: key },
      });
    await expect(saveBrand(admin, { name: 'a\nb', colour: '#000000' })).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  it('has a picture that is one, which mails name by its content', async () => {
    const admin = await staff(['admin']);
    const { logoKey } = await saveLogo(admin, png({ note: 'logo' }));
    expect(await saveLogo(admin, png({ note: 'logo' }))).toEqual({ logoKey });
    expect((await readBrand())?.logoUrl).toBe(`http://localhost:3000/${logoKey}`);
    expect(await readLogo(logoKey.slice('brand/'.length))).toMatchObject({ mediaType: 'image/png' });
    await removeLogo(admin);
    expect((await readBrand())?.logoUrl).toBeNull();
    const bad = [
      Buffer.from('<svg onload="alert(1)"/>'),
      Buffer.from('GIF89a'),
      png({ note: 'logo' }).subarray(0, 30),
      png({ width: 2_001 }),
      Buffer.alloc(0),
    ];
    for (const bytes of bad)
      await expect(saveLogo(admin, bytes)).rejects.toMatchObject({ fields: { file: 'logo' } });
    for (const name of ['../../etc/passwd', 'x.svg', '', `${'a'.repeat(32)}.png`])
      await expect(readLogo(name)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('the team’s chat', () => {
  it('is set, tried, and says what Telegram answered', async () => {
    const admin = await staff(['admin']);
    await expect(tryTelegram(admin)).rejects.toMatchObject({ reason: 'noChat' });
    await saveTelegram(admin, { chatId: '-900', events: ['newRequest', 'slaBreached'] });
    expect(await getTelegram(admin)).toMatchObject({
      chatId: '-900',
      bot: 'sandbox',
      events: ['newRequest', 'slaBreached'],
    });
    await tryTelegram(admin);
    expect(await room.said('-900')).toEqual(['This chat hears from now on what happens at the desk.']);
    await room.fail('unknownChat');
    await expect(tryTelegram(admin)).rejects.toMatchObject({
      ...{ code: 'provider_unavailable', values: { why: '400 Bad Request: chat not found' } },
    });
    for (const chatId of ['x', '-', '@a', '1e5'])
      await expect(saveTelegram(admin, { chatId, events: [] })).rejects.toMatchObject({ code: 'invalid' });
  });
});
