import type Stripe from 'stripe';

/** A line item as it goes over the wire: the SDK turns the decimal string into its Decimal. */
export type WireLineItem = Omit<Stripe.LineItem, 'price'> & {
  price: Omit<Stripe.Price, 'unit_amount_decimal'> & { unit_amount_decimal: string };
};

export interface WireEvent {
  id: string;
  object: 'event';
  api_version: string;
  created: number;
  data: { object: Stripe.Checkout.Session | Stripe.PaymentIntent | Stripe.Charge };
  livemode: false;
  pending_webhooks: number;
  request: { id: string | null; idempotency_key: string | null };
  type: EventType;
}

export type EventType =
  | 'payment_intent.succeeded'
  | 'payment_intent.payment_failed'
  | 'charge.succeeded'
  | 'checkout.session.completed'
  | 'checkout.session.expired';

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

/** One checkout and all that came of it, in one file: a payment and its events are kept or lost together. */
export interface CheckoutRecord {
  session: Stripe.Checkout.Session;
  lineItems: WireLineItem[];
  intentData: { metadata: Record<string, string>; description: string | null; receiptEmail: string | null };
  intent: Stripe.PaymentIntent | null;
  charges: Stripe.Charge[];
  events: EventRecord[];
  replies: SavedReply[];
}

export interface CustomerRecord {
  customer: Stripe.Customer;
  replies: SavedReply[];
}

export interface DeliverySettings {
  duplicate: boolean;
  outOfOrder: boolean;
  delayMs: number;
  hold: boolean;
}
