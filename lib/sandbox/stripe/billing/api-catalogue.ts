import type Stripe from 'stripe';
import { randomId } from '../../ids';
import type { ApiPart, ApiWorld, Change } from '../api-part';
import { invalidParam, missingParam, missingResource } from '../faults';
import type { Params } from '../params';
import { page } from '../views';
import type { ShelfRecord } from './records';
import type { WirePrice } from './shelf';

/** Products, prices and coupons. */
export function catalogueApi(world: ApiWorld): ApiPart {
  const { store } = world;
  const seconds = () => Math.floor(world.now().getTime() / 1_000);
  const keep = (kind: ShelfRecord['kind'], object: { id: string }): Change => ({
    value: object,
    commit: (replies) =>
      store.saveShelf({
        ...{ id: object.id, kind, object: { ...object }, sequence: store.shelf.size, replies },
      }),
  });
  const one = (kind: ShelfRecord['kind'], id: string) => {
    const found = store.shelf.get(id);
    if (found?.kind !== kind) throw missingResource(kind, id);
    return found.object;
  };
  const all = (kind: ShelfRecord['kind']) =>
    [...store.shelf.values()]
      .filter((row) => row.kind === kind)
      .sort((a, b) => b.sequence - a.sequence)
      .map(({ object }) => object as Record<string, unknown> & { id: string });
  const unused = (id: string, kind: string) => {
    if (store.shelf.has(id)) throw invalidParam('id', `${kind} already exists.`, 'resource_already_exists');
    return id;
  };
  const update = (kind: ShelfRecord['kind'], id: string, change: Record<string, unknown>): Change => {
    const object = { ...one(kind, id), ...change };
    return {
      value: object,
      commit: (replies) =>
        store.changeShelf(id, (draft) =>
          Object.assign(draft, { object, replies: [...draft.replies, ...replies] }),
        ),
    };
  };
  return {
    reads: {
      '/v1/products/:id': ({ params: { id = '' } }) => one('product', id),
      '/v1/prices/:id': ({ params: { id = '' } }) => one('price', id),
      '/v1/coupons/:id': ({ params: { id = '' } }) => one('coupon', id),
      '/v1/prices': (_request, params) => {
        params.allow(
          'lookup_keys',
          'product',
          'active',
          'currency',
          'type',
          'limit',
          'starting_after',
          'expand',
        );
        const keys = params.texts('lookup_keys');
        const [product, currency] = [params.text('product'), params.text('currency')];
        const rows = all('price').filter(
          (price) =>
            (keys.length === 0 || keys.includes(String(price.lookup_key))) &&
            [null, price.product].includes(product) &&
            [null, price.currency].includes(currency) &&
            [null, price.active].includes(params.flag('active')),
        );
        return page(rows, params, '/v1/prices');
      },
      '/v1/coupons': (_request, params) =>
        page(all('coupon'), params.allow('limit', 'starting_after'), '/v1/coupons'),
    },
    writes: {
      '/v1/products': (_request, params) =>
        keep(
          'product',
          newProduct(params, unused(params.text('id') ?? randomId('prod_', 14), 'Product'), seconds()),
        ),
      '/v1/products/:id': ({ params: { id = '' } }, params) => {
        params.allow('name', 'description', 'active', 'metadata');
        return update('product', id, given(params, ['name', 'description']));
      },
      '/v1/prices': (_request, params) => {
        const price = newPrice(params, seconds());
        one('product', String(price.product));
        const taken = all('price').some(
          (row) => price.lookup_key !== null && row.lookup_key === price.lookup_key,
        );
        if (taken)
          throw invalidParam('lookup_key', `A price (\`${price.lookup_key}\`) already uses that lookup key.`);
        return keep('price', price);
      },
      '/v1/prices/:id': ({ params: { id = '' } }, params) => {
        params.allow('active', 'nickname', 'metadata', 'lookup_key');
        const active = params.flag('active');
        return update('price', id, {
          ...given(params, ['nickname', 'lookup_key']),
          ...(active !== null && { active }),
        });
      },
      '/v1/coupons': (_request, params) =>
        keep('coupon', newCoupon(params, unused(params.text('id') ?? randomId('', 8), 'Coupon'), seconds())),
    },
    deletes: {
      '/v1/coupons/:id': ({ params: { id = '' } }) => {
        one('coupon', id);
        // Those who have it keep it: only further redemptions end.
        const value = { id, object: 'coupon', deleted: true };
        return {
          value,
          commit: () => store.changeShelf(id, (draft) => Object.assign(draft.object, { valid: false })),
        };
      },
    },
  };
}

