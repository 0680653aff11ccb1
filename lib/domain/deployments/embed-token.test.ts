import { SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { newId } from '@/lib/core/ids';
import { parse } from '@/lib/core/errors';
import { keyIdOf, readEmbedToken, secretOf } from './embed-token';
import { CreateDeploymentInput } from './schema';

process.env.DATABASE_URL ??= 'postgresql://nobody@127.0.0.1:1/none';

const now = new Date('2026-11-22T10:00:00.000Z');
const at = Math.floor(now.getTime() / 1_000);
const [keyId, deploymentId] = [newId('deploymentKey'), newId('deployment')];
const audience = 'https://portal.test';
const good = {
  ...{ iss: deploymentId, aud: audience, deployment: deploymentId, jti: 'a1b2c3d4', role: 'reporter' },
  ...{ email: 'Sam@Shop.test', iat: at, exp: at + 300 },
};
const key = (id: string) => new TextEncoder().encode(secretOf(id));

const signed = (over: object = {}, by = key(keyId), head = {}) =>
  new SignJWT({ ...good, ...over }).setProtectedHeader({ alg: 'HS256', kid: keyId, ...head }).sign(by);
const read = (token: string, when = now) =>
  readEmbedToken(token, { keyId, deploymentId, audience, now: when });

describe('a token of an embedded inbox', () => {
  it('says who reports, with the address in lower case', async () => {
    const token = await signed();
    expect(keyIdOf(token)).toBe(keyId);
    expect(await read(token)).toMatchObject({ email: 'sam@shop.test', role: 'reporter' });
  });
  it.each<[string, object]>([
    ['lives for 301 seconds', { exp: at + 301 }],
    ['ends before it begins', { exp: at }],
    ['is over', { iat: at - 400, exp: at - 100 }],
    ['is older than five minutes', { iat: at - 310, exp: at - 10 }],
    ['comes from the future', { iat: at + 60, exp: at + 120 }],
    ['is meant for somebody else', { aud: 'https://evil.test' }],
    ['is of another issuer', { iss: newId('deployment') }],
    ['is about another deployment', { deployment: newId('deployment') }],
    ['has no address', { email: '' }],
    ['has an address that is none', { email: 'sam' }],
    ['has no id of its own', { jti: undefined }],
    ['has no role', { role: undefined }],
    ['has a role that there is not', { role: 'owner' }],
    ['never ends', { exp: undefined }],
    ['never began', { iat: undefined }],
  ])('is nothing when it %s', async (_, over) => expect(await read(await signed(over))).toBeNull());
  it('is nothing when another key signed it, or none, or by another algorithm', async () => {
    expect(await read(await signed({}, key(newId('deploymentKey'))))).toBeNull();
    expect(await read(await signed({}, key(keyId), { alg: 'HS512' }))).toBeNull();
    expect(await read(new UnsecuredJWT(good).encode())).toBeNull();
    const [head, , signature] = (await signed()).split('.');
    const body = Buffer.from(JSON.stringify({ ...good, role: 'admin' })).toString('base64url');
    expect(await read(`${head}.${body}.${signature}`)).toBeNull();
  });
  it.each(['', 'a', 'a.b.c', 'eyJhbGciOiJub25lIn0..', 'x'.repeat(10_000)])(
    '«%.12s» is none',
    async (token) => {
      expect(keyIdOf(token)).toBeNull();
      expect(await read(token)).toBeNull();
    },
  );
});

describe('where an inbox may be shown', () => {
  const origins = (typed: string) =>
    parse(CreateDeploymentInput, { name: 'Shop', code: 'shop', origins: typed }).origins;
  it('is https, or this machine', () => {
    expect(origins('https://Shop.test/, https://shop.test\nhttp://localhost:4000')).toEqual([
      'https://shop.test',
      'http://localhost:4000',
    ]);
  });
  it.each([
    'http://shop.test',
    'https://shop.test/path',
    'shop.test',
    '*',
    "'self'",
    'https://*.shop.test;',
    'data:',
  ])('is not %s', (typed) => expect(() => origins(typed)).toThrow());
});
