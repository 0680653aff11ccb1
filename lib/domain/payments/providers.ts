import { type Tx, db } from '@/lib/core/db';
import { notFound } from '@/lib/core/errors';
import { bankTransferProvider } from '@/lib/integrations/bank-transfer/provider';
import {
  type PaymentProvider,
  type Place,
  type ProviderCode,
  providerCodes,
} from '@/lib/integrations/payment-provider';
import { paymobProvider } from '@/lib/integrations/paymob/provider';
import { stripeProvider } from '@/lib/integrations/stripe/provider';
import { readTransferAccount } from './transfer-account';

const providers: Record<ProviderCode, PaymentProvider> = {
  stripe: stripeProvider,
  paymob: paymobProvider,
  bank_transfer: bankTransferProvider,
};

/** The provider of a payment or a job. Error: `not_found` for a name that nobody has. */
export function providerOf(code: string): PaymentProvider {
  const known = providerCodes.find((one) => one === code);
  if (!known) throw notFound();
  return providers[known];
}

/**
 * The ways in which an organisation can pay, the usual one first: Paymob in Egypt, Stripe elsewhere, and a transfer
 * wherever the seller has an account in that currency.
 */
export async function providersFor(place: Place, tx: Tx = db): Promise<PaymentProvider[]> {
  const hasAccount = (await readTransferAccount(place.currency, tx)) !== null;
  return [paymobProvider, stripeProvider, bankTransferProvider].filter((provider) =>
    provider.code === 'bank_transfer' ? hasAccount : provider.supports(place),
  );
}
