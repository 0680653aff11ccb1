import { describe, expect, it } from 'vitest';
import { cutWords, isLoop, numberIn, plainSubject, storable, titleOf } from './rules';

describe('a subject', () => {
  it.each([
    ['Re: [REQ-2026-000123] Slow', 'REQ-2026-000123'],
    ['RE: req-2026-000123', 'REQ-2026-000123'],
    ['REQ-26-123', null],
    ['XREQ-2026-0001234', null],
  ])('«%s» names %s', (subject, number) => expect(numberIn(subject)).toBe(number));

  it.each([
    ['Re: Re: AW: Slow', 'Slow'],
    ['RE[2]: Slow', 'Slow'],
    ['رد: بطيء', 'بطيء'],
    ['Regarding: money', 'Regarding: money'],
    ['a\r\nBcc: b@c', 'a Bcc: b@c'],
  ])('«%s» is «%s»', (subject, plain) => expect(plainSubject(subject)).toBe(plain));

  it('that was made to take long takes none', () => {
    const started = performance.now();
    plainSubject(`re${' '.repeat(50_000)}x`);
    expect(performance.now() - started).toBeLessThan(500);
  });

  it('that is empty becomes the first words', () => {
    expect(titleOf('Re: ', 'The export\nstops')).toBe('The export stops');
    expect(titleOf('', '?').length).toBeGreaterThanOrEqual(3);
  });
});

describe('words', () => {
  it('are cut at a space, and it is said', () => {
    const long = cutWords('word '.repeat(10_000));
    expect(long.isCut).toBe(true);
    expect(long.body.length).toBeLessThanOrEqual(20_000);
    expect(long.body).toMatch(/word …$/);
    expect(cutWords('x'.repeat(100_000)).body).toHaveLength(20_000);
    expect(cutWords('short')).toEqual({ body: 'short', isCut: false });
  });
  it('lose what cannot be stored', () => {
    expect(storable('\ufeffa\u0000b\ud800\u202ec ')).toBe('ab\ufffdc');
  });
});

it('a loop is more than anybody writes', () => {
  expect([isLoop('request', 4, 4), isLoop('request', 5, 5), isLoop('request', 0, 20)]).toEqual([
    false,
    true,
    true,
  ]);
  expect([isLoop('new', 9, 9), isLoop('new', 10, 10), isLoop('new', 0, 20)]).toEqual([false, true, true]);
});
