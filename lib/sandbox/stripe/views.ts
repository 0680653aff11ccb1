import type Stripe from 'stripe';
import { invalidParam } from './faults';
import type { Params } from './params';
import type { CheckoutRecord, EventRecord, IntentRecord } from './records';
import type { StripeStore } from './store';

/** `expand[]` paths that this stand-in can follow; any other is refused, as Stripe refuses what cannot expand. */
const expandable = [
  'payment_intent',
  'payment_intent.latest_charge',
  'line_items',
  'setup_intent.payment_method',
];

export function readExpand(params: Params, prefix = ''): Set<string> {
  const wanted = params.texts('expand').map((path) => path.replace(prefix, ''));
  for (const path of wanted)
    if (!expandable.includes(path))
      throw invalidParam('expand', `This property cannot be expanded (${path}).`);
  return new Set(wanted);
}

/** What the API answers for a session: ids, or whole objects where they were asked for. */
export function sessionView(record: CheckoutRecord, expand: Set<string>, store: StripeStore) {
  const { session, intent } = record;
  const withIntent = expand.has('payment_intent') || expand.has('payment_intent.latest_charge');
  const lineItems = {
    object: 'list',
    data: record.lineItems,
    has_more: false,
    url: `/v1/checkout/sessions/${session.id}/line_items`,
  };
  return {
    ...session,
    ...(withIntent && intent
      ? { payment_intent: intentView(record, expand.has('payment_intent.latest_charge')) }
      : {}),
    ...(expand.has('line_items') ? { line_items: lineItems } : {}),
    ...(expand.has('setup_intent.payment_method') && record.setupIntent
      ? { setup_intent: setupView(record.setupIntent, store) }
      : {}),
  };
}

function setupView(intent: Stripe.SetupIntent, store: StripeStore) {
  const id = typeof intent.payment_method === 'string' ? intent.payment_method : '';
  return { ...intent, payment_method: store.methods.get(id)?.method ?? null };
}

export function intentView(record: CheckoutRecord | IntentRecord, withCharge: boolean) {
  const latest = record.charges.find((charge) => charge.id === record.intent?.latest_charge);
  return withCharge && latest ? { ...record.intent, latest_charge: latest } : record.intent;
}

export function eventView({ event, owed }: EventRecord) {
  return { ...event, pending_webhooks: owed > 0 ? 1 : 0 };
}

/** One page of a list, newest first, by Stripe's cursors. */
export function page<T extends { id: string }>(rows: T[], params: Params, url: string) {
  const limit = params.integer('limit') ?? 10;
  if (limit < 1 || limit > 100) throw invalidParam('limit', 'Limit must be between 1 and 100.');
  const cursor = params.text('starting_after');
  const from = cursor === null ? 0 : rows.findIndex((row) => row.id === cursor) + 1;
  if (cursor !== null && from === 0) throw invalidParam('starting_after', `No such object: '${cursor}'`);
  const data = rows.slice(from, from + limit);
  return { object: 'list', data, has_more: from + limit < rows.length, url };
}
