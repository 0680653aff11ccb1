import { invariant } from '@/lib/core/errors';
import type { PaymentProvider } from '@/lib/integrations/payment-provider';

/**
 * A transfer to the seller's account: our own page says how, people look at the account. There is nobody to ask, so an
 * attempt is read as unknown, and money goes back by hand. In which currencies there is an account the seller's settings say.
 */
export const bankTransferProvider: PaymentProvider = {
  code: 'bank_transfer',
  supports: () => true,
  open: () => Promise.resolve({ providerId: null, url: null }),
  read: () => Promise.resolve(null),
  close: () => Promise.resolve(),
  hasRefundKeys: true,
  refund: () => byHand(),
  readRefund: () => Promise.resolve(null),
  listRefunds: () => Promise.resolve([]),
  receive: () => byHand(),
  subjectOf: () => ({ kind: 'other' }),
};

function byHand(): never {
  invariant(false, 'nobody answers for a bank transfer');
}
