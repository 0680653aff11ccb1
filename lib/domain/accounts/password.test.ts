import { describe, expect, it } from 'vitest';
import { isCommonPassword } from './common-passwords';
import { hashPassword, idleAsVerify, verifyPassword } from './password';
import { SignUpInput } from './schema';

describe('hashPassword', () => {
  it('carries its parameters and a salt of its own', async () => {
    const [one, other] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
    expect(one).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
    expect(one).not.toBe(other);
  });

  it('knows its password, in any normal form, and no other', async () => {
    const stored = await hashPassword('caf\u00e9 au lait');
    expect(await verifyPassword('cafe\u0301 au lait', stored)).toBe(true);
    expect(await verifyPassword('cafe au lait', stored)).toBe(false);
  });
});

describe('an account that is not there', () => {
  it('is refused after the same work, and a locked one after the same time', async () => {
    const stored = await hashPassword('correct horse');
    const timed = async (work: () => Promise<unknown>) => {
      const startedAt = performance.now();
      await work();
      return performance.now() - startedAt;
    };
    const real = await timed(() => verifyPassword('wrong', stored));
    const dummy = await timed(async () => expect(await verifyPassword('wrong', null)).toBe(false));
    const locked = await timed(idleAsVerify);
    expect(dummy).toBeGreaterThan(real / 3);
    expect(locked).toBeGreaterThan(real / 3);
  });
});

describe('isCommonPassword', () => {
  it.each([
    'Password123',
    'qwertyuiop',
    '1234567890',
    'aaaaaaaaaaaa',
    'welcome2026!',
    'letmein!!!!',
    'P@ssw0rd2026',
  ])('refuses %s', (password) => expect(isCommonPassword(password)).toBe(true));
  it.each(['correct horse battery', 'passwordless sign-in', 'qwerty is a layout', '8493-2251-7036'])(
    'lets %s pass',
    (password) => expect(isCommonPassword(password)).toBe(false),
  );
});

describe('SignUpInput', () => {
  const input = {
    name: 'Ada',
    email: 'Ada@Example.test ',
    password: 'correct horse',
    organisation: 'Engines',
  };
  it('lowers the address and keeps the password as typed', () => {
    expect(SignUpInput.parse({ ...input, password: ' correct horse ' })).toMatchObject({
      email: 'ada@example.test',
      password: ' correct horse ',
    });
  });
  it.each([
    ['too short', { password: 'short' }, 'tooShort?min=10'],
    ['too long', { password: 'x1y2'.repeat(60) }, 'tooLong?max=200'],
    ['the address itself', { password: 'ada@example.TEST' }, 'passwordIsAddress'],
    ['NUL', { password: 'correct\u0000horse' }, 'badCharacters'],
    ['a lone surrogate', { password: 'correct\ud800horse' }, 'badCharacters'],
    ['common', { password: 'Password1234' }, 'commonPassword'],
  ])('refuses a password that is %s', (_, over, message) => {
    const { error } = SignUpInput.safeParse({ ...input, ...over });
    expect(error?.issues.map((issue) => [issue.path[0], issue.message])).toContainEqual([
      'password',
      message,
    ]);
  });
});