const given = (params: Params, keys: string[]) =>
  Object.fromEntries(keys.filter((key) => params.has(key)).map((key) => [key, params.text(key)]));

function newProduct(params: Params, id: string, created: number): Stripe.Product {
  params.allow('name', 'id', 'description', 'active', 'metadata', 'tax_code');
  return {
    ...{ id, object: 'product', active: true, created, default_price: null },
    ...{ description: params.text('description'), images: [], livemode: false, marketing_features: [] },
    ...{
      metadata: params.metadata(),
      name: params.required('name'),
      package_dimensions: null,
      shippable: null,
    },
    ...{ statement_descriptor: null, tax_code: null, tax_details: null, type: 'service', unit_label: null },
    ...{ updated: created, url: null },
  };
}

function newPrice(params: Params, created: number): WirePrice {
  params.allow(
    ...[
      'currency',
      'unit_amount',
      'product',
      'recurring',
      'lookup_key',
      'nickname',
      'metadata',
      'tax_behavior',
    ],
  );
  const amount = params.integer('unit_amount');
  if (amount === null) throw missingParam('unit_amount');
  if (amount < 0 || amount > 99_999_999) throw invalidParam('unit_amount', 'The amount is out of range.');
  const recurring = params.object('recurring')?.allow('interval', 'interval_count');
  const interval = recurring?.required('interval') ?? null;
  if (interval !== null && interval !== 'month' && interval !== 'year')
    throw invalidParam('recurring[interval]', 'The sandbox knows `month` and `year`.');
  return {
    ...{ id: randomId('price_1', 23), object: 'price', active: true, billing_scheme: 'per_unit', created },
    ...{ currency: params.required('currency').toLowerCase(), custom_unit_amount: null, livemode: false },
    ...{
      lookup_key: params.text('lookup_key'),
      metadata: params.metadata(),
      nickname: params.text('nickname'),
    },
    product: params.required('product'),
    recurring: interval && {
      ...{ interval, interval_count: recurring?.integer('interval_count') ?? 1, meter: null },
      ...{ trial_period_days: null, usage_type: 'licensed' },
    },
    ...{ tax_behavior: 'unspecified', tiers_mode: null, transform_quantity: null },
    ...{
      type: interval ? 'recurring' : 'one_time',
      unit_amount: amount,
      unit_amount_decimal: String(amount),
    },
  };
}

function newCoupon(params: Params, id: string, created: number): Stripe.Coupon {
  params.allow(
    ...['id', 'name', 'percent_off', 'amount_off', 'currency', 'duration', 'duration_in_months'],
    ...['max_redemptions', 'redeem_by', 'metadata'],
  );
  const duration = params.text('duration') ?? 'once';
  const percent = params.text('percent_off');
  const amount = params.integer('amount_off');
  if ((percent === null) === (amount === null))
    throw invalidParam('percent_off', 'You must pass exactly one of `percent_off` and `amount_off`.');
  if (amount !== null && !params.text('currency')) throw missingParam('currency');
  if ((duration === 'repeating') !== (params.integer('duration_in_months') !== null))
    throw invalidParam('duration_in_months', 'Give the months of a repeating coupon, and of no other.');
  return {
    ...{
      id,
      object: 'coupon',
      amount_off: amount,
      created,
      currency: params.text('currency')?.toLowerCase() ?? null,
    },
    ...{ duration, duration_in_months: params.integer('duration_in_months'), livemode: false },
    ...{ max_redemptions: params.integer('max_redemptions'), metadata: params.metadata() },
    ...{ name: params.text('name'), percent_off: percent === null ? null : Number(percent) },
    ...{ redeem_by: params.integer('redeem_by'), times_redeemed: 0, valid: true },
  };
}
