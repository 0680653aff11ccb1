import type Stripe from 'stripe';
import { randomId } from '../ids';
import { behaviourOf, type Card } from './cards';
import { declineMessage, newCharge, newIntent, type Payer } from './payment-objects';
import type { CheckoutRecord } from './records';
import { queueEvents, type Emission } from './events';
import type { StripeStore } from './store';
import { customerDetails } from './session-object';

export type PayResult = 'paid' | 'declined' | 'confirm' | 'closed';

interface World {
  store: StripeStore;
  now: () => Date;
}

const seconds = (now: Date) => Math.floor(now.getTime() / 1000);

/** Tries to pay an open session with a test card; intent, charge, session and events are written in one go. */
export function pay({ store, now }: World, sessionId: string, payer: Payer, card: Card): PayResult {
  return store.changeCheckout(sessionId, (draft) => {
    if (draft.session.status !== 'open') return 'closed';
    const at = now();
    // Stripe creates the payment intent of a session when somebody first tries to pay, not with the session.
    const intent = (draft.intent ??= intentOf(draft, seconds(at)));
    draft.session.payment_intent = intent.id;
    draft.session.customer_details = customerDetails(payer.email, payer.name);
    intent.payment_method = randomId('pm_1', 23);
    const behaviour = behaviourOf(card.number);
    if (behaviour === 'confirms') {
      intent.status = 'requires_action';
      intent.last_payment_error = null;
      intent.next_action = {
        type: 'redirect_to_url',
        redirect_to_url: { url: `${draft.session.url}/authenticate`, return_url: draft.session.url },
      };
      return 'confirm';
    }
    const isDeclined = behaviour !== 'pays';
    const result = isDeclined ? decline : succeed;
    queueEvents(
      draft,
      result(draft, intent, { payer, card, now: at, authenticated: false }),
      store.settings,
      at,
    );
    return isDeclined ? 'declined' : 'paid';
  });
}

function intentOf({ session, intentData }: CheckoutRecord, nowSeconds: number): Stripe.PaymentIntent {
  return newIntent({
    amount: session.amount_total ?? 0,
    currency: session.currency ?? 'usd',
    customer: typeof session.customer === 'string' ? session.customer : null,
    ...{ ...intentData, nowSeconds },
  });
}

/** Answers the confirmation that a 3-D Secure card asks for. */
export function authenticate({ store, now }: World, sessionId: string, passed: boolean): PayResult {
  return store.changeCheckout(sessionId, (draft) => {
    const { intent, session } = draft;
    if (session.status !== 'open' || intent?.status !== 'requires_action') return 'closed';
    const at = now();
    const payer = {
      email: session.customer_details?.email ?? '',
      name: session.customer_details?.name ?? '',
    };
    intent.next_action = null;
    // The only card that asks for a confirmation; its expiry is not kept while the person confirms.
    const card: Card = { number: '4000002760003184', expMonth: 12, expYear: at.getUTCFullYear() + 3 };
    const emissions = passed
      ? succeed(draft, intent, { payer, card, now: at, authenticated: true })
      : refuseAuthentication(intent);
    queueEvents(draft, emissions, store.settings, at);
    return passed ? 'paid' : 'declined';
  });
}

/** Closes an open session, by time or on request; a session that is paid or expired already stays as it is. */
export function expire({ store, now }: World, sessionId: string): boolean {
  if (store.checkouts.get(sessionId)?.session.status !== 'open') return false;
  return store.changeCheckout(sessionId, (draft) => {
    draft.session.status = 'expired';
    draft.session.url = null;
    if (draft.intent) {
      draft.intent.status = 'canceled';
      draft.intent.canceled_at = seconds(now());
      draft.intent.cancellation_reason = 'automatic';
    }
    queueEvents(draft, [['checkout.session.expired', draft.session]], store.settings, now());
    return true;
  });
}

interface Attempted {
  payer: Payer;
  card: Card;
  now: Date;
  authenticated: boolean;
}

function succeed(draft: CheckoutRecord, intent: Stripe.PaymentIntent, attempt: Attempted): Emission[] {
  const charge = newCharge({ intent, ...attempt, nowSeconds: seconds(attempt.now), declined: false });
  draft.charges.push(charge);
  intent.status = 'succeeded';
  intent.amount_received = intent.amount;
  intent.latest_charge = charge.id;
  intent.last_payment_error = null;
  draft.session.status = 'complete';
  draft.session.payment_status = 'paid';
  draft.session.url = null;
  return [
    ['charge.succeeded', charge],
    ['payment_intent.succeeded', intent],
    ['checkout.session.completed', draft.session],
  ];
}

function decline(draft: CheckoutRecord, intent: Stripe.PaymentIntent, attempt: Attempted): Emission[] {
  const charge = newCharge({ intent, ...attempt, nowSeconds: seconds(attempt.now), declined: true });
  draft.charges.push(charge);
  intent.status = 'requires_payment_method';
  intent.latest_charge = charge.id;
  intent.payment_method = null;
  intent.last_payment_error = {
    type: 'card_error',
    code: 'card_declined',
    decline_code: 'generic_decline',
    advice_code: 'try_again_later',
    charge: charge.id,
    doc_url: 'https://stripe.com/docs/error-codes/card-declined',
    message: declineMessage,
  };
  return [['payment_intent.payment_failed', intent]];
}

function refuseAuthentication(intent: Stripe.PaymentIntent): Emission[] {
  intent.status = 'requires_payment_method';
  intent.payment_method = null;
  intent.last_payment_error = {
    type: 'invalid_request_error',
    code: 'payment_intent_authentication_failure',
    doc_url: 'https://stripe.com/docs/error-codes/payment-intent-authentication-failure',
    message: 'We could not confirm this payment with your bank. Try again or use another card.',
  };
  return [['payment_intent.payment_failed', intent]];
}
