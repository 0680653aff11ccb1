import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apiScopes } from '@/lib/core/context';
import { hashOf, isAllowed, modeOf, newSecret, prefixOf, refusalOf, statusOf } from './rules';
import { CreateKeyInput, keyScopes, LinkCustomerInput } from './schema';

const NOW = new Date('2026-11-21T10:00:00Z');

describe('a secret', () => {
  it('says where it was made, can be told from noise, and is never the same', () => {
    const secrets = Array.from({ length: 500 }, () => newSecret('test'));
    expect(new Set(secrets).size).toBe(500);
    for (const secret of secrets) {
      expect(secret).toMatch(/^md_test_[0-9A-Za-z]{49}$/);
      expect(modeOf(secret)).toBe('test');
    }
    expect(modeOf(newSecret('live'))).toBe('live');
    const secret = newSecret('live');
    expect(prefixOf(secret)).toBe(secret.slice(0, 14));
    expect(hashOf(secret)).toMatch(/^[0-9a-f]{64}$/);
  });

  it('with one character changed is none', () => {
    const secret = newSecret('test');
    fc.assert(
      fc.property(fc.nat(secret.length - 1), fc.constantFrom(...'aZ09_-'), (at, sign) => {
        const changed = secret.slice(0, at) + sign + secret.slice(at + 1);
        expect(modeOf(changed)).toBe(changed === secret ? 'test' : null);
      }),
    );
    expect(modeOf(secret.replace('md_test_', 'md_live_'))).toBeNull();
    expect(modeOf(`${secret} `)).toBeNull();
    expect(modeOf('')).toBeNull();
  });
});

describe('the list of addresses', () => {
  it.each([
    [[], undefined, true],
    [['203.0.113.7'], '203.0.113.7', true],
    [['203.0.113.7'], '203.0.113.8', false],
    [['203.0.113.7'], undefined, false],
    [['203.0.113.7'], 'nonsense', false],
    [['10.0.0.0/8', '203.0.113.0/30'], '203.0.113.3', true],
    [['10.0.0.0/8', '203.0.113.0/30'], '203.0.113.4', false],
    [['2001:db8::/32'], '2001:db8:1::5', true],
    [['2001:db8::/32'], '2001:db9::5', false],
    [['0.0.0.0/0'], '2001:db8::1', false],
    [['::1'], '::1', true],
  ])('%j and %s: %s', (list, ip, allowed) => expect(isAllowed(list, ip)).toBe(allowed));

  it('takes what node:net understands, and nothing else', () => {
    const parsed = (allowedIps: string) =>
      CreateKeyInput.safeParse({ name: 'Key', scopes: ['credits:read'], allowedIps });
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.ipV4Extended()), fc.nat(140), (address, bits) => {
        const typed = parsed(`${address}/${bits}, ${address}`);
        if (typed.success) expect(() => isAllowed(typed.data.allowedIps, '203.0.113.7')).not.toThrow();
      }),
    );
    expect(parsed('203.0.113.7\n2001:db8::/32,10.0.0.0/8').data?.allowedIps).toEqual([
      '203.0.113.7',
      '2001:db8::/32',
      '10.0.0.0/8',
    ]);
    for (const bad of [
      '10.0.0.0/33',
      '::/129',
      '10.0.0',
      '01.2.3.4',
      'example.com',
      '10.0.0.0/8/9',
      '1.2.3.4/',
    ])
      expect(parsed(bad).success, bad).toBe(false);
  });
});

describe('the standing of a key', () => {
  const key = {
    ...{ keyId: 'key', organisationId: 'org', appId: null, scopes: [], ratePerMinute: 1 },
    allowedIps: ['203.0.113.7'],
  };

  it('refuses with its own reason', () => {
    const reason = (status: 'active' | 'revoked' | 'expired' | 'appDisabled', ip?: string) =>
      refusalOf({ ...key, status }, ip)?.reason;
    expect(reason('active', '203.0.113.7')).toBeUndefined();
    expect(reason('active', '203.0.113.8')).toBe('keyAddress');
    expect(reason('revoked', '203.0.113.7')).toBe('keyRevoked');
    expect(reason('expired')).toBe('keyExpired');
    expect(reason('appDisabled')).toBe('appDisabled');
  });

  it('ends at the very instant of its expiry', () => {
    const open = { revokedAt: null, expiresAt: null, replacedById: null };
    expect(statusOf(open, NOW)).toBe('active');
    expect(statusOf({ ...open, expiresAt: NOW }, NOW)).toBe('expired');
    expect(statusOf({ ...open, expiresAt: new Date(NOW.getTime() + 1) }, NOW)).toBe('active');
    expect(statusOf({ ...open, replacedById: 'key' }, NOW)).toBe('ending');
    expect(statusOf({ ...open, revokedAt: NOW }, NOW)).toBe('revoked');
  });
});

describe('the inputs', () => {
  it('know every scope of the API', () => expect([...keyScopes]).toEqual([...apiScopes]));

  it('keep each scope once and in order, and need one', () => {
    const scopes = (given: string[]) => CreateKeyInput.safeParse({ name: 'Key', scopes: given });
    expect(scopes(['credits:spend', 'credits:read', 'credits:spend']).data?.scopes).toEqual([
      'credits:read',
      'credits:spend',
    ]);
    expect(scopes([]).success).toBe(false);
    expect(scopes(['credits:steal']).success).toBe(false);
  });

  it('take an empty expiry for none, and no external id that looks like ours', () => {
    const days = (expiresInDays: unknown) =>
      CreateKeyInput.safeParse({ name: 'Key', scopes: ['credits:read'], expiresInDays });
    expect(days('').data).toMatchObject({ expiresInDays: undefined });
    expect(days('90').data).toMatchObject({ expiresInDays: 90 });
    for (const bad of ['0', '-1', '1.5', '4000', 'soon']) expect(days(bad).success, bad).toBe(false);
    const link = { appId: `app_${'0'.repeat(26)}`, organisation: 'owner@example.test' };
    expect(LinkCustomerInput.safeParse({ ...link, externalId: `org_${'0'.repeat(26)}` }).success).toBe(false);
    expect(LinkCustomerInput.safeParse({ ...link, externalId: 'acme-7' }).success).toBe(true);
  });
});
