import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '@/lib/core/errors';
import { type ViewFacts, seemsPerson } from './scanner';
import { summaryText } from './schema';
import { materialOf, summaryLines } from './summary';

const request = {
  subject: 'The checkout fails',
  description: 'Since this morning.',
  ...{ service: 'Shop', category: 'Something is broken', price: '25', urgency: 'normal' },
  messages: [],
};

describe('what is told of a request', () => {
  it('never has more than 8,000 characters, and keeps the newest message', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 5_000 }), { maxLength: 6 }), (bodies) => {
        const messages = [...bodies, 'the last word'].map((body) => ({ by: 'Customer', body }));
        const told = materialOf({ ...request, description: 'd'.repeat(20_000), messages });
        expect(told.length).toBeLessThanOrEqual(8_000);
        expect(told).toContain('Subject: The checkout fails');
        expect(told.endsWith('Customer: the last word')).toBe(true);
      }),
    );
  });

  it('names its price, and says where none was agreed', () => {
    expect(materialOf(request)).toContain('price: 25 credits');
    const quoted = materialOf({ ...request, price: '0' });
    expect(quoted).toContain('price: not agreed yet');
    expect(quoted).not.toContain('0 credits');
  });
});

describe('the answer of a language model', () => {
  it('is kept as plain lines', () => {
    const answer = [
      '<think>Six lines are wanted.\nLet me see.</think>```text',
      '## Summary',
      '- **The ask:** mend the checkout [now](https://evil.test/pay)',
      '* If approved: it works \u202eagain\u202c',
      '1. If not: see https://evil.test/x?y=1 for more',
      '> Effort: `four` hours',
      '',
      'Open: which cards',
      '```',
    ].join('\n');
    expect(summaryLines(answer)).toEqual([
      'The ask: mend the checkout now',
      'If approved: it works again',
      'If not: see for more',
      'Effort: four hours',
      'Open: which cards',
    ]);
  });
  it('keeps Arabic as it is', () => {
    const lines = ['الطلب: إصلاح الدفع', 'إذا وافقت: يعمل', 'إذا لم توافق: يتوقف', 'الجهد: أربع ساعات'];
    expect(summaryLines(lines.join('\n'))).toEqual(lines);
  });
  it.each([
    '',
    'I cannot help with that.',
    'a\nb\nc',
    '<html>502</html>',
    '---\n***\n```\n>>>\n•',
    '<think>a\nb\nc\nd',
  ])('is none: «%.20s»', (answer) => expect(summaryLines(answer)).toBeNull());
  it('is four to six lines of at most 240 signs without anything unseen, or none, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (answer) => {
        const lines = summaryLines(answer.replaceAll(' ', '\n'));
        if (!lines) return;
        expect(lines.length).toBeGreaterThanOrEqual(4);
        expect(lines.length).toBeLessThanOrEqual(6);
        for (const line of lines) {
          expect(line.length).toBeLessThanOrEqual(240);
          expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        }
      }),
    );
  });
});

describe('a summary that a person writes', () => {
  it('is four to six lines; empty ones between do not count', () => {
    expect(parse(summaryText, ' a \n\nb\r\nc\nd\n')).toBe('a\nb\nc\nd');
    for (const wrong of ['a\nb\nc', 'a\nb\nc\nd\ne\nf\ng', `a\nb\nc\n${'x'.repeat(241)}`, ''])
      expect(() => parse(summaryText, wrong)).toThrow();
  });
});

describe('who opened a link', () => {
  const click: ViewFacts = {
    method: 'GET',
    userAgent:
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.4 Safari/605.1.15',
    ...{ fetchMode: 'navigate', fetchUser: '?1', purpose: null, language: 'ar-EG', sinceAskedMs: 60_000 },
  };
  it('seems a person when a browser says that somebody clicked', () => {
    expect(seemsPerson(click)).toBe(true);
  });
  it.each<[string, Partial<ViewFacts>]>([
    ['asks for the head alone', { method: 'HEAD' }],
    ['comes without a click', { fetchUser: null }],
    ['is no navigation', { fetchMode: 'cors' }],
    ['fetches ahead', { purpose: 'prefetch' }],
    ['speaks no language', { language: null }],
    ['is a headless browser', { userAgent: 'Mozilla/5.0 HeadlessChrome/153.0' }],
    ['is a gateway', { userAgent: 'Mozilla/5.0 (compatible; Barracuda Sentinel)' }],
    ['has no name', { userAgent: '' }],
    ['is faster than a reader', { sinceAskedMs: 2_000 }],
  ])('seems a program that %s', (_, over) => expect(seemsPerson({ ...click, ...over })).toBe(false));
});
