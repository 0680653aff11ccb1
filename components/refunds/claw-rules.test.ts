import { expect, test } from 'vitest';
import { clawOf, soldOf } from './claw-rules';

const credits = { granted: '250', remaining: '100', clawed: '0' };

test('a refund takes back its share of the grant, from its own credits first', () => {
  const half = { paidMinor: 2000n, takenMinor: 0n, soldMinor: 1000n };
  expect(clawOf(credits, half)).toEqual({ own: '100', rest: '25' });
  expect(clawOf({ ...credits, remaining: '250' }, half)).toEqual({ own: '125', rest: '0' });
});

test('what was taken before is not taken again, and never more than the grant', () => {
  const rest = { paidMinor: 2000n, takenMinor: 1000n, soldMinor: 1000n };
  expect(clawOf({ granted: '250', remaining: '125', clawed: '125' }, rest)).toEqual({
    own: '125',
    rest: '0',
  });
  expect(clawOf(credits, { ...rest, soldMinor: 9000n })).toEqual({ own: '100', rest: '150' });
});

test('fractions are floored to a millionth of a credit', () => {
  const third = { paidMinor: 3n, takenMinor: 0n, soldMinor: 1n };
  expect(clawOf({ granted: '1', remaining: '1', clawed: '0' }, third)).toEqual({
    own: '0.333333',
    rest: '0',
  });
});

test('money that bought nothing goes first and takes nothing', () => {
  const terms = { currency: 'USD', leftMinor: '9900', unsoldMinor: '2000', soldMinor: '7900' };
  const over = { ...terms, paidMinor: '7900', takenMinor: '0', isAskable: true, hasInvoice: true, credits };
  expect([1000n, 2000n, 2100n, 9900n].map((amount) => soldOf(over, amount))).toEqual([0n, 0n, 100n, 7900n]);
  expect(clawOf(credits, { paidMinor: 7900n, takenMinor: 0n, soldMinor: 0n })).toEqual({
    own: '0',
    rest: '0',
  });
});
