import { createHmac, randomUUID } from 'node:crypto';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { builtActions, post, resultOf } from '../fixtures/actions';
import { type Answer, ask } from '../fixtures/http';
import { newCustomer } from '../fixtures/people';
import { mailTo } from '../fixtures/sandbox';
import { expect, test } from '../fixtures/test';
import { expectGuarded, expectRefusal } from './guarded';

test.describe('webhooks', () => {
  const sign = (body: string, secret: string, at = Math.floor(Date.now() / 1_000)) =>
    `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`;
  const secret = () => process.env.STRIPE_WEBHOOK_SECRET ?? '';
  const send = (body: string, signature?: string) =>
    ask('POST', '/api/webhooks/stripe', {
      origin: null,
      body,
      headers: { 'content-type': 'application/json', ...(signature && { 'stripe-signature': signature }) },
    });
  const eventOf = (purchaseId: string, id = `evt_${randomUUID()}`) =>
    JSON.stringify({
      ...{ id, object: 'event', type: 'checkout.session.completed', created: Math.floor(Date.now() / 1_000) },
      ...{ api_version: '2026-01-01', livemode: false },
      data: {
        object: {
          ...{ id: 'cs_test_unknown', object: 'checkout.session', client_reference_id: purchaseId },
          metadata: { app: 'meterdesk', purchaseId },
        },
      },
    });

  test('forged, stale, missing and garbled signatures', async () => {
    const body = eventOf(newId('purchase'));
    const old = Math.floor(Date.now() / 1_000) - 3_600;
    const forged = [undefined, '', 'x', 't=,v1=', sign(body, 'whsec_wrong'), sign(body, secret(), old)];
    for (const signature of [...forged, sign(`${body} `, secret()), 't=1e999,v1=00'])
      expectRefusal(await send(body, signature), 401, 'unauthenticated');
  });

  test('signed, but of an unknown purchase or of no sense', async () => {
    for (const id of [newId('purchase'), 'pur_x', 'x'.repeat(5_000), '\u0000', '\ud800']) {
      const body = eventOf(id);
      const answer = await send(body, sign(body, secret()));
      expectGuarded(answer, id.slice(0, 20));
      expect(answer.status).toBe(404);
    }
    for (const body of ['', 'null', '[]', '{', '{}', '{"id":1}', '{"id":"evt_x","type":"x","data":null}']) {
      const answer = await send(body, sign(body, secret()));
      expectGuarded(answer, body);
      expect(answer.status).toBeLessThan(500);
    }
    expect(await db.providerEvent.count({ where: { eventId: { startsWith: 'evt_x' } } })).toBe(0);
  });
});

test.describe('links', () => {
  const callback = async (token: string, purpose = 'sign-in') => {
    const csrf = await ask('GET', '/api/auth/csrf');
    const { csrfToken } = JSON.parse(csrf.body) as { csrfToken: string };
    const cookie = [csrf.headers['set-cookie'] ?? []]
      .flat()
      .map((one) => one.split(';')[0])
      .join('; ');
    return ask('POST', '/api/auth/callback/link', {
      body: new URLSearchParams({ csrfToken, purpose, token, json: 'true' }).toString(),
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
    });
  };
  const hasSession = ({ headers }: Answer) =>
    [headers['set-cookie'] ?? []].flat().some((one) => /^meterdesk\.session=[^;]+\./.test(one));

  async function newLink(): Promise<{ token: string; email: string }> {
    const person = await newCustomer();
    const action = builtActions().find(({ name }) => name.endsWith('#requestSignInLink'));
    if (!action) throw new Error('there is no such action');
    const answer = await post(action, null, JSON.stringify([{ email: person.email }]));
    expect(resultOf(answer)?.ok).toBe(true);
    const { links } = await mailTo(person.email, /./);
    return { token: new URL(links[0] ?? '').searchParams.get('token') ?? '', email: person.email };
  }

  test('a link works once; replayed, expired and made-up ones do not', async () => {
    const { token } = await newLink();
    const first = await callback(token);
    expect(hasSession(first)).toBe(true);
    expect(String(first.headers['set-cookie'])).toMatch(/meterdesk\.session=.*HttpOnly;.*SameSite=Lax/i);
    expect(hasSession(await callback(token))).toBe(false);

    const second = await newLink();
    const past = new Date(Date.now() - 60_000);
    await db.emailLink.updateMany({ where: { email: second.email }, data: { expiresAt: past } });
    expect(hasSession(await callback(second.token))).toBe(false);

    for (const made of ['', 'x', 'A'.repeat(43), '\u0000', 'x'.repeat(9_000)]) {
      const answer = await callback(made);
      expectGuarded(answer, made.slice(0, 20));
      expect(hasSession(answer)).toBe(false);
    }
    const third = await newLink();
    expect(hasSession(await callback(third.token, 'reset-password'))).toBe(false);
    expect(hasSession(await callback(third.token, 'invitation'))).toBe(false);
  });
});
