import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { brandLimits } from '@/lib/domain/notifications/schema';
import { bodyLimit, isOwnOrigin, needsOrigin } from './csrf';

const APP = 'https://portal.example';
const own = (headers: Record<string, string>) => isOwnOrigin(new Headers(headers), APP);

describe('needsOrigin', () => {
  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'post'])('asks %s', (method) => {
    expect(needsOrigin(method, '/overview')).toBe(true);
  });
  it.each(['GET', 'HEAD', 'OPTIONS'])('lets %s pass', (method) =>
    expect(needsOrigin(method, '/')).toBe(false),
  );
  it('lets programs with their own proof pass, and nothing that only looks like them', () => {
    expect(needsOrigin('POST', '/api/webhooks/stripe')).toBe(false);
    expect(needsOrigin('POST', '/api/v1/credits')).toBe(false);
    expect(needsOrigin('POST', '/api/webhooksx')).toBe(true);
    expect(needsOrigin('POST', '/x/api/webhooks/stripe')).toBe(true);
  });
});

describe('isOwnOrigin', () => {
  it('knows the public address and the host it was asked under', () => {
    expect(own({ origin: APP })).toBe(true);
    expect(own({ origin: 'http://10.0.0.5:3000', host: '10.0.0.5:3000' })).toBe(true);
  });
  it.each([
    [{}],
    [{ origin: 'https://evil.example' }],
    [{ origin: 'https://portal.example.evil.example' }],
    [{ origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }],
    [{ origin: 'null' }],
    [{ origin: 'null', 'sec-fetch-site': 'cross-site' }],
    [{ origin: 'not an address', host: 'portal.example' }],
    [{ 'sec-fetch-site': 'none' }],
    [{ 'sec-fetch-site': 'same-site' }],
  ])('refuses %o', (headers) => expect(own(headers as Record<string, string>)).toBe(false));
  it('takes the browser at its word where it hides the origin', () => {
    expect(own({ origin: 'null', 'sec-fetch-site': 'same-origin' })).toBe(true);
    expect(own({ 'sec-fetch-site': 'same-origin' })).toBe(true);
  });
});

it('has room for files on their own routes only, and on each that takes one', () => {
  const routes = readdirSync('app/api', { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('route.ts') && readFileSync(`app/api/${file}`, 'utf8').includes('readUpload('),
  );
  expect(routes.length).toBeGreaterThan(3);
  for (const file of routes) {
    const path = `/api/${file.replace('/route.ts', '').replaceAll(/\[[^\]]+\]/g, 'id_1')}`;
    // A logo is small: it has room under the limit of everything else.
    const needed = path === '/api/admin/brand/logo' ? brandLimits.logoBytes : 25 * 1024 ** 2 + 1;
    expect(bodyLimit(path), path).toBeGreaterThanOrEqual(needed);
  }
  expect(bodyLimit('/api/portal/attachments')).toBeGreaterThan(25 * 1024 ** 2);
  expect(bodyLimit('/api/portal/attachments/x')).toBe(256 * 1024);
});
