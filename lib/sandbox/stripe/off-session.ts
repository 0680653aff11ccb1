import type Stripe from 'stripe';
import { behaviourOf, type Card } from './cards';
import { queueEvents, type Emission } from './events';
import { cardFault, invalidParam, missingParam, missingResource } from './faults';
import type { Params } from './params';
import { newCharge, newIntent } from './payment-objects';
import type { ChargeOutcome, DeliverySettings, IntentRecord, MethodRecord } from './records';
import type { StripeStore } from './store';

const known = [
  ...['amount', 'currency', 'customer', 'payment_method', 'allowed_payment_method_types'],
  ...['off_session', 'confirm', 'description', 'metadata'],
];

const declines = {
  declines: { code: 'card_declined', decline: 'generic_decline', message: 'Your card was declined.' },
  insufficient: {
    code: 'card_declined',
    decline: 'insufficient_funds',
    message: 'Your card has insufficient funds.',
  },
  authenticates: {
    code: 'authentication_required',
    decline: 'authentication_required',
    message: 'Your card was declined. This transaction requires authentication.',
  },
} as const;

/** What a saved test card does when nobody is there; Stripe's own numbers behave so too. */
export const byCard: Record<NonNullable<ReturnType<typeof behaviourOf>>, ChargeOutcome> = {
  pays: 'succeeds',
  declines: 'declines',
  saves: 'declines',
  short: 'insufficient',
  confirms: 'authenticates',
};

interface World {
  store: StripeStore;
  now: Date;
}

/**
 * Makes and confirms a payment intent with a saved card, without saving it; `outcome` says how it went. A decline is
 * for the caller to answer with 402, after the record was kept.
 */
export function chargeOffSession(params: Params, { store, now }: World) {
  params.allow(...known);
  for (const flag of ['off_session', 'confirm'])
    if (params.required(flag) !== 'true')
      throw invalidParam(flag, 'The sandbox charges saved cards only: confirm and off_session must be true.');
  const customer = params.required('customer');
  if (!store.customers.has(customer)) throw missingResource('customer', customer, 'customer');
  const saved = methodOf(store, params.required('payment_method'), customer);
  const amount = params.integer('amount');
  if (amount === null) throw missingParam('amount');
  if (amount < 50 || amount > 99_999_999) throw invalidParam('amount', 'The amount is out of range.');
  const intent = newIntent({
    amount,
    currency: params.required('currency').toLowerCase(),
    customer,
    description: params.text('description'),
    metadata: params.metadata(),
    receiptEmail: null,
    nowSeconds: Math.floor(now.getTime() / 1000),
  });
  intent.payment_method = saved.method.id;
  const record: IntentRecord = { intent, charges: [], events: [], replies: [] };
  const outcome = store.settings.nextCharge ?? byCard[behaviourOf(saved.number) ?? 'pays'];
  finish(record, outcome, cardOf(saved), store.settings, now);
  return { record, outcome };
}

function methodOf(store: StripeStore, id: string, customer: string): MethodRecord {
  const saved = store.methods.get(id);
  if (!saved) throw missingResource('PaymentMethod', id, 'payment_method');
  if (saved.method.customer !== customer)
    throw invalidParam(
      'payment_method',
      'The provided PaymentMethod was detached from its Customer. It may not be used again.',
      'payment_method_unexpected_state',
    );
  return saved;
}

const cardOf = ({ method, number }: MethodRecord): Card => ({
  number,
  expMonth: method.card?.exp_month ?? 1,
  expYear: method.card?.exp_year ?? 2040,
});

/** Brings a confirmed intent to its end, or leaves it in the bank's hands; queues what Stripe would send. */
export function finish(
  record: IntentRecord,
  outcome: ChargeOutcome,
  card: Card,
  settings: DeliverySettings,
  now: Date,
): void {
  const { intent } = record;
  if (outcome === 'processes') {
    intent.status = 'processing';
    return;
  }
  const declined = outcome in declines;
  const payer = { email: '', name: '' };
  const nowSeconds = Math.floor(now.getTime() / 1000);
  const charge = newCharge({ intent, payer, card, nowSeconds, declined, authenticated: false });
  record.charges.push(charge);
  intent.latest_charge = charge.id;
  queueEvents(record, declined ? decline(intent, charge, outcome) : succeed(intent, charge), settings, now);
}

function succeed(intent: Stripe.PaymentIntent, charge: Stripe.Charge): Emission[] {
  intent.status = 'succeeded';
  intent.amount_received = intent.amount;
  intent.last_payment_error = null;
  return [
    ['charge.succeeded', charge],
    ['payment_intent.succeeded', intent],
  ];
}

function decline(intent: Stripe.PaymentIntent, charge: Stripe.Charge, outcome: ChargeOutcome): Emission[] {
  const { code, decline: declineCode, message } = declines[outcome as keyof typeof declines];
  intent.status = 'requires_payment_method';
  intent.payment_method = null;
  charge.failure_code = code;
  charge.failure_message = message;
  intent.last_payment_error = {
    type: 'card_error',
    code,
    decline_code: declineCode,
    advice_code: 'try_again_later',
    charge: charge.id,
    doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`,
    message,
  };
  return [['payment_intent.payment_failed', intent]];
}

/** The answer to a declined charge: 402 with the payment intent inside. */
export function declineReply({ intent }: IntentRecord) {
  const error = intent.last_payment_error;
  return cardFault({
    code: error?.code ?? 'card_declined',
    decline_code: error?.decline_code ?? 'generic_decline',
    message: error?.message ?? 'Your card was declined.',
    ...(error?.advice_code ? { advice_code: error.advice_code } : {}),
    payment_intent: intent,
  });
}
