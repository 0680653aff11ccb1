import type Stripe from 'stripe';
import { randomId } from '../../ids';
import type { ApiPart, ApiWorld, Change } from '../api-part';
import { invalidParam, missingResource } from '../faults';
import type { Params } from '../params';
import { page } from '../views';
import type { ShelfRecord } from './records';
import { BillingWork } from './work';

/** Customers' own data, their cards, and the portal in which they look after both. */
export function customerApi(world: ApiWorld): ApiPart {
  const { store } = world;
  const customer = (id: string) => {
    const found = store.customers.get(id);
    if (!found) throw missingResource('customer', id);
    return { ...found.customer, balance: store.billing.get(id)?.balance ?? found.customer.balance };
  };
  const keep = (kind: ShelfRecord['kind'], object: { id: string }): Change => ({
    value: object,
    commit: (replies) =>
      store.saveShelf({ id: object.id, kind, object: { ...object }, sequence: store.shelf.size, replies }),
  });
  const shelf = (kind: ShelfRecord['kind']) =>
    [...store.shelf.values()]
      .filter((row) => row.kind === kind)
      .map(({ object }) => object as { id: string });
  return {
    reads: {
      '/v1/customers/:id': ({ params: { id = '' } }, params) => {
        params.allow('expand');
        return customer(id);
      },
      '/v1/payment_methods/:id': ({ params: { id = '' } }) => {
        const found = store.methods.get(id);
        if (!found) throw missingResource('PaymentMethod', id, 'payment_method');
        return found.method;
      },
      '/v1/customers/:id/payment_methods': ({ params: { id = '' } }, params) => {
        customer(id);
        const rows = [...store.methods.values()]
          .map(({ method }) => method)
          .filter((one) => one.customer === id);
        return page(
          rows.sort((a, b) => b.created - a.created),
          params.allow('type', 'limit', 'starting_after'),
          `/v1/customers/${id}/payment_methods`,
        );
      },
      '/v1/billing_portal/configurations': (_request, params) =>
        page(
          shelf('portal_configuration'),
          params.allow('limit', 'active', 'is_default', 'starting_after'),
          '/v1/billing_portal/configurations',
        ),
    },
    writes: {
      '/v1/customers/:id': ({ params: { id = '' } }, params) => {
        const known = customer(id);
        const metadata = { ...known.metadata, ...params.metadata() };
        const changed = { ...known, ...readCustomer(params), metadata };
        return {
          value: changed,
          commit: (replies) => {
            store.saveCustomer({
              customer: changed,
              replies: [...(store.customers.get(id)?.replies ?? []), ...replies],
            });
            tellCustomer(world, id);
          },
        };
      },
      '/v1/billing_portal/configurations': (_request, params) =>
        keep('portal_configuration', newConfiguration(params, world)),
      '/v1/billing_portal/sessions': (_request, params) => {
        params.allow('customer', 'return_url', 'configuration', 'flow_data', 'locale');
        const id = randomId('bps_1', 23);
        const flow = params.object('flow_data')?.text('type') ?? null;
        const session: Stripe.BillingPortal.Session = {
          ...{
            id,
            object: 'billing_portal.session',
            configuration: params.text('configuration') ?? 'bpc_default',
          },
          ...{
            created: Math.floor(world.now().getTime() / 1_000),
            customer: customer(params.required('customer')).id,
          },
          ...{ customer_account: null, flow: flow ? newFlow(flow) : null, livemode: false, locale: null },
          ...{
            on_behalf_of: null,
            return_url: params.text('return_url'),
            url: `${store.publicUrl}/portal/${id}`,
          },
        };
        return keep('portal_session', session);
      },
    },
  };
}

const newFlow = (type: string): Stripe.BillingPortal.Session.Flow => ({
  after_completion: { type: 'portal_homepage', hosted_confirmation: null, redirect: null },
  ...{
    customer_update: null,
    subscription_cancel: null,
    subscription_pause: null,
    subscription_update: null,
    subscription_update_confirm: null,
    type,
  },
});

/** Tells of a customer as it stands now. */
export function tellCustomer(world: Pick<ApiWorld, 'store' | 'now'>, id: string): void {
  const work = new BillingWork(world.store, id, world.now());
  const found = world.store.customers.get(id);
  if (found) work.emit('customer.updated', found.customer);
  work.commit();
}

function readCustomer(params: Params): Partial<Stripe.Customer> {
  params.allow(
    'email',
    'name',
    'address',
    'invoice_settings',
    'metadata',
    'tax_exempt',
    'phone',
    'description',
  );
  const settings = params.object('invoice_settings')?.allow('default_payment_method');
  const address = params.object('address');
  const line = (key: string) => address?.text(key) ?? null;
  return {
    ...(params.has('email') && { email: params.text('email', 512) }),
    ...(params.has('name') && { name: params.text('name') }),
    ...(address && {
      address: {
        ...{ line1: line('line1'), line2: line('line2'), city: line('city'), state: line('state') },
        ...{ postal_code: line('postal_code'), country: line('country') },
      },
    }),
    ...(settings && {
      invoice_settings: {
        ...{ custom_fields: null, default_payment_method: settings.text('default_payment_method') },
        ...{ footer: null, rendering_options: null },
      },
    }),
  };
}

function newConfiguration(params: Params, { now }: ApiWorld) {
  params.allow('features', 'business_profile', 'default_return_url', 'metadata', 'name');
  if (!params.object('features'))
    throw invalidParam('features', 'Missing required param: features.', 'parameter_missing');
  const created = Math.floor(now().getTime() / 1_000);
  return {
    ...{ id: randomId('bpc_1', 23), object: 'billing_portal.configuration', active: true, application: null },
    business_profile: { headline: null, privacy_policy_url: null, terms_of_service_url: null },
    ...{ created, default_return_url: params.text('default_return_url') },
    features: {
      customer_update: { allowed_updates: ['address', 'email', 'name'], enabled: true },
      ...{
        invoice_history: { enabled: true },
        payment_method_update: { enabled: true, payment_method_configuration: null },
      },
      subscription_cancel: { enabled: false },
      subscription_update: { enabled: false },
    },
    ...{ is_default: false, livemode: false, login_page: { enabled: false, url: null } },
    ...{ metadata: params.metadata(), name: params.text('name'), updated: created },
  };
}
