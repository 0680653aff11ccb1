import type Stripe from 'stripe';
import { randomId } from '../ids';
import type { Card } from './cards';
import { queueEvents } from './events';
import type { Payer } from './payment-objects';
import type { CheckoutRecord, MethodRecord } from './records';
import { customerDetails } from './session-object';
import type { StripeStore } from './store';

interface World {
  store: StripeStore;
  now: () => Date;
}

/** Saves the card that somebody entered on a page in setup mode: method, setup intent, session and events. */
export function saveCard(
  { store, now }: World,
  sessionId: string,
  payer: Payer,
  card: Card,
): 'saved' | 'closed' {
  const record = store.checkouts.get(sessionId);
  if (record?.session.status !== 'open') return 'closed';
  const at = now();
  const created = Math.floor(at.getTime() / 1000);
  const customer = String(record.session.customer);
  const saved = newMethod(card, payer, customer, created);
  store.saveMethod(saved);
  store.changeCheckout(sessionId, (draft) => {
    const intent = newSetupIntent(draft, customer, saved.method.id, created);
    draft.setupIntent = intent;
    draft.session.setup_intent = intent.id;
    draft.session.status = 'complete';
    draft.session.url = null;
    draft.session.customer_details = customerDetails(payer.email, payer.name);
    queueEvents(
      draft,
      [
        ['setup_intent.succeeded', intent],
        ['checkout.session.completed', draft.session],
      ],
      store.settings,
      at,
    );
  });
  return 'saved';
}

export function newMethod(card: Card, payer: Payer, customer: string, created: number): MethodRecord {
  const method: Stripe.PaymentMethod = {
    id: randomId('pm_1', 23),
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: { address: null, email: payer.email, name: payer.name, phone: null, tax_id: null },
    card: {
      brand: 'visa',
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: 'US',
      display_brand: 'visa',
      exp_month: card.expMonth,
      exp_year: card.expYear,
      fingerprint: 'Sandbox000000000',
      funding: 'credit',
      generated_from: null,
      last4: card.number.slice(-4),
      networks: { available: ['visa'], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created,
    customer,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: 'card',
  };
  return { method, number: card.number, replies: [] };
}

function newSetupIntent(
  { intentData }: CheckoutRecord,
  customer: string,
  paymentMethod: string,
  created: number,
): Stripe.SetupIntent {
  const id = randomId('seti_1', 23);
  return {
    id,
    object: 'setup_intent',
    allowed_payment_method_types: ['card'],
    application: null,
    automatic_payment_methods: null,
    cancellation_reason: null,
    client_secret: `${id}_secret_${randomId('', 25)}`,
    created,
    customer,
    customer_account: null,
    description: null,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: intentData.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: paymentMethod,
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: ['card'],
    single_use_mandate: null,
    status: 'succeeded',
    usage: 'off_session',
  };
}
