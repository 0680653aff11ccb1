import { describe, expect, it } from 'vitest';
import { locales } from '@/lib/core/locales';
import ar from '@/messages/ar/emails.json';
import arLines from '@/messages/ar/lines.json';
import en from '@/messages/en/emails.json';
import enLines from '@/messages/en/lines.json';
import fr from '@/messages/fr/emails.json';
import frLines from '@/messages/fr/lines.json';
import { renderEmail } from './render';
import { type EmailTemplate, emailTemplates } from './schema';
import { wordsOf } from './words';

type Tree = { [key: string]: string | Tree };

/** Every message with the names it takes: two catalogues that agree say the same things. */
const shape = (tree: Tree, path = ''): string[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${path}${key} ${argumentsOf(value)}`] : shape(value, `${path}${key}.`),
  );
// The words that a selection chooses from stand in brackets too, and are no arguments.
const CHOSEN = /\b(approved|accepted|firstAnswer|year|other) \{[^{}]*\}/g;
const argumentsOf = (message: string) =>
  [...new Set([...message.replace(CHOSEN, '').matchAll(/\{(\w+)[,}]/g)].map(([, name]) => name))]
    .sort()
    .join(' ');

const url = 'https://portal.example.com/support/requests/req_1';
const request = { number: 'REQ-2026-000123', subject: 'Export (v2) stops', url };
const money = { organisation: 'Nile & Söhne', amountMinor: '2000', currency: 'EUR', url };
const at = '2026-11-21T09:30:00.000Z';

const samples: { [T in EmailTemplate]: object } = {
  'verify-email': { name: 'Ada', url },
  'reset-password': { name: null, url },
  'sign-in-link': { url },
  invitation: { organisation: 'Nile', inviter: 'Bob', role: 'billing', url },
  'account-exists': { name: 'Ada', url },
  'purchase-receipt': {
    ...{ ...money, packName: '250 credits', creditsMicro: '250000000', paidAt: at, purchaseUrl: url },
    ...{ purchaseNumber: 'PUR-1', taxMinor: '319', invoiceNumber: 'INV-1', invoiceUrl: url },
  },
  'payment-refunded': { ...money, reason: 'asked for' },
  'proof-reviewed': { organisation: 'Nile', outcome: 'asked', reference: 'MD-1', reason: 'blurred', url },
  'wallet-warning': {
    ...{ organisation: 'Nile', threshold: { key: 'left-25', kind: 'left', percent: 25 }, mayBuy: true },
    ...{ availableMicro: '5000000', url, settingsUrl: url },
  },
  'top-up-stopped': { ...money, reason: 'declined', packName: 'Pack', nextTryAt: at },
  'invoice-issued': { ...money, number: 'INV-1', dueOn: '2026-12-01' },
  'invoice-paid': { ...money, number: 'INV-1', what: 'Pack', taxMinor: '0', paidAt: at },
  'transfer-details': { ...money, reference: 'MD-1', holder: 'Us', bank: 'Bank', iban: 'DE89', bic: 'BIC' },
  'proof-received': { organisation: 'Nile', reference: 'MD-1', url },
  'trial-started': { ...money, tierName: 'Starter', endsAt: at },
  'trial-ending': { ...money, tierName: 'Starter', endsAt: at },
  'tier-changed': { ...money, tierName: 'Starter', interval: 'year' },
  'tier-unpaid': { ...money, tierName: 'Starter', nextTryAt: at, restrictsAt: at, isRestricted: false },
  'staff-invitation': { name: null, role: 'expert', url },
  'request-received': { ...request, heldMicro: '1500000' },
  'request-unpaid': { ...request, priceMicro: '2000000' },
  'request-assigned': { ...request, organisation: 'Nile', urgency: 'high' },
  'request-reply': { ...request, audience: 'customer', author: 'Ada', excerpt: 'مرحبا\nhello' },
  'request-resolved': { ...request, priceMicro: '3000000', summary: 'Done', ratingUrl: url },
  'request-cancelled': { ...request, releasedMicro: '11000000', reason: 'Twice' },
  'quote-proposed': { ...request, author: 'Ada', priceMicro: '100000000', body: 'Two days' },
  'late-returned': { ...request, returnedMicro: '1000000' },
  'rating-asked': request,
  'approval-asked': {
    ...{ organisation: 'Nile', name: 'Omar', asker: 'Ada', note: 'Please look', isReminder: false },
    cards: [1, 2].map((nth) => ({
      ...{ number: `REQ-2026-00000${nth}`, subject: 'Move the shop', lines: ['One', 'Two', 'Three', 'Four'] },
      ...{ approveUrl: `${url}?choice=approved&n=${nth}`, rejectUrl: `${url}?choice=rejected&n=${nth}` },
    })),
  },
  notice: { line: 'REQ-2026-000123 is late', detail: null, about: request, url },
  digest: { name: 'Ada', items: [{ line: 'One', url }], more: 3, url },
};

const render = (template: EmailTemplate, locale: (typeof locales)[number]) =>
  renderEmail(template, emailTemplates[template].parse(samples[template]), {
    locale,
    host: 'portal.example.com',
  });

describe('the words of mails', () => {
  it.each([
    ['fr', fr, en],
    ['ar', ar, en],
    ['lines fr', frLines, enLines],
    ['lines ar', arLines, enLines],
  ])('%s say what the English ones say', (_, translated, english) => {
    expect(shape(translated)).toEqual(shape(english));
  });

  it('have every Arabic plural', () => {
    const { credits } = wordsOf('ar');
    const forms = ['1000000', '2000000', '3000000', '11000000', '100000000', '1500000'].map(credits);
    const bare = forms.map((form) => form.replace(/[\u2066-\u2069]/g, ''));
    expect(bare).toEqual(['رصيد واحد', 'رصيدان', '3 أرصدة', '11 رصيدًا', '100 رصيد', '1.5 رصيد']);
  });
});

describe.each(locales)('every mail in %s', (locale) => {
  it.each(Object.keys(samples) as EmailTemplate[])('%s is whole', async (template) => {
    const { subject, html, text } = await render(template, locale);
    expect(subject).not.toMatch(/[\u2066-\u2069\n]/);
    expect(`${subject}${text}${html}`).not.toMatch(/\{\w+[,}]|undefined|\[object|emails\./);
    expect(html).toContain(`lang="${locale}"`);
    expect(html).toContain(locale === 'ar' ? 'dir="rtl"' : 'dir="ltr"');
    const first = /<a\b[^>]*href="([^"]*)"/.exec(html)?.[1] ?? '';
    expect(first.replaceAll('&amp;', '&')).toContain(url);
  });
});

describe('the frame of a mail', () => {
  const options = { host: 'portal.example.com' };
  const props = emailTemplates['request-reply'].parse(samples['request-reply']);

  it('carries the brand, and its picture instead of the name', async () => {
    const brand = {
      name: 'Nile <Help>',
      colour: '#006644',
      logoUrl: 'https://portal.example.com/brand/logo?v=1',
    };
    const { html, text } = await renderEmail('request-reply', props, { ...options, brand });
    expect(html).toContain('src="https://portal.example.com/brand/logo?v=1"');
    expect(html).toContain('alt="Nile &lt;Help&gt;"');
    expect(html).toContain('background-color:#006644');
    expect(text).toContain('Nile <Help> sent this mail');
    const named = await renderEmail('request-reply', props, {
      ...options,
      brand: { ...brand, logoUrl: null },
    });
    expect(named.html).toContain('Nile &lt;Help&gt;');
  });

  it('asks to write above a line only where answers are read', async () => {
    const { text } = await renderEmail('request-reply', props, { ...options, isAnswered: true });
    expect(text.trimStart().startsWith('⁓⁓ Write your answer above this line ⁓⁓')).toBe(true);
    expect((await renderEmail('request-reply', props, options)).text).not.toContain('⁓⁓');
  });

  it('leads somebody without an account to no page that asks for one', async () => {
    const linkless = { ...options, hasAccount: false };
    const { html, text } = await renderEmail('request-reply', props, { ...linkless, isAnswered: true });
    expect(html).not.toContain('<a ');
    expect(text).toContain('Answer this mail to go on.');
    const unheard = await renderEmail('request-reply', props, linkless);
    expect(unheard.html).not.toContain('<a ');
    expect(unheard.text).not.toContain('Answer this mail');
    const rating = { ...request, url: 'https://portal.example.com/rate/token' };
    expect((await renderEmail('rating-asked', rating, linkless)).html).toContain('/rate/token');
  });

  it.each(['request-received', 'request-unpaid', 'request-resolved', 'request-cancelled'] as const)(
    '%s tells somebody without an account nothing of credits',
    async (template) => {
      const credits = /credit|crédit|أرصدة|رصيد/;
      for (const locale of locales) {
        const props = emailTemplates[template].parse(samples[template]);
        const known = await renderEmail(template, props, { ...options, locale });
        const { text, html } = await renderEmail(template, props, { ...options, locale, hasAccount: false });
        expect(known.text).toMatch(credits);
        expect(text + html).not.toMatch(credits);
        expect(text).toContain('REQ-2026-000123');
      }
    },
  );

  it('turns the sides around for Arabic', async () => {
    const { html, subject } = await render('request-reply', 'ar');
    expect(html).toMatch(/border-right:3px solid/);
    expect(html).not.toMatch(/border-left:3px solid/);
    expect(html).toContain('text-align:right');
    expect(subject).toBe('[REQ-2026-000123] Export (v2) stops');
  });

  it('gives all mails about a request one subject', async () => {
    const about = [
      'request-received',
      'request-reply',
      'request-resolved',
      'quote-proposed',
      'notice',
    ] as const;
    const subjects = await Promise.all(about.map(async (template) => (await render(template, 'fr')).subject));
    expect(new Set(subjects)).toEqual(new Set(['[REQ-2026-000123] Export (v2) stops']));
  });
});
