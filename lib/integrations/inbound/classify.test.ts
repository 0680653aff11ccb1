import { describe, expect, it } from 'vitest';
import { mailFixture } from '@/lib/testing/mails';
import { isPermanent } from './bounce';
import { classify } from './classify';
import { parseMail } from './parse-mail';

async function kindOf(name: string, envelopeFrom = 'nora@example.com') {
  const read = await parseMail(mailFixture(name, { answers: 'abc@meterdesk.test' }));
  if (!('mail' in read)) throw new Error('unreadable');
  return classify(read.mail, envelopeFrom);
}

const plain = (headers: Record<string, string>, over: { subject?: string; from?: string } = {}) => ({
  headers: Object.entries(headers).map(([key, value]) => ({ key, value })),
  from: [{ name: '', address: over.from ?? 'nora@example.com' }],
  subject: over.subject ?? 'Hello',
  files: [],
});

describe('a mail of a person', () => {
  it.each(['gmail-en', 'outlook-desktop-ar', 'iphone-fr', 'gmail-invite', 'outlook-traversal'])(
    '%s',
    async (name) => expect(await kindOf(name)).toEqual({ kind: 'person' }),
  );
  it('may speak of automatic replies', () => {
    const mail = plain({ 'auto-submitted': 'no' }, { subject: 'Automatic reply: does not work' });
    expect(classify(mail, 'nora@example.com')).toEqual({ kind: 'person' });
  });
});

describe('a mail of a machine', () => {
  it.each([
    ['outlook-auto-reply-en', 'autoReply'],
    ['gmail-auto-reply-ar', 'autoReply'],
    ['newsletter', 'listMail'],
  ])('%s: %s', async (name, reason) => {
    expect(await kindOf(name)).toEqual({ kind: 'automatic', reason });
  });

  it.each([
    [{ 'auto-submitted': 'auto-replied; owner-email="a@b"' }, 'autoReply'],
    [{ precedence: 'auto_reply' }, 'autoReply'],
    [{ precedence: 'junk' }, 'listMail'],
    [{ 'x-loop': 'nora@example.com' }, 'autoReply'],
    [{ 'return-path': '<>' }, 'autoReply'],
    [{ 'content-type': 'multipart/report; report-type=disposition-notification' }, 'receipt'],
  ])('%o', (headers, reason) => {
    expect(classify(plain(headers as Record<string, string>), 'nora@example.com')).toMatchObject({ reason });
  });

  it.each(['MAILER-DAEMON@mx.test', 'no-reply@shop.test', 'donotreply@shop.test', 'bounces+7@shop.test'])(
    'from %s',
    (from) => expect(classify(plain({}, { from }), from)).toMatchObject({ kind: 'automatic' }),
  );
  it('from nobody is never answered', () => {
    expect(classify(plain({}), '')).toEqual({ kind: 'automatic', reason: 'autoReply' });
  });
});

describe('a bounce', () => {
  it('names the mail that came back and for whom', async () => {
    const found = await kindOf('postfix-bounce', '');
    expect(found).toEqual({
      kind: 'bounce',
      report: {
        messageId: 'abc@meterdesk.test',
        recipients: [
          {
            ...{ recipient: 'nora@example.com', action: 'failed', status: '5.1.1' },
            said: 'smtp; 550 5.1.1 User unknown',
          },
        ],
      },
    });
    expect(found.kind === 'bounce' && found.report.recipients.map(isPermanent)).toEqual([true]);
  });
  it('that is only a delay is not for good', async () => {
    const found = await kindOf('exchange-delayed', '');
    expect(found).toMatchObject({ kind: 'bounce', report: { messageId: 'abc@meterdesk.test' } });
    expect(found.kind === 'bounce' && found.report.recipients.some(isPermanent)).toBe(false);
  });
});
