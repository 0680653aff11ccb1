import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Stripe from 'stripe';
import { afterEach, expect, test } from 'vitest';
import type { Sandbox } from '../server';
import {
  cards,
  control,
  payByCard,
  sale,
  sdk,
  startReceiver,
  startTestSandbox,
  until,
  webhookSecret,
} from '../test-shop';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function world(answer?: Parameters<typeof startReceiver>[0]) {
  const receiver = await startReceiver(answer);
  const sandbox = await startTestSandbox({ appUrl: receiver.url });
  closers.push(receiver.close, sandbox.close);
  return { receiver, sandbox };
}

async function buy(sandbox: Sandbox) {
  const { id, url } = await sdk(sandbox).checkout.sessions.create(sale());
  await payByCard(url ?? '', cards.pays);
  return id;
}

const inOrder = ['charge.succeeded', 'payment_intent.succeeded', 'checkout.session.completed'];

test('the official SDK accepts the signature, and refuses a changed body', async () => {
  const { receiver, sandbox } = await world();
  await buy(sandbox);
  await until(() => receiver.received.length === 3, 'three events');
  for (const { body, signature } of receiver.received) {
    const event = sdk(sandbox).webhooks.constructEvent(body, signature, webhookSecret);
    expect(event.id).toMatch(/^evt_/);
    expect(() =>
      sdk(sandbox).webhooks.constructEvent(body.replace('2000', '9000'), signature, webhookSecret),
    ).toThrow(Stripe.errors.StripeSignatureVerificationError);
  }
  const known = await sdk(sandbox).events.retrieve(receiver.received[0]?.event.id ?? '');
  expect(known.data.object).toEqual(receiver.received[0]?.event.data.object);
});

test('an event is sent again, with the same id, until it is accepted', async () => {
  const { receiver, sandbox } = await world((received) => (received.length < 4 ? 500 : 200));
  await buy(sandbox);
  await until(() => receiver.received.length === 6, 'three failures and three deliveries');
  expect(new Set(receiver.received.map(({ event }) => event.id)).size).toBe(3);
  const listed = () =>
    control<{ events: { pending: boolean; delivered: number }[] }>(sandbox, '/sandbox/events');
  await expect
    .poll(async () => (await listed()).events.map((event) => [event.pending, event.delivered]))
    .toEqual(inOrder.map(() => [false, 1]));
});

test('on request every event comes twice', async () => {
  const { receiver, sandbox } = await world();
  await control(sandbox, '/sandbox/settings', { duplicate: true });
  await buy(sandbox);
  await until(() => receiver.received.length === 6, 'six deliveries');
  expect(new Set(receiver.received.map(({ event }) => event.id)).size).toBe(3);
});

test('on request events come in the reverse order', async () => {
  const { receiver, sandbox } = await world();
  await control(sandbox, '/sandbox/settings', { outOfOrder: true });
  await buy(sandbox);
  await until(() => receiver.received.length === 3, 'three events');
  expect(receiver.types()).toEqual([...inOrder].reverse());
});

test('on request events come late', async () => {
  const { receiver, sandbox } = await world();
  await control(sandbox, '/sandbox/settings', { delayMs: 300 });
  const startedAt = Date.now();
  await buy(sandbox);
  await until(() => receiver.received.length === 3, 'three events');
  expect(Date.now() - startedAt).toBeGreaterThanOrEqual(300);
  expect(receiver.types()).toEqual(inOrder);
});

test('held events stay away until one is sent by hand or the hold ends', async () => {
  const { receiver, sandbox } = await world();
  await control(sandbox, '/sandbox/settings', { hold: true });
  const session = await buy(sandbox);
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(receiver.received).toHaveLength(0);
  const { events } = await control<{ events: { id: string }[] }>(
    sandbox,
    `/sandbox/events?type=checkout.session.completed&session=${session}`,
  );
  const attempt = await control(sandbox, `/sandbox/events/${events[0]?.id}/resend`, {});
  expect(attempt).toMatchObject({ status: 200, error: null });
  expect(receiver.types()).toEqual(['checkout.session.completed']);
  await control(sandbox, '/sandbox/settings', { hold: false });
  await until(() => receiver.received.length === 3, 'the other two');
});

test('a restart keeps sessions, settings and idempotency keys, and delivers what was owed', async () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'meterdesk-sandbox-'));
  const down = await startReceiver();
  await down.close();
  const before = await startTestSandbox({ appUrl: down.url, dir });
  await control(before, '/sandbox/settings', { outOfOrder: true });
  const options = { idempotencyKey: 'across-restarts' };
  const { id, url } = await sdk(before).checkout.sessions.create(sale(), options);
  await payByCard(url ?? '', cards.pays);
  await before.close();

  const receiver = await startReceiver(() => 200, Number(new URL(down.url).port));
  const after = await startTestSandbox({ appUrl: down.url, dir });
  closers.push(receiver.close, after.close);
  await until(() => receiver.received.length === 3, 'the three owed events');
  expect(receiver.types()).toEqual([...inOrder].reverse());
  expect((await sdk(after).checkout.sessions.create(sale(), options)).id).toBe(id);
  expect((await sdk(after).checkout.sessions.retrieve(id)).payment_status).toBe('paid');
});

test('settings of a wrong kind are refused and change nothing', async () => {
  const { sandbox } = await world();
  for (const body of [
    '{',
    '[]',
    '{"delayMs":-1}',
    '{"delayMs":"5"}',
    '{"hold":1}',
    '{"surprise":true}',
    '{"nextCharge":"x"}',
    '{"retryDays":"3"}',
    '{"dunningEnd":"never"}',
  ]) {
    const response = await fetch(`${sandbox.url}/sandbox/settings`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect(response.status).toBe(400);
  }
  expect(await control(sandbox, '/sandbox/settings')).toEqual({
    duplicate: false,
    nextCharge: null,
    nextRefund: null,
    outOfOrder: false,
    delayMs: 0,
    hold: false,
    ...{ finalizeDelayMs: 0, retryDays: [3, 5, 7], dunningEnd: 'unpaid' },
  });
});
