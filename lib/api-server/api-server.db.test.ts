import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newKey } from '@/lib/testing/api-keys';
import { ensureCatalogue, newOrganisation } from '@/lib/testing/factories';
import { startApiServer } from './server';

let server: Awaited<ReturnType<typeof startApiServer>>;
let secret: string;
beforeAll(async () => {
  await ensureCatalogue();
  secret = (await newKey({ organisationId: await newOrganisation({ grant: 10 }) })).secret;
  server = await startApiServer(0);
});
afterAll(() => server.close());

const address = (path: string) => `http://127.0.0.1:${server.port}${path}`;
const bearer = () => ({ authorization: `Bearer ${secret}` });

it('answers what the handlers answer, with the headers of every answer of ours', async () => {
  const response = await fetch(address('/api/v1/credits/balance'), { headers: bearer() });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ balance: '10', available: '10' });
  expect(Object.fromEntries(response.headers)).toMatchObject({
    ...{ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' },
    ...{ 'ratelimit-limit': '100000', 'x-request-id': expect.stringMatching(/^[\w-]{36}$/) as string },
  });
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
  expect((await fetch(address('/api/health'))).status).toBe(200);
});

it('listens to this machine unless it is told a host', async () => {
  expect(server.host).toBe('127.0.0.1');
  const open = await startApiServer(0, '0.0.0.0');
  expect(open.host).toBe('0.0.0.0');
  await open.close();
});

it('keeps a request id that can be read, and no other', async () => {
  const idOf = async (told: string) =>
    (await fetch(address('/api/v1/nothing'), { headers: { 'x-request-id': told } })).headers.get(
      'x-request-id',
    );
  expect(await idOf('told-by-the-proxy-1')).toBe('told-by-the-proxy-1');
  expect(await idOf('<script>')).toMatch(/^[\w-]{36}$/);
});

it('answers 404 outside of the API, and to addresses that nobody can read', async () => {
  for (const path of ['/', '/api/v1', '/api/v1x/credits/balance', '//evil.test/api/v1', '/api/v1/%ED%A0%80'])
    expect((await fetch(address(path), { headers: bearer() })).status, path).toBe(404);
});

it('says of an empty segment what Next says of it: no such call', async () => {
  const slashed = ['/api/v1', '/api/v1/', '/api/v1/credits/balance/', '/api/v1//credits/balance'];
  for (const path of slashed) {
    const response = await fetch(address(path), { headers: bearer() });
    expect(response.headers.get('content-type'), path).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ status: 404, code: 'unknown_route' });
  }
});

it('believes no address that the caller names', async () => {
  const organisationId = await newOrganisation();
  const { secret: bound } = await newKey({ organisationId, allowedIps: ['203.0.113.7'] });
  const headers = { authorization: `Bearer ${bound}`, 'x-forwarded-for': '203.0.113.7' };
  const response = await fetch(address('/api/v1/credits/balance'), { headers });
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({ code: 'key_address' });
});

/** Sends a body in chunks that tell no length; answers status and body. */
function chunked(bytes: number): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { ...bearer(), 'transfer-encoding': 'chunked', 'idempotency-key': randomUUID() };
    const sent = request(address('/api/v1/errors'), { method: 'POST', headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sent.on('error', reject);
    const piece = Buffer.alloc(64 * 1024, 120);
    for (let left = bytes; left > 0; left -= piece.length) sent.write(piece);
    sent.end();
  });
}

it('refuses a body that is too large, whether its length is told or not', async () => {
  for (const bytes of [300 * 1024, 4 * 1024 * 1024]) {
    const told = await fetch(address('/api/v1/errors'), {
      method: 'POST',
      headers: bearer(),
      body: 'x'.repeat(bytes),
    }).catch(() => null);
    if (told) expect(told.status).toBe(413);
    const untold = await chunked(bytes).catch(() => null);
    if (untold) expect(untold).toMatchObject({ status: 413 });
    expect(told ?? untold).not.toBeNull();
  }
});

it('reads nothing of a body before it knows the caller', async () => {
  const headers = { authorization: 'Bearer nobody', 'content-length': String(64 * 1024) };
  const status = await new Promise((resolve, reject) => {
    const sent = request(address('/api/v1/errors'), { method: 'POST', headers }, (response) => {
      resolve(response.statusCode);
      sent.destroy();
    });
    sent.on('error', reject);
    sent.write('{');
  });
  expect(status).toBe(401);
  // Half a body of somebody known harms nobody either.
  const half = request(address('/api/v1/errors'), { method: 'POST', headers: { ...headers, ...bearer() } });
  half.on('error', () => undefined);
  half.write('{', () => half.destroy());
  expect((await chunked(0)).status).toBe(422);
});

it('answers what is under way when it is told to stop', async () => {
  const own = await startApiServer(0);
  const pending = fetch(`http://127.0.0.1:${own.port}/api/v1/credits/balance`, { headers: bearer() });
  await new Promise((resolve) => setTimeout(resolve, 5));
  await own.close();
  expect((await pending).status).toBe(200);
  await expect(fetch(`http://127.0.0.1:${own.port}/api/health`)).rejects.toThrow();
});
