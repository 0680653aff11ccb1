import { expect, it } from 'vitest';
import type { ParsedMail } from '@/lib/integrations/inbound/parsed-mail';
import { withoutSecrets } from './without-secrets';
import { answerOf, requestOf } from './words';

const TOKEN = 'dGhpcyBpcyBhIHNlY3JldCBvZiA0MyBsZXR0ZXJzIQ-_';
const SIGNED = 'WyJvcmdfMSIsInBhcl8xIl0.mb1t3ki6KbPFBoZIfKaIg';

it.each([
  [`https://portal.test/approve/${TOKEN}?choice=approved`, 'https://portal.test/approve/…?choice=approved'],
  [`> <https://portal.test/rate/${SIGNED}>`, '> <https://portal.test/rate/…>'],
  [`/api/unsubscribe/${SIGNED}`, '/api/unsubscribe/…'],
  [`https://safe.test/?url=https%3A%2F%2Fportal.test%2Fapprove%2F${TOKEN}&d=1`],
  [`https://portal.test/link/sign-in?token=${TOKEN}`, 'https://portal.test/link/sign-in?token=…'],
])('«%s» keeps no secret', (text, plain = 'https%3A%2F%2Fportal.test%2Fapprove%2F…&d=1') => {
  expect(withoutSecrets(text)).toContain(plain);
  expect(withoutSecrets(text)).not.toMatch(/dGhpcyBp|mb1t3ki6/);
});

it.each(['We approve/reject by hand', 'https://shop.test/rate/5', 'https://shop.test/?token=short'])(
  '«%s» stays as it is',
  (text) => expect(withoutSecrets(text)).toBe(text),
);

it('an answer to the mail of an approval hands its link to nobody', () => {
  const text = `Yes, go on.\n\nOn Mon, 2 Nov 2026 at 10:00, Meterdesk <a@b.test> wrote:\n> https://portal.test/approve/${TOKEN}`;
  const mail = { subject: 'Re: Your approval', text, files: [] } as unknown as ParsedMail;
  expect(JSON.stringify([answerOf(mail), requestOf(mail)])).not.toContain(TOKEN);
  const long = { ...mail, text: `${'word '.repeat(5_000)}\n${text}` };
  const [file] = requestOf(long).files;
  expect(new TextDecoder().decode(file?.bytes)).toContain('/approve/…');
});
