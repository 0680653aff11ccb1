import { describe, expect, it } from 'vitest';
import { isAligned } from './aligned';
import { readAuthenticationResults } from './authentication-results';
import { ownResults, provesSender, resultLines } from './sender-proof';

const OURS = ['mx.meterdesk.test'];
const received = { key: 'received', value: 'from a by b' };
const field = (value: string, by = 'mx.meterdesk.test') => ({
  key: 'authentication-results',
  value: `${by}; ${value}`,
});
const proves = (...headers: { key: string; value: string }[]) =>
  provesSender(ownResults(headers, OURS), 'example.com');

describe('Authentication-Results', () => {
  it.each([
    [
      'mx.meterdesk.test; dmarc=pass (p=NONE sp=NONE) header.from=Example.com; spf=pass (google.com: domain of nora@x designates 1.2.3.4) smtp.mailfrom=nora@mail.example.com; dkim=pass header.i=@example.com header.b="ab;c"',
      ['dmarc=pass (example.com)', 'spf=pass (mail.example.com)', 'dkim=pass (example.com)'],
    ],
    ['mx.meterdesk.test 1; none', []],
    [
      'mx.meterdesk.test; dmarc=fail reason="bad; dkim=pass" header.from=bank.test',
      ['dmarc=fail (bank.test)'],
    ],
    ['mx.meterdesk.test; (c;dmarc=pass header.from=x) spf=softfail', ['spf=softfail']],
    ['mx.meterdesk.test; dkim/1=pass (a (nested\\) comment)) header.d=x.test', ['dkim=pass (x.test)']],
    [
      'mx.meterdesk.test; spf=pass smtp.mailfrom=bounce+nora=x.test@mail.test; dkim=pass header.d=x.test',
      ['spf=pass (mail.test)', 'dkim=pass (x.test)'],
    ],
    ['mx.meterdesk.test; spf=pass smtp.mailfrom="bank.test"@evil.test', ['spf=pass (evil.test)']],
    ['mx.meterdesk.test; spf=pass smtp.mailfrom=a@x.test);dkim=pass header.d=x.test', []],
    ['mx.meterdesk.test; dkim', []],
    ['mx.meterdesk.test', []],
    ['', []],
  ])('«%.60s»', (value, lines) => {
    const results = readAuthenticationResults(value);
    expect(resultLines([results]).map((line) => line.replace(/^[^:]*: /, ''))).toEqual(lines);
  });

  it('names its writer, quoted too', () => {
    expect(readAuthenticationResults('"evil; dmarc=pass"; spf=none')).toEqual({
      by: 'evil; dmarc=pass',
      findings: [{ method: 'spf', result: 'none', domain: null }],
    });
  });

  it('finds nothing where the grammar breaks, whatever is sent', () => {
    for (const value of ['('.repeat(10_000), '"'.repeat(9_999), 'a;'.repeat(9_999), 'a; b=c '.repeat(2_000)])
      expect(() => readAuthenticationResults(value)).not.toThrow();
  });
});

describe('a sender', () => {
  it('is proven by DMARC for the very domain', () => {
    expect(proves(field('dmarc=pass header.from=example.com'), received)).toBe(true);
    expect(proves(received, field('dmarc=pass header.from=example.com', 'MX.Meterdesk.test'))).toBe(true);
    expect(proves(field('dmarc=pass header.from=mail.example.com'))).toBe(false);
    expect(proves(field('dmarc=pass'))).toBe(false);
  });

  it('is proven by an aligned DKIM or SPF where the domain has no DMARC', () => {
    expect(proves(field('dmarc=none; dkim=pass header.d=example.com'))).toBe(true);
    expect(proves(field('spf=pass smtp.mailfrom=bounce@mail.example.com'))).toBe(true);
    expect(proves(field('dkim=pass header.d=evil.test; spf=pass smtp.mailfrom=a@evil.test'))).toBe(false);
    expect(proves(field('dkim=pass header.d=com'))).toBe(false);
  });

  it.each(['dmarc=fail', 'dmarc=temperror', 'dmarc=permerror'])('is not when %s', (dmarc) => {
    expect(proves(field(`${dmarc} header.from=example.com; dkim=pass header.d=example.com`))).toBe(false);
  });

  it.each([
    ['spf=pass smtp.mailfrom=example.com=a@evil.test; dmarc=fail header.from=example.com'],
    ['spf=pass smtp.mailfrom="a@example.com"@evil.test'],
    ['spf=pass smtp.mailfrom="a@example.com"=b@evil.test'],
    ['dkim=pass header.i="@example.com"@evil.test'],
    ['spf=pass smtp.mailfrom="a) smtp.mailfrom=b@example.com ("@evil.test'],
    ['spf=pass (domain of a) smtp.mailfrom=b@example.com (@evil.test) smtp.mailfrom=c@evil.test'],
  ])('is not by an address that was made to be misread: %s', (value) => {
    expect(proves(field(value))).toBe(false);
  });

  it('is not by what nobody of ours wrote', () => {
    expect(proves()).toBe(false);
    expect(proves(field('dmarc=pass header.from=example.com', 'mx.evil.test'))).toBe(false);
    expect(proves(received, received, field('dmarc=pass header.from=example.com'))).toBe(false);
  });

  it('is not by a forged field below the one that our server wrote', () => {
    const forged = field('dmarc=pass header.from=example.com');
    expect(proves(field('dmarc=fail header.from=example.com'), received, forged)).toBe(false);
    expect(proves(field('spf=none'), received, forged)).toBe(false);
    expect(proves(forged, received, field('dmarc=fail header.from=example.com'))).toBe(false);
  });
});

it('alignment needs two labels', () => {
  expect(isAligned('example.com', 'mail.example.com')).toBe(true);
  expect(isAligned('mail.example.com', 'example.com')).toBe(true);
  expect(isAligned('notexample.com', 'example.com')).toBe(false);
  expect(isAligned('com', 'example.com')).toBe(false);
  expect(isAligned(null, 'example.com')).toBe(false);
});
