import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startExample } from './server.mjs';

const settings = {
  PORTAL_URL: 'https://portal.test',
  DEPLOYMENT_ID: 'dep_1',
  DEPLOYMENT_KEY_ID: 'dky_1',
  DEPLOYMENT_SECRET: 'mdk_secret',
  API_KEY: 'md_test_1',
};
let shop;
beforeAll(async () => {
  shop = await startExample(settings, 0);
});
afterAll(() => new Promise((resolve) => shop.server.close(resolve)));

test('signs for whoever is signed in, for five minutes, and keeps its secret', async () => {
  const { token } = await (await fetch(`${shop.url}/token?as=eve@shop.test`)).json();
  const [head, body, signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
  expect(claims).toMatchObject({
    iss: 'dep_1',
    aud: 'https://portal.test',
    email: 'eve@shop.test',
    role: 'reporter',
  });
  expect(claims.exp - claims.iat).toBe(300);
  const right = createHmac('sha256', 'mdk_secret').update(`${head}.${body}`).digest('base64url');
  expect(signature).toBe(right);
  for (const path of ['/', '/iframe']) {
    const page = await (await fetch(`${shop.url}${path}`)).text();
    expect(page).not.toContain('mdk_secret');
    expect(page).not.toContain('md_test_1');
  }
});

test('escapes what it is called with', async () => {
  const page = await (await fetch(`${shop.url}/?as=${encodeURIComponent('<script>@x.test')}`)).text();
  expect(page).not.toContain('<script>@');
});

test('says what is missing', () => {
  expect(() => startExample({})).toThrow(/PORTAL_URL, DEPLOYMENT_ID/);
});
