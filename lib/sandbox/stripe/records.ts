import type Stripe from 'stripe';
import type { BillingSettings } from './billing/settings';

/** A line item as it goes over the wire: the SDK turns the decimal string into its Decimal. */
export type WireLineItem = Omit<Stripe.LineItem, 'price'> & {
  price: Omit<Stripe.Price, 'unit_amount_decimal'> & { unit_amount_decimal: string };
};

/** Any object of Stripe's, as it goes over the wire. */
export type EventObject = { id: string; object: string };

export interface WireEvent {
  id: string;
  object: 'event';
  api_version: string;
  created: number;
  data: { object: EventObject; previous_attributes?: Record<string, unknown> };
  livemode: false;
  pending_webhooks: number;
  request: { id: string | null; idempotency_key: string | null };
  type: EventType;
}

export type EventType = Stripe.Event['type'];

export interface Attempt {
  at: string;
  status: number | null;
  error: string | null;
}

export interface EventRecord {
  event: WireEvent;
  /** Place in the queue of its checkout; reversed when deliveries are asked to come out of order. */
  sequence: number;
  /** Deliveries still owed: 1, or 2 when events are asked to come twice. */
  owed: number;
  dueAtMs: number;
  failures: number;
  attempts: Attempt[];
}

export interface SavedReply {
  key: string;
  request: string;
  status: number;
  body: string;
  atMs: number;
}

/** What came of something: kept or lost together with it, in one file. */
export interface Trail {
  charges: Stripe.Charge[];
  refunds?: Stripe.Refund[];
  disputes?: Stripe.Dispute[];
  events: EventRecord[];
  replies: SavedReply[];
}

/** One checkout and all that came of it; of a page that saves a card, the setup intent. */
export interface CheckoutRecord extends Trail {
  session: Stripe.Checkout.Session;
  lineItems: WireLineItem[];
  intentData: { metadata: Record<string, string>; description: string | null; receiptEmail: string | null };
  intent: Stripe.PaymentIntent | null;
  setupIntent?: Stripe.SetupIntent | null;
  /** Of a page that starts a subscription. */
  plan?: CheckoutPlan | null;
}

/** What a page that starts a subscription was opened with. */
export interface CheckoutPlan {
  priceId: string;
  quantity: number;
  currency: string;
  metadata: Record<string, string>;
  description: string | null;
  trialDays: number | null;
  couponIds: string[];
  subtotal: number;
  discount: number;
  lineItems: WireLineItem[];
  /** A card that waits for its owner's confirmation. */
  methodId: string | null;
}

/** A charge of a saved card while nobody is there: a payment intent without a checkout. */
export interface IntentRecord extends Trail {
  intent: Stripe.PaymentIntent;
}

/** What Stripe itself did with the balance: a payout, its return, or a charge for a product of its own. */
export interface BalanceRecord {
  /** Of the balance transaction. */
  id: string;
  type: 'payout' | 'payout_failure' | 'stripe_fee';
  amount: number;
  currency: string;
  description?: string;
  payout: Stripe.Payout | null;
  created: number;
  replies: SavedReply[];
}

export interface CustomerRecord {
  customer: Stripe.Customer;
  replies: SavedReply[];
}

/** A file that was uploaded; its content in base64. */
export interface FileRecord {
  file: Stripe.File;
  content: string;
  replies: SavedReply[];
}

/** A saved card. Its number stays: it says how the test card behaves. */
export interface MethodRecord {
  method: Stripe.PaymentMethod;
  number: string;
  replies: SavedReply[];
}

/** How the next charge of a saved card ends, whatever the card: for tests and demos. `lost`: paid, but nobody is told;
 * `unreachable`: nothing is done at all. */
export const chargeOutcomes = [
  'succeeds',
  'declines',
  'insufficient',
  'authenticates',
  'processes',
  'lost',
  'unreachable',
] as const;
export type ChargeOutcome = (typeof chargeOutcomes)[number];

/** How the next refund ends; `lost` and `unreachable` as with charges, `pending` until the operator decides. */
export const refundOutcomes = ['succeeds', 'pending', 'refused', 'lost', 'unreachable'] as const;
export type RefundOutcome = (typeof refundOutcomes)[number];

export interface DeliverySettings extends BillingSettings {
  duplicate: boolean;
  outOfOrder: boolean;
  delayMs: number;
  hold: boolean;
  /** Once; null: the card decides. */
  nextCharge: ChargeOutcome | null;
  nextRefund: RefundOutcome | null;
}
