import { describe, expect, it } from 'vitest';
import { fold } from '@/lib/integrations/inbound/fold';
import { classify } from '@/lib/integrations/inbound/classify';
import { parseMail } from '@/lib/integrations/inbound/parse-mail';
import { ownResults, provesSender } from '@/lib/integrations/inbound/sender-proof';
import {
  answerSubject,
  answerTo,
  compose,
  languages,
  programs,
  type Kind,
  type Language,
  type Program,
} from './answer';
import type { Mail } from './store';

const SERVER = 'mx.sandbox.test';
const mail: Mail = {
  ...{ id: 'mail_1', messageId: '<abc@portal.test>', to: 'nora@example.com' },
  ...{ from: 'Meterdesk <portal@meterdesk.test>', subject: '[REQ-2026-000123] Slow' },
  ...{ text: 'Hello Nora,\n\nWhich browser do you use?', html: null, links: [] },
  receivedAt: '2026-11-20T10:12:00.000Z',
  headers: [
    { name: 'reply-to', value: 'Meterdesk <support+abc@meterdesk.test>' },
    { name: 'references', value: '<root@portal.test>' },
  ],
};

async function read(kind: Kind, program: Program = 'gmail', language: Language = 'en') {
  const raw = await compose(
    {
      ...{ from: mail.to, to: answerTo(mail), subject: answerSubject(mail), text: 'Firefox.\n\nNora', kind },
      answers: { mail, program, language },
    },
    SERVER,
  );
  const answer = await parseMail(raw);
  if (!('mail' in answer)) throw new Error('unreadable');
  return answer.mail;
}

describe('an answer from the sandbox', () => {
  it.each(programs.flatMap((program) => languages.map((language) => [program, language] as const)))(
    'as %s writes it in %s is folded to what was typed',
    async (program, language) => {
      const answer = await read('person', program, language);
      const { shown, quoted } = fold(answer.text);
      expect(shown).toBe('Firefox.\n\nNora');
      expect(quoted).toContain('Which browser do you use?');
    },
  );

  it('refers to the mail, goes to its own address, and is vouched for', async () => {
    const answer = await read('person');
    expect(answer.refersTo).toEqual(['abc@portal.test', 'abc@portal.test', 'root@portal.test']);
    expect(answer.addressed).toEqual(['support+abc@meterdesk.test']);
    expect(provesSender(ownResults(answer.headers, [SERVER]), 'example.com')).toBe(true);
  });

  it('of a forger is not, and a machine says that it is one', async () => {
    const forged = await read('forged');
    expect(provesSender(ownResults(forged.headers, [SERVER]), 'example.com')).toBe(false);
    expect(classify(await read('automatic'), '')).toEqual({ kind: 'automatic', reason: 'autoReply' });
  });
});
