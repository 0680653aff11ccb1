import { describe, expect, it } from 'vitest';
import { caller } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { createDeployment } from '@/lib/domain/deployments/manage-deployment';
import { createDeploymentKey } from '@/lib/domain/deployments/manage-key';
import { addNote } from '@/lib/domain/support/add-note';
import { cancelRequest } from '@/lib/domain/support/cancel-request';
import { getRequest } from '@/lib/domain/support/queries';
import { replyAsStaff } from '@/lib/domain/support/reply-as-staff';
import { uploadDeskAttachment } from '@/lib/domain/support/upload-attachment';
import { NOW, memberOf, staff } from '@/lib/testing/factories';
import { newDeployment, newMessage, outsider, reported, scopeFor, tokenOf } from '@/lib/testing/inbox';
import { assignRequest } from '@/lib/domain/support/assign-request';
import { getInboxRequest, listInbox, readInboxAttachment } from './read-inbox';
import { type Scope, scopeOfToken, scopeWhere } from './scope';
import { countInboxUnread } from './unread';
import { fileInbox, markInboxRead, replyInbox, uploadInboxAttachment } from './write-inbox';

const missing = { code: 'not_found' };
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
const file = (name: string) => ({ fileName: name, bytes: new Uint8Array(png) });

/** An answer of staff, and a note with a file that nobody outside may ever see. */
async function answered(requestId: string, canary = 'CANARY-1') {
  const [agent, expert] = [await staff(['agent']), await staff(['expert'])];
  await assignRequest(agent, { requestId, expertId: caller(expert), fromExpertId: null });
  const hidden = await uploadDeskAttachment(expert, { requestId, ...file(`${canary}.png`) });
  const note = { requestId, noteId: newId('note'), body: `${canary} in a note`, attachments: [hidden.id] };
  await addNote(expert, note);
  const open = await uploadDeskAttachment(expert, { requestId, ...file('open.png') });
  const message = { requestId, messageId: newId('message'), body: 'Which browser?', attachments: [open.id] };
  await replyAsStaff(expert, message);
  return { hidden, open, expert };
}

describe('the scope of an embedded inbox', () => {
  it('is one deployment and one address', async () => {
    const [shop, other] = [await newDeployment(), await newDeployment()];
    const { scope, number } = await reported(shop);
    const strangers = [
      await scopeFor(shop, 'eve@shop.test'),
      await scopeFor(other, 'sam@shop.test'),
      await scopeFor(other, 'sam@shop.test', { role: 'admin' }),
    ];
    expect((await listInbox(scope, {})).rows.map((row) => row.number)).toEqual([number]);
    for (const stranger of strangers) {
      expect((await listInbox(stranger, {})).rows).toEqual([]);
      expect(await countInboxUnread(stranger)).toBe(0);
      await expect(getInboxRequest(stranger, number)).rejects.toMatchObject(missing);
      await expect(replyInbox(stranger, outsider(), newMessage(number))).rejects.toMatchObject(missing);
      const upTo = NOW.toISOString();
      await expect(markInboxRead(stranger, outsider(), { number, upTo })).rejects.toMatchObject(missing);
    }
  });
  it('is all of the deployment for its admin, and nothing of the organisation beyond', async () => {
    const shop = await newDeployment();
    const one = await reported(shop);
    const two = await reported(shop, 'eve@shop.test');
    const { deploymentId } = await createDeployment(shop.owner, { name: 'B', code: 'b', origins: '' });
    const second = { ...shop, deploymentId, key: await createDeploymentKey(shop.owner, { deploymentId }) };
    const outside = await reported(second, 'boss@shop.test');
    const admin = await scopeFor(shop, 'boss@shop.test', { role: 'admin' });
    const { rows } = await listInbox(admin, {});
    expect(new Set(rows.map((row) => row.number))).toEqual(new Set([one.number, two.number]));
    await expect(getInboxRequest(admin, outside.number)).rejects.toMatchObject(missing);
  });
  it('closes on everything that is empty', async () => {
    const { scope } = await reported(await newDeployment());
    const empty: Partial<Record<keyof Scope, unknown>>[] = [
      ...[{ email: '' }, { email: undefined }, { email: 'nobody' }, { deploymentId: '' }],
      ...[
        { deploymentId: undefined },
        { organisationId: '' },
        { organisationId: undefined },
        { isAdmin: undefined },
      ],
    ];
    for (const over of empty) {
      const bad = { ...scope, ...over } as unknown as Scope;
      expect(() => scopeWhere(bad)).toThrow();
      await expect(listInbox(bad, {})).rejects.toThrow();
      await expect(countInboxUnread(bad)).rejects.toThrow();
      await expect(fileInbox(bad, outsider(), { subject: 'abc', body: 'abc' })).rejects.toThrow();
    }
  });
  it('is not made of a token that says nothing or too much', async () => {
    const shop = await newDeployment();
    for (const claims of [
      { email: '' },
      { email: 'x' },
      { role: 'boss' },
      { deployment: newId('deployment') },
    ])
      await expect(scopeOfToken(await tokenOf(shop, 'sam@shop.test', claims), NOW)).rejects.toMatchObject({
        reason: 'embedToken',
      });
    await expect(scopeOfToken('', NOW)).rejects.toMatchObject({ reason: 'embedToken' });
  });
});

