import type Stripe from 'stripe';
import { randomId } from '../ids';
import type { Params } from './params';

/** A customer as Stripe answers it, every field present. */
export function newCustomer(params: Params, nowSeconds: number): Stripe.Customer {
  params.allow('email', 'name', 'description', 'phone', 'metadata');
  return {
    id: randomId('cus_', 14),
    object: 'customer',
    address: null,
    balance: 0,
    created: nowSeconds,
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: params.text('description'),
    discount: null,
    email: params.text('email', 512),
    invoice_prefix: randomId('', 8).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: params.metadata(),
    name: params.text('name'),
    next_invoice_sequence: 1,
    phone: params.text('phone'),
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  };
}
