import { expect, test } from 'vitest';
import { clawOf } from './claw-rules';

const credits = { granted: '250', remaining: '100', clawed: '0' };

test('a refund takes back its share of the grant, from its own credits first', () => {
  const half = { receivedMinor: 2000n, refundedMinor: 0n, amountMinor: 1000n };
  expect(clawOf(credits, half)).toEqual({ own: '100', rest: '25' });
  expect(clawOf({ ...credits, remaining: '250' }, half)).toEqual({ own: '125', rest: '0' });
});

test('what was taken before is not taken again, and never more than the grant', () => {
  const rest = { receivedMinor: 2000n, refundedMinor: 1000n, amountMinor: 1000n };
  expect(clawOf({ granted: '250', remaining: '125', clawed: '125' }, rest)).toEqual({
    own: '125',
    rest: '0',
  });
  expect(clawOf(credits, { ...rest, amountMinor: 9000n })).toEqual({ own: '100', rest: '150' });
});

test('fractions are floored to a millionth of a credit', () => {
  const third = { receivedMinor: 3n, refundedMinor: 0n, amountMinor: 1n };
  expect(clawOf({ granted: '1', remaining: '1', clawed: '0' }, third)).toEqual({
    own: '0.333333',
    rest: '0',
  });
});
