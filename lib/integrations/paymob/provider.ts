import { invariant } from '@/lib/core/errors';
import type { PaymentProvider } from '@/lib/integrations/payment-provider';

const later = (): never => invariant(false, 'Paymob is not here yet') as never;

/** Cards, wallets and instalments in Egypt. */
export const paymobProvider: PaymentProvider = {
  code: 'paymob',
  supports: () => false,
  open: later,
  read: later,
  close: later,
  refund: later,
  readRefund: later,
  receive: later,
  subjectOf: () => ({ kind: 'other' }),
};
