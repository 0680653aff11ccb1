import { newCast, type Cast } from '../fixtures/cast';
import { ask, json } from '../fixtures/http';
import { expect, test } from '../fixtures/test';
import { expectGuarded, expectPolicy } from './guarded';

let cast: Cast;
test.beforeAll(async () => {
  cast = await newCast();
});

test('pages, data, files, refusals, redirects and static files carry the headers', async () => {
  const page = await ask('GET', '/overview', { as: cast.owner });
  expect(page.status).toBe(200);
  expectPolicy(page, 'a page');
  const chunk = /\/_next\/static\/[^"]+\.js/.exec(page.body)?.[0] ?? '';
  const paths = [
    '/overview',
    '/api/portal/overview',
    '/nothing',
    '/api/nothing',
    '/',
    chunk,
    '/_next/static/nothing.js',
  ];
  for (const path of paths) expectGuarded(await ask('GET', path, { as: cast.owner }), path);
  expectGuarded(await ask('GET', '/overview'), 'signed out');
  expectGuarded(await ask('GET', '//evil.example/'), 'two slashes');
  expectGuarded(await ask('PUT', '/api/portal/drafts', { as: cast.owner, ...json('{') }), 'malformed');
  expectGuarded(await ask('GET', '/finance/revenue/export.csv', { as: cast.finance }), 'csv');
});

test('every page has a nonce of its own, and every request an id', async () => {
  const nonce = (policy: unknown) => /'nonce-([^']+)'/.exec(String(policy))?.[1];
  const [one, two] = [await ask('GET', '/sign-in'), await ask('GET', '/sign-in')];
  expect(nonce(one.headers['content-security-policy'])).not.toBe(
    nonce(two.headers['content-security-policy']),
  );
  expect(one.headers['x-request-id']).not.toBe(two.headers['x-request-id']);
  const told = await ask('GET', '/api/health', { headers: { 'x-request-id': 'told-by-the-proxy-1' } });
  expect(told.headers['x-request-id']).toBe('told-by-the-proxy-1');
  const forged = await ask('GET', '/api/health', { headers: { 'x-request-id': '<script>' } });
  expect(forged.headers['x-request-id']).not.toContain('<');
});

test('what is signed in is for one person: two load the same pages and see each their own', async () => {
  const [one, two] = [cast.owner, (await newCast()).owner];
  for (const path of ['/overview', '/credits', '/billing', '/support', '/settings', '/settings/members']) {
    const [first, second] = [await ask('GET', path, { as: one }), await ask('GET', path, { as: two })];
    expect(first.body, path).toContain(one.email);
    expect(first.body, path).not.toContain(two.email);
    expect(second.body, path).toContain(two.email);
    expect(second.body, path).not.toContain(one.email);
    expect(String(first.headers['cache-control']), path).toMatch(/no-store/);
    expect(first.headers['x-nextjs-cache'], path).toBeUndefined();
  }
});

test('a cookie that is forged, cut short or of another secret opens nothing', async () => {
  const { cookie } = cast.owner;
  const forged = [
    '',
    'x',
    cookie.slice(0, -3),
    `${cookie}x`,
    cookie.split('.').toReversed().join('.'),
    '%00',
    '\u00ff',
  ];
  for (const value of forged) {
    const answer = await ask('GET', '/overview', { headers: { cookie: `meterdesk.session=${value}` } });
    expectGuarded(answer, value);
    expect(answer.headers.location, value).toMatch(/^\/sign-in/);
  }
});
