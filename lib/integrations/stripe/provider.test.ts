import { expect, it } from 'vitest';
import type { Checkout } from './checkout';
import { stateOfSession } from './provider';

const session: Checkout = {
  ...{ id: 'cs_1', reference: 'pay_1', organisationId: 'org_1', paymentIntentId: 'pi_1' },
  ...{ status: 'open', paymentStatus: 'unpaid', amountTotalMinor: 2000n, currency: 'EUR' },
  lastPaymentError: null,
};
const refused = { code: 'payment_intent_payment_attempt_failed', declineCode: null, message: null };

it('a page stays open after a refused card; done, a delayed method has days, and fails for good', () => {
  const complete = { ...session, status: 'complete' as const };
  const statusOf = (one: Checkout) => stateOfSession(one).status;
  expect(statusOf({ ...session, lastPaymentError: refused })).toBe('open');
  expect(statusOf(complete)).toBe('processing');
  expect(statusOf({ ...complete, lastPaymentError: refused })).toBe('failed');
  expect(statusOf({ ...complete, paymentStatus: 'paid' })).toBe('succeeded');
});
