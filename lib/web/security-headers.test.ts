import { expect, test } from 'vitest';
import { contentSecurityPolicy, securityHeaders, servesFile } from './security-headers';

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

test('files of others may run nothing, whoever serves them', () => {
  for (const path of [
    '/api/portal/attachments/att_1',
    '/api/embed/attachments/att_1',
    '/api/desk/requests/req_1/attachments/att_1',
    '/api/desk/mail/mai_1/raw',
  ])
    expect(servesFile(path), path).toBe(true);
  for (const path of ['/api/desk/mail/mai_1', '/api/portal/attachments', '/desk/mail/mai_1/raw'])
    expect(servesFile(path), path).toBe(false);
});

test('an address with a secret is not handed on', () => {
  expect(securityHeaders('/link/sign-in', false)['Referrer-Policy']).toBe('no-referrer');
});

test('a page that an owner decides on is kept and found by nobody, and hands its address to nobody', () => {
  expect(securityHeaders('/approve/x', true)).toMatchObject({
    ...{ 'Referrer-Policy': 'no-referrer', 'Cache-Control': 'no-store' },
    ...{ 'X-Robots-Tag': 'noindex, nofollow', 'X-Frame-Options': 'DENY' },
  });
});

test('the embedded inbox is framed by the origins of its deployment, its script is for every site, and nothing else is', () => {
  expect(securityHeaders('/embed/dep_1', true)).not.toHaveProperty('X-Frame-Options');
  for (const path of ['/embed', '/embed/dep_1/x', '/embedded/dep_1', '/overview'])
    expect(securityHeaders(path, true)['X-Frame-Options'], path).toBe('DENY');
  const ancestors = ['https://a.test', 'https://b.test'];
  expect(contentSecurityPolicy({ ...page, ancestors })).toContain(
    'frame-ancestors https://a.test https://b.test;',
  );
  expect(contentSecurityPolicy({ ...page, ancestors: [] })).toContain("frame-ancestors 'none'");
  expect(securityHeaders('/embed.js', true)['Cross-Origin-Resource-Policy']).toBe('cross-origin');
  expect(securityHeaders('/embed.json', true)['Cross-Origin-Resource-Policy']).toBe('same-origin');
});
