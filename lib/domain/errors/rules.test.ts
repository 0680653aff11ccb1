import { describe, expect, it } from 'vitest';
import { fingerprintOf, firstFrame, withoutFigures } from './rules';

describe('withoutFigures', () => {
  it.each([
    ['User 4711 not found', 'User # not found'],
    ['Request 0b9c1e52-8f67-4a0c-9b0e-0d8d4f0c1a11 failed', 'Request # failed'],
    ['Wallet org_01kajzq3m5fpr9vb1n5d2h8xye is gone', 'Wallet # is gone'],
    ['at 0x7ffee4 and 5f3a9c01d2', 'at # and #'],
    ['Took 1,204.50 ms', 'Took # ms'],
    ['deadbeef is a word, a facade too', 'deadbeef is a word, a facade too'],
  ])('%s', (text, plain) => {
    expect(withoutFigures(text)).toBe(plain);
  });
});

describe('firstFrame', () => {
  it.each([
    ['TypeError: x\n    at pay (/app/pay.js:10:5)\n    at main', '    at pay (/app/pay.js:10:5)'],
    ['pay@https://shop.test/pay.js:10:5\nmain@x:1', 'pay@https://shop.test/pay.js:10:5'],
    ['Traceback:\n  File "pay.py", line 3, in pay\n', '  File "pay.py", line 3, in pay'],
    ['no frame here', null],
  ])('%j', (stack, frame) => {
    expect(firstFrame(stack)).toBe(frame);
  });
});

describe('fingerprintOf', () => {
  const report = { app: 'shop', message: 'Order 17 failed', stack: 'Error\n  at pay (pay.js:10:5)' };

  it('is the same for other numbers and a line that moved', () => {
    expect(
      fingerprintOf({ ...report, message: 'Order 18 failed', stack: 'Error\n  at pay (pay.js:12:1)' }),
    ).toBe(fingerprintOf(report));
  });

  it('is another for another app, place or message', () => {
    const others = [
      { ...report, app: 'blog' },
      { ...report, stack: 'Error\n  at refund (pay.js:10:5)' },
      { ...report, message: 'Order 17 is late' },
      { ...report, app: undefined },
    ];
    const prints = new Set([report, ...others].map(fingerprintOf));
    expect(prints.size).toBe(5);
  });

  it("is the caller's own where one is given", () => {
    expect(fingerprintOf({ ...report, fingerprint: 'checkout-down' })).toBe('checkout-down');
  });
});
