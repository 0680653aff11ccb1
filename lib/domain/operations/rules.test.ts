import { describe, expect, it } from 'vitest';
import { cleanError } from './rules';

describe('cleanError', () => {
  it('keeps what happened and drops the stack', () => {
    expect(cleanError('Error: connect ECONNREFUSED\n    at TCPConnectWrap (node:net:1)')).toBe(
      'Error: connect ECONNREFUSED',
    );
  });

  it('drops links, tokens and addresses', () => {
    const token = 'a'.repeat(43);
    const cleaned = cleanError(
      `mail to ann@example.test: https://portal.test/link/reset-password?token=${token} or ${token}`,
    );
    expect(cleaned).not.toContain(token);
    expect(cleaned).not.toContain('ann@');
    expect(cleaned).toBe('mail to [e-mail]: [address] or [cut]');
  });

  it('is bounded', () => {
    expect(cleanError('x y '.repeat(1_000)).length).toBeLessThanOrEqual(600);
  });
});
