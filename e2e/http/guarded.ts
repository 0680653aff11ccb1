import type { Answer } from '../fixtures/http';
import { expect } from '../fixtures/test';

/** What every answer of ours has, whatever was asked: no 500, an id, and the headers that protect the reader. */
export function expectGuarded({ status, headers, body }: Answer, asked: string): void {
  const told = `${status} ${asked}`;
  expect.soft(status, told).toBeLessThan(500);
  expect.soft(headers['x-request-id'], told).toMatch(/^[\w-]{8,64}$/);
  expect.soft(headers['x-content-type-options'], told).toBe('nosniff');
  // Other apps frame the inbox: there the policy alone says who may.
  if (!asked.startsWith('/embed/')) expect.soft(headers['x-frame-options'], told).toBe('DENY');
  expect.soft(headers['x-powered-by'], told).toBeUndefined();
  if (headers['content-type']?.startsWith('text/html')) expectPolicy({ status, headers, body }, told);
}

/** The policy of a page: scripts by this answer's nonce alone, nobody may frame it. */
export function expectPolicy({ headers, body }: Answer, told: string): void {
  const policy = String(headers['content-security-policy']);
  const scripts = /script-src ([^;]+)/.exec(policy)?.[1] ?? '';
  expect.soft(scripts, told).toMatch(/'nonce-[\w+/=]+'/);
  expect.soft(scripts, told).not.toMatch(/unsafe-(eval|inline)/);
  for (const directive of [
    `frame-ancestors 'none'`,
    `base-uri 'none'`,
    `object-src 'none'`,
    `form-action 'self'`,
  ])
    expect.soft(policy, told).toContain(directive);
  const nonce = /'nonce-([^']+)'/.exec(scripts)?.[1] ?? '';
  for (const [script] of body.matchAll(/<script\b[^>]*>/g)) expect.soft(script, told).toContain(nonce);
}

/** A refusal in the words of RFC 9457, with the id that stands in the log. */
export function expectRefusal(answer: Answer, status: number, code: string): void {
  expectGuarded(answer, `${code} ${answer.body.slice(0, 120)}`);
  expect.soft(answer.status, answer.body.slice(0, 200)).toBe(status);
  expect.soft(answer.headers['content-type']).toContain('application/problem+json');
  if (!answer.body.startsWith('{')) return;
  const problem = JSON.parse(answer.body) as { code: string; detail: string; requestId: string };
  expect.soft(problem.code).toBe(code);
  expect.soft(problem.detail).toMatch(/\w/);
  expect.soft(problem.requestId).toBe(answer.headers['x-request-id']);
}
