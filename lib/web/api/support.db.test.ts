import { describe, expect, it } from 'vitest';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { addNote } from '@/lib/domain/support/add-note';
import { askAsDocumented as ask } from '@/lib/testing/api-conformance';
import { newKey } from '@/lib/testing/api-keys';
import { NOW, staff } from '@/lib/testing/factories';
import { newDeployment } from '@/lib/testing/inbox';

const reporter = 'sam@shop.test';
type Filed = { number: string; status: string };

/** A deployment with a key of its organisation, and what a reporter of it can ask for. */
async function shop(credits = 1_000) {
  const made = await newDeployment(credits);
  const { secret } = await newKey({ organisationId: made.organisationId });
  const pair = (deployment = made.code, of = reporter) =>
    `deployment=${deployment}&reporter=${encodeURIComponent(of)}`;
  const words = { subject: 'The checkout fails', body: 'Since this morning.' };
  const file = (over: object = {}, key?: string) =>
    ask('POST', '/support/requests', {
      ...{ secret, key },
      body: { deployment: made.code, reporter: { email: reporter, name: 'Sam' }, ...words, ...over },
    });
  return { ...made, secret, pair, file };
}

describe('support requests by API', () => {
  it('are filed, listed, read, answered and counted for the pair of deployment and reporter', async () => {
    const { file, secret, pair, deploymentId, code } = await shop();
    const filed = (await file()).body as Filed;
    expect(filed).toMatchObject({ status: 'new', price: '10' });
    for (const named of [pair(), pair(deploymentId)])
      expect((await ask('GET', `/support/requests?${named}`, { secret })).body).toMatchObject({
        data: [{ number: filed.number, reporter: { email: reporter, name: 'Sam' } }],
      });
    const path = `/support/requests/${filed.number}`;
    const body = { deployment: code, reporter: { email: reporter }, body: 'Firefox.' };
    expect((await ask('POST', `${path}/messages`, { secret, body })).status).toBe(201);
    expect((await ask('GET', `${path}?${pair()}`, { secret })).body).toMatchObject({
      messages: [{ body: 'Firefox.', isOwn: true }],
      mayReply: true,
    });
    expect((await ask('GET', `/support/unread?${pair()}`, { secret })).body).toEqual({ unread: 0 });
  });
  it('are the same for the same key, and a conflict for other words under it', async () => {
    const { file } = await shop();
    const first = await file({}, 'ticket:1');
    const again = await file({}, 'ticket:1');
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect((await file({ subject: 'Something else' }, 'ticket:1')).status).toBe(409);
  });
  it('take a message once for its key', async () => {
    const { file, secret, code } = await shop();
    const { number } = (await file()).body as Filed;
    const body = { deployment: code, reporter: { email: reporter }, body: 'Firefox.' };
    const send = () => ask('POST', `/support/requests/${number}/messages`, { secret, body, key: 'answer:1' });
    expect((await send()).body).toEqual((await send()).body);
    expect(await db.message.count({ where: { request: { number } } })).toBe(1);
  });
  it('hold credits that no key lays hands on', async () => {
    const { file, secret, organisationId } = await shop();
    const { number } = (await file()).body as Filed;
    const { holdId } = await db.request.findFirstOrThrow({ where: { number } });
    const released = await ask('POST', `/credits/holds/${holdId}/release`, { secret, key: 'mine:1' });
    expect(released.status).toBe(404);
    const body = { quantity: '0.1' };
    expect(
      (await ask('POST', `/credits/holds/${holdId}/capture`, { secret, key: 'mine:2', body })).status,
    ).toBe(404);
    expect(await db.hold.findFirstOrThrow({ where: { organisationId } })).toMatchObject({ status: 'active' });
  });
  it('are not found outside of the pair, by whatever key', async () => {
    const [one, two] = [await shop(), await shop()];
    const { number } = (await one.file()).body as Filed;
    const elsewhere = [
      { secret: one.secret, named: one.pair(one.code, 'eve@shop.test') },
      { secret: one.secret, named: one.pair('nothing') },
      { secret: one.secret, named: one.pair(two.deploymentId) },
      { secret: two.secret, named: two.pair() },
      { secret: two.secret, named: one.pair(one.deploymentId) },
    ];
    for (const { secret, named } of elsewhere) {
      expect((await ask('GET', `/support/requests/${number}?${named}`, { secret })).status).toBe(404);
      const list = await ask('GET', `/support/requests?${named}`, { secret });
      expect(list.status === 404 || (list.body as { data: [] }).data.length === 0).toBe(true);
    }
    const body = { deployment: one.code, reporter: { email: 'eve@shop.test' }, body: 'Mine now.' };
    const theft = await ask('POST', `/support/requests/${number}/messages`, { secret: one.secret, body });
    expect(theft.status).toBe(404);
  });
  it('of an app are those of the deployments that were given to it', async () => {
    const { deploymentId, organisationId, pair, file, code } = await shop();
    const { number } = (await file()).body as Filed;
    const appId = newId('app');
    await db.app.create({ data: { id: appId, name: appId, createdAt: NOW } });
    await db.appCustomer.create({ data: { appId, organisationId, externalId: 'c1', createdAt: NOW } });
    const { secret } = await newKey({ appId });
    const look = (named: string) => ask('GET', `/support/requests/${number}?${named}`, { secret });
    expect((await look(pair(deploymentId))).status).toBe(404);
    await db.deployment.updateMany({ where: { id: deploymentId }, data: { appId } });
    expect((await look(pair(deploymentId))).status).toBe(200);
    // A code names a deployment within a customer only.
    expect((await look(pair(code))).status).toBe(404);
    expect((await look(`${pair(code)}&customer=c1`)).status).toBe(200);
  });
  it('are not found once the deployment is off, and refused without the scope', async () => {
    const { file, deploymentId, organisationId, pair, secret } = await shop();
    await file();
    const { secret: bare } = await newKey({ organisationId, scopes: ['credits:read'] });
    expect((await ask('GET', `/support/unread?${pair()}`, { secret: bare })).status).toBe(403);
    await db.deployment.updateMany({ where: { id: deploymentId }, data: { disabledAt: NOW } });
    expect((await ask('GET', `/support/unread?${pair()}`, { secret })).status).toBe(404);
    expect((await file()).status).toBe(404);
  });
  it('never carry a note', async () => {
    const { file, secret, pair } = await shop();
    const { number } = (await file()).body as Filed;
    const request = await db.request.findFirstOrThrow({ where: { number } });
    const note = { requestId: request.id, noteId: newId('note'), body: 'CANARY-2', attachments: [] };
    await addNote(await staff(['agent']), note);
    const answers = await Promise.all(
      [`/support/requests/${number}?`, '/support/requests?', '/support/unread?'].map((path) =>
        ask('GET', path + pair(), { secret }),
      ),
    );
    for (const { status, text } of answers) {
      expect(status).toBe(200);
      expect(text).not.toContain('CANARY');
    }
  });
  it('say what is wrong with a field', async () => {
    const { file } = await shop();
    const refused = await file({ subject: 'x', urgency: 'soon', category: 'nothing-like-it' });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({
      fields: { subject: { code: 'too_short' }, urgency: { code: 'unknown' } },
    });
    expect((await file({ category: 'nothing-like-it' })).status).toBe(422);
    expect((await file({ reporter: { email: '' } })).status).toBe(422);
  });
});
