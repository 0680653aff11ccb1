import { AppError } from '@/lib/core/errors';
import type { PaymentProvider, PaymentState } from '@/lib/integrations/payment-provider';
import { type Checkout, createCheckoutSession, expireCheckoutSession, getCheckoutSession } from './checkout';
import { type Charge, getCharge } from './off-session';
import { listStripeRefunds, readStripeRefund, refundAtStripe } from './refunds';
import { subjectOf } from './subject';
import { verifyStripeEvent } from './webhook';

/** How a payment stands by its page. */
export function stateOfSession(session: Checkout): PaymentState {
  const error = session.lastPaymentError;
  const isPaid = session.paymentStatus === 'paid';
  // A delayed method (a debit) leaves the page complete and unpaid for days; if it fails then, nobody can pay there again.
  const delayed = error ? 'failed' : 'processing';
  const waiting = session.status === 'complete' ? delayed : session.status;
  return {
    status: isPaid ? 'succeeded' : waiting,
    amountMinor: session.amountTotalMinor,
    currency: session.currency,
    providerPaymentId: session.paymentIntentId,
    declineCode: error ? (error.declineCode ?? error.code ?? 'declined') : null,
    reference: session.reference,
    paidAt: null,
  };
}

const stateOfCharge = (charge: Charge): PaymentState => ({
  status: charge.status,
  amountMinor: charge.amountMinor,
  currency: charge.currency,
  providerPaymentId: charge.id,
  declineCode: charge.failure?.code ?? null,
  reference: charge.reference,
  paidAt: null,
});

async function orNull<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null;
    throw error;
  }
}

/** Cards, and what else Stripe's hosted page offers, in every currency. */
export const stripeProvider: PaymentProvider = {
  code: 'stripe',
  supports: () => true,
  async open(payment) {
    const { reference, organisationId, description, amountMinor, currency, expiresAt } = payment;
    const session = await createCheckoutSession({
      ...{ reference, organisationId, description, amountMinor, currency, expiresAt },
      email: payment.payer.email,
      successUrl: payment.returnUrl,
      cancelUrl: `${payment.returnUrl}?back=1`,
    });
    return { providerId: session.id, url: session.url };
  },
  async read({ providerId }) {
    if (providerId?.startsWith('cs_'))
      return orNull(async () => stateOfSession(await getCheckoutSession(providerId)));
    if (providerId?.startsWith('pi_')) return orNull(async () => stateOfCharge(await getCharge(providerId)));
    return null;
  },
  async close(providerId) {
    if (providerId.startsWith('cs_')) await expireCheckoutSession(providerId);
  },
  hasRefundKeys: true,
  refund: refundAtStripe,
  readRefund: readStripeRefund,
  listRefunds: ({ providerPaymentId }) => listStripeRefunds(providerPaymentId),
  async receive({ body, headers }) {
    const event = await verifyStripeEvent(body, headers.get('stripe-signature'));
    return { eventId: event.id, type: event.type, payload: event.payload };
  },
  subjectOf,
};
