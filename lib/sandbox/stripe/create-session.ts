import { invalidParam, missingParam, missingResource } from './faults';
import type { Params } from './params';
import type { CheckoutRecord } from './records';
import { readPlan } from './billing/checkout-plan';
import { newLineItem, newSession, type NewSession } from './session-object';
import type { StripeStore } from './store';

const known = [
  'mode',
  'line_items',
  'success_url',
  'cancel_url',
  'client_reference_id',
  'metadata',
  'payment_intent_data',
  'customer',
  'customer_email',
  'expires_at',
  'allowed_payment_method_types',
  'currency',
  'setup_intent_data',
  'subscription_data',
  'discounts',
  'payment_method_collection',
  'billing_address_collection',
  'ui_mode',
  'submit_type',
  'locale',
  'expand',
];
const minLifeSeconds = 30 * 60;
const maxLifeSeconds = 24 * 3600;
/** Stripe's smallest charge in its major currencies. */
const minAmount = 50;

function readLineItem(item: Params, nowSeconds: number) {
  const price = item.allow('price_data', 'quantity').object('price_data');
  if (!price) throw missingParam('line_items[0][price_data]');
  price.allow('currency', 'unit_amount', 'product_data', 'tax_behavior');
  const product = price.object('product_data');
  if (!product) throw missingParam('line_items[0][price_data][product_data]');
  const currency = price.required('currency').toLowerCase();
  if (!/^[a-z]{3}$/.test(currency))
    throw invalidParam('line_items[0][price_data][currency]', `Invalid currency: ${currency}.`);
  const unitAmount = price.integer('unit_amount');
  const quantity = item.integer('quantity') ?? 1;
  if (unitAmount === null) throw missingParam('line_items[0][price_data][unit_amount]');
  if (unitAmount < 0 || quantity < 1 || unitAmount * quantity > 99_999_999)
    throw invalidParam('line_items[0][price_data][unit_amount]', 'The amount is out of range.');
  return newLineItem({ nowSeconds, currency, unitAmount, quantity, name: product.required('name') });
}

function readUrl(params: Params, key: string): string | null {
  const url = params.text(key);
  if (url !== null && !/^https?:\/\/[^\s]+$/.test(url))
    throw invalidParam(key, 'Not a valid URL', 'url_invalid');
  return url;
}

function readExpiry(params: Params, nowSeconds: number): number {
  const expiresAt = params.integer('expires_at') ?? nowSeconds + maxLifeSeconds;
  const life = expiresAt - nowSeconds;
  if (life < minLifeSeconds - 1 || life > maxLifeSeconds + 1)
    throw invalidParam(
      'expires_at',
      'The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.',
    );
  return expiresAt;
}

function readChoices(params: Params): void {
  if (!['payment', 'setup', 'subscription'].includes(params.required('mode')))
    throw invalidParam('mode', 'Must be one of payment, setup, or subscription.');
  if ((params.text('ui_mode') ?? 'hosted_page') !== 'hosted_page')
    throw invalidParam('ui_mode', 'The sandbox has the hosted page only.');
  if (params.text('customer') && params.text('customer_email'))
    throw invalidParam(
      'customer_email',
      'You may only specify one of these parameters: customer, customer_email.',
    );
}

function readSale(params: Params, nowSeconds: number) {
  const lineItems = params.list('line_items').map((item) => readLineItem(item, nowSeconds));
  const currency = lineItems[0]?.currency;
  if (!currency) throw missingParam('line_items');
  if (lineItems.some((item) => item.currency !== currency))
    throw invalidParam('line_items', 'All prices on a Checkout Session must have the same `currency`.');
  if (lineItems.reduce((sum, item) => sum + item.amount_total, 0) < minAmount)
    throw invalidParam('line_items', 'The total amount is below the smallest charge.', 'amount_too_small');
  return { lineItems, currency };
}

/** A page that saves a card sells nothing; Stripe wants the currency to know which methods fit. */
function readSetup(params: Params) {
  if (params.object('line_items')) throw invalidParam('line_items', 'Setup mode takes no line items.');
  if (!params.text('customer')) throw missingParam('customer');
  return { lineItems: [], currency: params.required('currency').toLowerCase() };
}

/** Builds, without saving, the checkout that the parameters ask for. */
export function buildCheckout(
  params: Params,
  world: { store: StripeStore; now: Date; publicUrl: string },
): CheckoutRecord {
  params.allow(...known);
  readChoices(params);
  const nowSeconds = Math.floor(world.now.getTime() / 1000);
  const isSetup = params.text('mode') === 'setup';
  const plan = params.text('mode') === 'subscription' ? readPlan(params, world.store, nowSeconds) : null;
  const { lineItems, currency } = plan ?? (isSetup ? readSetup(params) : readSale(params, nowSeconds));
  const customer = params.text('customer');
  if (customer && !world.store.customers.has(customer))
    throw missingResource('customer', customer, 'customer');
  const intentData = isSetup
    ? params.object('setup_intent_data')?.allow('metadata', 'description')
    : params.object('payment_intent_data')?.allow('metadata', 'description', 'receipt_email');
  const successUrl = readUrl(params, 'success_url');
  if (successUrl === null) throw missingParam('success_url');
  const input: NewSession = {
    nowSeconds,
    publicUrl: world.publicUrl,
    currency,
    successUrl,
    cancelUrl: readUrl(params, 'cancel_url'),
    clientReferenceId: params.text('client_reference_id', 200),
    metadata: params.metadata(),
    customer,
    customerEmail: params.text('customer_email', 800),
    expiresAt: readExpiry(params, nowSeconds),
    lineItems,
    isSetup,
    plan,
  };
  return {
    session: newSession(input),
    lineItems,
    intentData: {
      metadata: intentData?.metadata() ?? {},
      description: intentData?.text('description') ?? null,
      receiptEmail: intentData?.text('receipt_email') ?? null,
    },
    intent: null,
    setupIntent: null,
    plan,
    charges: [],
    events: [],
    replies: [],
  };
}
