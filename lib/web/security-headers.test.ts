import { expect, test } from 'vitest';
import { contentSecurityPolicy, securityHeaders } from './security-headers';

const page = { nonce: 'bm9uY2U=', isDevelopment: false, isSecure: true };

test('over TLS the browser is told to stay there', () => {
  expect(securityHeaders('/overview', true)).toMatchObject({
    'Strict-Transport-Security': expect.stringContaining('max-age=63072000') as string,
  });
  expect(securityHeaders('/overview', false)).not.toHaveProperty('Strict-Transport-Security');
  expect(contentSecurityPolicy(page)).toContain('upgrade-insecure-requests');
});

test('scripts run by the nonce alone, and nobody frames a page', () => {
  const policy = contentSecurityPolicy(page);
  expect(policy).toContain("script-src 'self' 'nonce-bm9uY2U=' 'strict-dynamic';");
  expect(policy).not.toMatch(/unsafe-eval/);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toContain("worker-src 'self';");
});

test('an address with a secret is not handed on', () => {
  expect(securityHeaders('/link/sign-in', false)['Referrer-Policy']).toBe('no-referrer');
});