describe('what leaves the house', () => {
  it('is never a note, nor a file that hangs on one', async () => {
    const shop = await newDeployment();
    const { scope, number, requestId } = await reported(shop);
    const { hidden, open } = await answered(requestId);
    const admin = await scopeFor(shop, 'boss@shop.test', { role: 'admin' });
    const eve = await scopeFor(shop, 'eve@shop.test');
    await expect(readInboxAttachment(eve, open.id)).rejects.toMatchObject(missing);
    for (const who of [scope, admin]) {
      const told = JSON.stringify([await listInbox(who, {}), await getInboxRequest(who, number)]);
      expect(told).not.toContain('CANARY');
      expect(told).not.toContain(hidden.id);
      expect(told).toContain('Which browser?');
      await expect(readInboxAttachment(who, hidden.id)).rejects.toMatchObject(missing);
      expect(await readInboxAttachment(who, open.id)).toMatchObject({ fileName: 'open.png' });
    }
  });
  it('is no file of anybody else, sent or not', async () => {
    const shop = await newDeployment();
    const { scope } = await reported(shop);
    const mine = await uploadInboxAttachment(scope, outsider(), file('mine.png'));
    expect(await readInboxAttachment(scope, mine.id)).toMatchObject({ fileName: 'mine.png' });
    const eve = await scopeFor(shop, 'eve@shop.test');
    await expect(readInboxAttachment(eve, mine.id)).rejects.toMatchObject(missing);
    const theft = { subject: 'Theft', body: 'Whose file is it?', attachments: [mine.id] };
    await expect(fileInbox(eve, outsider(), theft)).rejects.toMatchObject({
      fields: { attachments: 'attachmentGone' },
    });
  });
});

