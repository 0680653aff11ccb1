import { describe, expect, it } from 'vitest';
import { mailFixture } from '@/lib/testing/mails';
import { fold } from './fold';
import { parseMail } from './parse-mail';

const MONDAY_AR = 'منذ يوم الاثنين.';

/** What is left of each mail of e2e/mails, as its writer would say it. */
const SHOWN: Record<string, string> = {
  'gmail-en': 'Firefox 145, since Monday.\n\nIt is only slow with *more than ten* items.',
  'gmail-fr': 'Firefox 145, depuis lundi.\n\nMerci !',
  'gmail-ar': `فايرفوكس ١٤٥، ${MONDAY_AR}\n\nشكرا لكم`,
  'outlook-desktop-en': 'Hi Sami,\n\nFirefox 145, since Monday. See the note below.',
  'outlook-desktop-fr': 'Bonjour Sami,\n\nFirefox 145, depuis lundi.',
  'outlook-desktop-ar': `مرحبا سامي،\n\nفايرفوكس 145، ${MONDAY_AR}\n\nمع التحية\nنورا`,
  'outlook-web-en': 'Firefox 145, since Monday.\n\nNora',
  'outlook-web-fr': 'Firefox 145, depuis lundi.\n\nNora',
  'outlook-web-ar': `فايرفوكس، ${MONDAY_AR}\n\nنورا`,
  'outlook-phone-en': 'Firefox, since Monday.',
  'outlook-phone-fr': 'Firefox, depuis lundi.',
  'outlook-phone-ar': `فايرفوكس، ${MONDAY_AR}`,
  'outlook-html-only-en': 'Firefox 145 & Safari, since Monday.\n\nNora',
  'iphone-en': 'Firefox, since Monday.',
  'iphone-fr': 'Firefox, depuis lundi.',
  'iphone-ar': `فايرفوكس، ${MONDAY_AR}`,
  'apple-mail-en': 'Firefox 145, since Monday.\n\nNora',
  'apple-mail-fr': 'Firefox 145, depuis lundi.\n\nNora',
  'apple-mail-ar': `فايرفوكس ١٤٥، ${MONDAY_AR}\n\nنورا`,
};

async function foldedOf(name: string) {
  const read = await parseMail(mailFixture(name));
  if (!('mail' in read)) throw new Error(`${name} is unreadable`);
  return fold(read.mail.text);
}

describe('what a mail says, without what it answers', () => {
  it.each(Object.entries(SHOWN))('%s', async (name, shown) => {
    const folded = await foldedOf(name);
    expect(folded.shown).toBe(shown);
    expect(folded.quoted).toMatch(/browser|navigateur|متصفح/);
  });

  it('keeps the quotes that stand between answers', async () => {
    const english = await foldedOf('gmail-inline-en');
    for (const part of ['> Which browser do you use?', 'Firefox 145.', '> Since when', 'always after lunch.'])
      expect(english.shown).toContain(part);
    const arabic = await foldedOf('gmail-inline-ar');
    for (const part of ['> أي متصفح', 'فايرفوكس.', MONDAY_AR]) expect(arabic.shown).toContain(part);
  });

  it('keeps an answer below the quote, and folds the signature', async () => {
    const { shown, quoted } = await foldedOf('thunderbird-bottom-en');
    expect(shown).toMatch(/Firefox 145, since Monday\.$/);
    expect(quoted).toContain('Example Trading, Cairo');
  });
});

describe('words that only look like a quote', () => {
  it.each([
    'On Monday we deployed, and I wrote:\nnothing works',
    'From: the log\nSent: never\nit stops there',
    'في الاجتماع كتب أحمد ملاحظة\nوالمشكلة مستمرة',
    'من: الفاتورة رقم ١٢ لا تفتح',
    'أرسلت من المكتب فاتورة\nولم تصل',
    'Best regards to the team.\nThe second invoice is wrong as well.',
  ])('«%s» stays', (text) => expect(fold(text)).toEqual({ shown: text, quoted: '' }));

  it('shows all where nothing would be left', () => {
    const quote = 'On Fri, Nov 20, 2026 at 10:12 AM Ada <a@b.test> wrote:\n> Hello';
    expect(fold(quote)).toEqual({ shown: quote, quoted: '' });
  });
});

describe('our own mark', () => {
  it('cuts where a program quotes without signs', () => {
    const text = 'It works now.\n\n⁓⁓ Reply above this line ⁓⁓\nHello Nora,\nDid it help?';
    expect(fold(text)).toMatchObject({ shown: 'It works now.' });
    expect(fold(text).quoted).toContain('Did it help?');
  });
  it('does not cut an answer below a quote', () => {
    const text = '> ⁓⁓ Reply above this line ⁓⁓\n> Did it help?\n\nYes, it did.';
    expect(fold(text).shown).toContain('Yes, it did.');
  });
});

describe('a mail made to take long', () => {
  it.each([
    ['one line', 'On '.repeat(33_000)],
    ['many lines', `${'On '.repeat(330)}\n`.repeat(100)],
    ['Arabic heads', 'من: x\n'.repeat(16_000)],
    ['one Arabic line', 'في 1 '.repeat(20_000)],
    ['quote signs', `${'>'.repeat(500)}\n`.repeat(200)],
    ['blank', '\n'.repeat(100_000)],
    ['blank with spaces', ' \n\u00a0\n'.repeat(30_000)],
    ['spaces', ' '.repeat(100_000)],
    ['marks of direction', '\u200e\n'.repeat(25_000)],
    ['quoted marks of direction', '>\u200e\n'.repeat(16_000)],
    ['rules', '_'.repeat(100_000)],
    ['quotes and rules', '\n\n>-'.repeat(25_000)],
  ])('%s', (_, text) => {
    const started = performance.now();
    fold(text);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
