import { randomUUID } from 'node:crypto';
import { db } from '@/lib/core/db';
import { type BuiltAction, builtActions, post, resultOf } from '../fixtures/actions';
import { type Cast, newCast } from '../fixtures/cast';
import { ask, json } from '../fixtures/http';
import { expect, test } from '../fixtures/test';
import { expectGuarded, expectRefusal } from './guarded';

let cast: Cast;
test.beforeAll(async () => {
  cast = await newCast();
});

const NUL = '\\u0000';
const LONE = '\\ud800';

test.describe('bodies of routes', () => {
  const bodies = [
    ...['', '{', 'null', '[]', '"x"', '1', 'true', '\u0000', '\uFFFD'],
    ...[`{"token":"${NUL}"}`, `{"token":"${LONE}"}`, '{"token":-1}', '{"token":1e999}', '{"token":null}'],
    ...['{"__proto__":{}}', `${'['.repeat(20_000)}`, `{"subject":"${'x'.repeat(100_000)}"}`],
  ];

  test('a draft refuses what it cannot read, and writes nothing', async () => {
    for (const body of bodies) {
      const answer = await ask('PUT', '/api/portal/drafts', { as: cast.member, ...json(body) });
      expectRefusal(answer, 422, 'invalid');
    }
    expect(await db.requestDraft.count({ where: { userId: cast.member.userId } })).toBe(0);
  });

  test('a draft keeps what was typed but for what no database can hold', async () => {
    const { owner } = cast;
    const typed = `{"token":"${randomUUID()}","subject":"a${NUL}b${LONE}c"}`;
    const answer = await ask('PUT', '/api/portal/drafts', { as: owner, ...json(typed) });
    expect(answer.status).toBe(200);
  });

  test('an upload refuses an empty, a false, a cut and an endless file', async () => {
    const upload = (body: Buffer, name: string, headers: Record<string, string> = {}) =>
      ask('POST', `/api/portal/attachments?name=${name}`, { as: cast.owner, body, headers });
    expectRefusal(await upload(Buffer.alloc(0), 'a.txt'), 422, 'invalid');
    expectRefusal(await upload(Buffer.from('MZ\u0000\u0001'), 'a.exe'), 422, 'invalid');
    expectRefusal(await upload(Buffer.from('plain'), 'a.png'), 422, 'invalid');
    expectRefusal(await upload(Buffer.from('<html>'), 'a.html'), 422, 'invalid');
    expectRefusal(await upload(Buffer.alloc(11 * 1024 * 1024, 65), 'a.txt'), 413, 'too_large');
    for (const name of ['%00', '%ED%A0%80', '..%2F..%2Fetc%2Fpasswd.txt', 'x'.repeat(3_000), ''])
      expectGuarded(await upload(Buffer.from('plain'), name), name);
    expect(
      await db.attachment.count({ where: { uploadedById: cast.owner.userId, fileName: { contains: '/' } } }),
    ).toBe(0);
  });

  test('a body too large is refused before it is read', async () => {
    const body = 'x'.repeat(300 * 1024);
    for (const path of ['/credits', '/sign-in', '/api/auth/callback/password'])
      expectRefusal(await ask('POST', path, { as: cast.owner, body }), 413, 'too_large');
    expectRefusal(
      await ask('PUT', '/api/portal/drafts', { as: cast.owner, ...json(body) }),
      413,
      'too_large',
    );
    expectRefusal(await ask('POST', '/api/webhooks/stripe', { body }), 413, 'too_large');
  });

  test('a sign-in with rubbish is the same refusal as any other', async () => {
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    for (const body of ['', '%', 'email=%00&password=%ED%A0%80', 'csrfToken=x&email[]=1', 'email=a&email=b'])
      expectGuarded(await ask('POST', '/api/auth/callback/password', { body, headers: type }), body);
    for (const body of ['{}', 'null', '{'])
      expectRefusal(await ask('POST', '/api/auth/callback/password', json(body)), 422, 'invalid');
  });
});

