import { afterEach, describe, expect, it, vi } from 'vitest';
import { readAddress, readReplyToken, replyAddress, replyToken } from './reply-token';

// The environment is read as a whole; nothing here asks the database.
process.env.DATABASE_URL ??= 'postgresql://nobody@127.0.0.1:1/none';
afterEach(() => vi.restoreAllMocks());

const ID = 'par_01kd3y8m5qfz7r9s2t4v6w8x0y';

describe('a reply token', () => {
  it('is read back, in whichever case a mail server left it', () => {
    const token = replyToken(ID);
    expect(token).toMatch(/^[0-9a-z]{42}$/);
    expect(readReplyToken(token)).toBe(ID);
    expect(readReplyToken(token.toUpperCase())).toBe(ID);
  });

  it('is nothing when any letter of it is another', () => {
    const token = replyToken(ID);
    for (let at = 0; at < token.length; at++) {
      const letter = token[at] === '7' ? '6' : '7';
      expect(readReplyToken(token.slice(0, at) + letter + token.slice(at + 1)), String(at)).toBeNull();
    }
  });

  it.each(['', 'x', ID, ID.slice(4), `${replyToken(ID)}0`, 'ü'.repeat(42)])('«%s» is none', (text) =>
    expect(readReplyToken(text)).toBeNull(),
  );
});

describe('an address of ours', () => {
  it('is the support address or one of a participant', () => {
    expect(readAddress(' Support@Meterdesk.test')).toEqual({ participantId: null });
    expect(replyAddress(ID)).toMatch(/^support\+[0-9a-z]{42}@meterdesk\.test$/);
    expect(readAddress(replyAddress(ID))).toEqual({ participantId: ID });
  });

  it.each([
    'support@example.com',
    'sales@meterdesk.test',
    'support+@meterdesk.test',
    `support+${ID.slice(4)}0123456789abcdef@meterdesk.test`,
    'support@meterdesk.test@example.com',
    'support@mail.meterdesk.test',
    '',
  ])('«%s» is none', (address) => expect(readAddress(address)).toBeNull());
});

it.each([
  ['', '', false],
  ['secret', '', true],
  ['', 'mx.example.com', true],
])(
  'with the hook’s password «%s» and the mail server «%s» mail comes in: %s',
  async (hook, server, comes) => {
    vi.resetModules();
    vi.stubEnv('MAIL_HOOK_SECRET', hook);
    vi.stubEnv('MAIL_AUTHSERV_ID', server);
    expect((await import('./reply-token')).takesMail()).toBe(comes);
    vi.unstubAllEnvs();
  },
);
