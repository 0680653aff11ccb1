import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { creditsToDecimal, parseCredits } from './credits';
import { parseEnvironment } from './env';
import { AppError, parse } from './errors';
import { Id, newId } from './ids';
import { allocate, moneyToDecimal, mulDiv, parseMoney } from './money';
import { email, line, localPath, text } from './text';

describe('credits', () => {
  it('come out of their decimal as they went in', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }), (micro) => {
        expect(parseCredits(creditsToDecimal(micro))).toBe(micro);
      }),
    );
  });
  it.each(['', ' ', '1.0000001', '1e3', 'NaN', '0x10', '1,000', '--1', '.5', '1.'])(
    '«%s» is no amount',
    (value) => expect(parseCredits(value)).toBeNull(),
  );
});

describe('money', () => {
  it('splits so that the parts sum to the whole, each within one of its share', () => {
    const weights = fc.array(fc.bigInt({ min: 0n, max: 1_000_000n }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), weights, (total, parts) => {
        const sum = parts.reduce((a, b) => a + b, 0n);
        fc.pre(sum > 0n);
        const shares = allocate(total, parts);
        expect(shares.reduce((a, b) => a + b, 0n)).toBe(total);
        shares.forEach((share, i) => {
          const exact = (total * (parts[i] ?? 0n)) / sum;
          expect(share === exact || share === exact + (total < 0n ? -1n : 1n)).toBe(true);
        });
      }),
    );
  });
  it('rounds half away from zero', () => {
    expect([mulDiv(5n, 1n, 2n), mulDiv(-5n, 1n, 2n), mulDiv(4n, 1n, 3n)]).toEqual([3n, -3n, 1n]);
  });
  it('knows the digits of a currency', () => {
    expect([
      parseMoney('12.5', 'USD'),
      parseMoney('12.505', 'USD'),
      parseMoney('12', 'JPY'),
      parseMoney('1.5', 'JPY'),
    ]).toEqual([1250n, null, 12n, null]);
    expect([moneyToDecimal(5n, 'USD'), moneyToDecimal(-1250n, 'USD'), moneyToDecimal(1234n, 'KWD')]).toEqual([
      '0.05',
      '-12.50',
      '1.234',
    ]);
  });
});

describe('text', () => {
  it('refuses what PostgreSQL or Unicode cannot hold', () => {
    for (const bad of ['a\u0000b', '\ud800', 'x\udfff'])
      for (const schema of [text(10), line(10), email]) expect(schema.safeParse(bad).success).toBe(false);
    expect(line(10).safeParse('a\nb').success).toBe(false);
    expect(text(10).safeParse('a\nb').success).toBe(true);
  });
  it('lets only paths of this app through', () => {
    for (const good of ['/', '/support/new?step=review', '/a%20b', '/a/..b/.c?d=..//e'])
      expect(localPath.safeParse(good).success, good).toBe(true);
    for (const bad of [
      '//evil.test',
      '/\\evil.test',
      '/..//evil.test',
      '/.//evil.test',
      '/a//evil.test',
      '/%2e%2e%2F%2fevil.test',
      '/%5cevil.test',
      '/a/..',
      '/a/%2E./b',
      '/%09/evil.test',
      '/%',
      'https://evil.test',
      'javascript:x',
      '/a b',
      '/a\n',
      '',
    ])
      expect(localPath.safeParse(bad).success, bad).toBe(false);
  });
});

describe('ids', () => {
  it('are accepted by their own kind only', () => {
    const id = newId('request');
    expect(Id('request').safeParse(id).success).toBe(true);
    for (const bad of [newId('purchase'), `${id}x`, id.toUpperCase(), `${id}\u0000`, 'req_', ''])
      expect(Id('request').safeParse(bad).success).toBe(false);
  });
});

describe('errors', () => {
  it('carry a message key for each wrong field', () => {
    const schema = z.object({
      name: text(3),
      age: z.int().min(1),
      list: z.array(z.string()).max(1),
      mail: email,
    });
    try {
      parse(schema, { name: 'long one', age: Number.NaN, list: ['a', 'b'], mail: 'nobody' });
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(AppError);
      expect((error as AppError).fields).toEqual({
        name: 'tooLong?max=3',
        age: 'wrongType',
        list: 'tooMany?max=1',
        mail: 'email',
      });
    }
  });
});

describe('the environment', () => {
  const good = { DATABASE_URL: 'postgresql://u@h/d', AUTH_SECRET: 'x'.repeat(32) };
  it('names what is missing or wrong, without its value', () => {
    expect(() => parseEnvironment({})).toThrow(/DATABASE_URL is missing\n.*AUTH_SECRET is missing/);
    expect(() => parseEnvironment({ ...good, AUTH_SECRET: 'hunter2' })).toThrow(
      /AUTH_SECRET must have at least 32/,
    );
    expect(() => parseEnvironment({ ...good, AUTH_SECRET: 'hunter2' })).not.toThrow(/hunter2/);
    expect(() => parseEnvironment({ ...good, PORT: 'abc', LOG_LEVEL: 'loud' })).toThrow(
      /LOG_LEVEL[^]*PORT|PORT[^]*LOG_LEVEL/,
    );
    expect(parseEnvironment(good).APP_URL).toBe('http://localhost:3000');
  });
});