test.describe('bodies of actions', () => {
  const unreadable = [
    '',
    '{',
    'null',
    '{}',
    '"x"',
    '["$1"]',
    '["$F1"]',
    '[{"then":"$1"}]',
    '\u0000',
    '['.repeat(50_000),
  ];
  const readable = [
    ...['[]', '[null]', '[1]', '["x"]', '[[]]', '[{}]', '[{},{},{}]', '[true]', '["$undefined"]', '["$NaN"]'],
    '[{"constructor":{"name":1},"toString":"x"}]',
  ];
  // Every field that any form has, each with the same poison.
  const poisons = [
    ...[
      `"${NUL}"`,
      `"${LONE}"`,
      '""',
      '-1',
      '0',
      '1e999',
      '"$NaN"',
      '"-0"',
      '"1e400"',
      `"${'9'.repeat(500)}"`,
    ],
    ...['[]', '{}', 'null', 'true', '"$n-1"', `"${'x'.repeat(3_000)}"`, '"../../etc/passwd"', '"<script>"'],
  ];
  const fields = [
    ...[
      'email',
      'name',
      'password',
      'current',
      'organisation',
      'token',
      'next',
      'userId',
      'role',
      'roles',
      'skills',
    ],
    ...[
      'capacity',
      'organisationId',
      'sessionId',
      'invitationId',
      'timeZone',
      'packCode',
      'totalMinor',
      'returnTo',
    ],
    ...[
      'purchaseId',
      'requestId',
      'messageId',
      'noteId',
      'body',
      'then',
      'attachments',
      'attachmentId',
      'expertId',
    ],
    ...['fromExpertId', 'resolution', 'reason', 'score', 'comment', 'category', 'serviceAffected', 'subject'],
    ...[
      'description',
      'urgency',
      'price',
      'credits',
      'expiresOn',
      'jobId',
      'id',
      'code',
      'kind',
      'active',
      'direction',
    ],
    ...[
      'text',
      'file',
      'customerClass',
      'currency',
      'revenue',
      'arpu',
      'bps',
      'rules',
      'priceMinor',
      'creditsMicro',
    ],
  ];
  const poisoned = (poison: string) => `[{${fields.map((field) => `"${field}":${poison}`).join(',')}}]`;

  const isStaff = ({ name }: BuiltAction) => /\((admin|desk|finance)\)/.test(name);
  // It takes no input and ends the session that the others need.
  const actions = builtActions().filter(({ name }) => !name.endsWith('#signOut'));

  // What cannot be read is refused before any action is known: one body for each, all of them for every twentieth.
  const unreadableFor = (nth: number) => (nth % 20 === 0 ? unreadable : unreadable.slice(1, 2));

  // Each action is sent every third of the rest, its neighbours the others: one wrapper reads them all.
  const rest = [...readable, ...poisons.map(poisoned)];
  const restFor = (nth: number) => rest.filter((_, index) => index % 3 === nth % 3);

  for (const [nth, action] of actions.entries()) {
    test(`${action.name} refuses bad input with a request id`, async () => {
      const person = isStaff(action) ? cast.admin : cast.owner;
      for (const body of unreadableFor(nth)) expectRefusal(await post(action, person, body), 422, 'invalid');
      for (const body of restFor(nth)) {
        const answer = await post(action, person, body);
        const told = `${action.name} ${body.slice(0, 80)}`;
        expectGuarded(answer, told);
        const result = resultOf(answer);
        expect.soft(result, told).not.toBeNull();
        expect.soft(result?.error?.code, told).not.toBe('internal');
        if (result?.error) expect.soft(result.error.requestId, told).toBe(answer.headers['x-request-id']);
      }
    });
  }

  test('forms that no page of ours sends', async () => {
    const form = (body: string, headers: Record<string, string> = {}) =>
      ask('POST', '/sign-in', {
        body,
        headers: { 'content-type': 'multipart/form-data; boundary=x', ...headers },
      });
    const part = (name: string, value: string) =>
      `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const end = '--x--\r\n';
    const id = { 'next-action': actions[0]?.id ?? '' };
    for (const body of ['broken', part('0', '["$1"]') + end, part('9', '[{}]') + end, part('0', '[{')])
      expectRefusal(await form(body, id), 422, 'invalid');
    for (const body of [
      'broken',
      part('a', '1') + end,
      part('$ACTION_ID_7f', '') + end,
      part('$ACTION_REF_1', '') + end,
    ])
      expectGuarded(await form(body), body);
  });

  test('an endless body in chunks', async () => {
    const [action] = actions;
    if (!action) throw new Error('there is no action');
    const answer = await post(action, cast.owner, `["${'a'.repeat(300 * 1024)}"]`, {
      headers: { 'transfer-encoding': 'chunked' },
    });
    expectGuarded(answer, 'chunked');
    expect(answer.status).toBe(413);
  });
});