describe('a reporter', () => {
  it('files once, however often the form is sent', async () => {
    const shop = await newDeployment();
    const scope = await scopeFor(shop, 'sam@shop.test');
    const filing = { subject: 'It fails', body: 'Every checkout.', key: 'form-1' };
    const first = await fileInbox(scope, outsider(), filing);
    expect(await fileInbox(scope, outsider(), filing)).toEqual({ ...first, replayed: true });
    await expect(fileInbox(scope, outsider(), { ...filing, subject: 'Other' })).rejects.toMatchObject({
      reason: 'idempotencyConflict',
    });
    expect(first.status).toBe('new');
  });
  it('names who filed it to the organisation', async () => {
    const shop = await newDeployment();
    const scope = await scopeFor(shop, 'sam@shop.test', { name: 'Sam Field' });
    const { number } = await fileInbox(scope, outsider(), { subject: 'It fails', body: 'Every checkout.' });
    const { id: requestId } = await db.request.findFirstOrThrow({ where: { number } });
    const { thread, openedBy } = await getRequest(shop.owner, { requestId });
    expect(openedBy.name).toBe('Sam Field');
    expect(thread).toMatchObject([{ kind: 'event', event: 'filed', actor: 'Sam Field' }]);
  });
  it('is heard also where the credits do not suffice, and so are those who can pay', async () => {
    const shop = await newDeployment(1);
    const billing = await memberOf(shop.organisationId, 'billing');
    await memberOf(shop.organisationId, 'member');
    const { number, requestId } = await reported(shop);
    expect(await db.request.findFirst({ where: { number } })).toMatchObject({
      status: 'unpaid',
      holdId: null,
    });
    const mails = await db.delivery.findMany({ where: { requestId, event: 'requestUnpaid' } });
    const payers = [caller(shop.owner), caller(billing)];
    expect(mails.map(({ userId, recipient }) => userId ?? recipient).sort()).toEqual(
      [...payers, 'sam@shop.test'].sort(),
    );
    expect(await db.notification.count({ where: { userId: { in: payers }, event: 'requestUnpaid' } })).toBe(
      2,
    );
  });
  it('writes and reads a thread, and what is unread is counted', async () => {
    const shop = await newDeployment();
    const { scope, number, requestId } = await reported(shop);
    const { expert } = await answered(requestId);
    expect(await countInboxUnread(scope)).toBe(1);
    await replyAsStaff(expert, {
      requestId,
      messageId: newId('message'),
      body: 'And when?',
      attachments: [],
    });
    const { rows } = await listInbox(scope, {});
    // Messages, as the portal's badge counts them: the sum of what the list says of each request.
    expect(await countInboxUnread(scope)).toBe(2);
    expect(rows.map(({ unread }) => unread)).toEqual([2]);
    const admin = await scopeFor(shop, 'boss@shop.test', { role: 'admin' });
    expect(await countInboxUnread(admin)).toBe(2);
    await markInboxRead(scope, outsider(), { number, upTo: NOW.toISOString() });
    expect(await countInboxUnread(scope)).toBe(0);
    expect(await countInboxUnread(admin)).toBe(2);
    const reply = newMessage(number);
    await replyInbox(scope, outsider(), reply);
    expect(await replyInbox(scope, outsider(), reply)).toMatchObject({ replayed: true });
    const { messages } = await getInboxRequest(scope, number);
    expect(messages.map(({ body, isOwn }) => [body, isOwn])).toEqual([
      ['Which browser?', false],
      ['And when?', false],
      ['Firefox 142.', true],
    ]);
  });
  it('cannot write to a request that has ended', async () => {
    const { scope, number, requestId } = await reported(await newDeployment());
    await cancelRequest(await staff(['agent']), { requestId, reason: 'Filed twice' });
    await expect(replyInbox(scope, outsider(), newMessage(number))).rejects.toMatchObject({
      reason: 'requestClosed',
    });
    expect(await getInboxRequest(scope, number)).toMatchObject({ mayReply: false });
  });
  it('pages through many', async () => {
    const shop = await newDeployment();
    const { scope } = await reported(shop);
    for (let made = 0; made < 26; made++)
      await fileInbox(scope, outsider(new Date(NOW.getTime() + made)), {
        subject: `No ${made}`,
        body: 'abc',
      });
    const first = await listInbox(scope, {});
    const second = await listInbox(scope, { after: first.next ?? '' });
    expect([first.rows.length, second.rows.length, second.next]).toEqual([25, 2, null]);
    expect(new Set([...first.rows, ...second.rows].map(({ number }) => number)).size).toBe(27);
    await expect(listInbox(scope, { after: 'bm9wZQ' })).rejects.toMatchObject({ code: 'invalid' });
  });
});
