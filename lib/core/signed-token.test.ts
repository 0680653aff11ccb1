import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSeal, seal } from './seal';
import { boundToken, hashToken, readToken, signToken } from './signed-token';

// The environment is read as a whole; nothing here asks the database.
process.env.DATABASE_URL ??= 'postgresql://nobody@127.0.0.1:1/none';

describe('a signed token', () => {
  it('says what it was made of', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 4 }), (parts) => {
        expect(readToken('rate', signToken('rate', parts))).toEqual(parts);
      }),
    );
  });
  it('is nothing for another purpose', () => {
    expect(readToken('unsubscribe', signToken('rate', ['par_1']))).toBeNull();
  });
  it('is nothing with other parts under its signature', () => {
    const mac = signToken('rate', ['par_1']).split('.')[1];
    const other = Buffer.from(JSON.stringify(['par_2'])).toString('base64url');
    expect(readToken('rate', `${other}.${mac}`)).toBeNull();
  });
  it.each(['', '.', 'a', 'a.b', 'a.b.c', '.b', 'a.', '%%%.%%%', 'x'.repeat(5_000)])(
    '«%.20s» is none',
    (token) => expect(readToken('rate', token)).toBeNull(),
  );
});

describe('a bound token', () => {
  it('is the same for the same parts, 43 letters long, and stored only as its hash', () => {
    const token = boundToken('approval', ['apv_1', 'req_1']);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(boundToken('approval', ['apv_1', 'req_1'])).toBe(token);
    expect(hashToken(token)).toMatch(/^[0-9a-f]{64}$/);
  });
  it('is another one where the same letters are split otherwise', () => {
    expect(boundToken('approval', ['a', 'bc'])).not.toBe(boundToken('approval', ['ab', 'c']));
  });
});

describe('a seal', () => {
  it('opens to what was put in, and shows nothing of it', async () => {
    const sealed = await seal({ url: 'https://portal.test/approve/secret' });
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('secret');
    expect(sealed).not.toContain('secret');
    expect(await openSeal(sealed)).toEqual({ url: 'https://portal.test/approve/secret' });
  });
  it('does not open when a letter was changed', async () => {
    const sealed = await seal(['a']);
    const parts = sealed.split('.');
    parts[3] = `${parts[3]?.startsWith('A') ? 'B' : 'A'}${parts[3]?.slice(1)}`;
    await expect(openSeal(parts.join('.'))).rejects.toThrow();
  });
});
