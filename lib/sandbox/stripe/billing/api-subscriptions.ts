import type { ApiPart, ApiWorld } from '../api-part';
import { missingParam } from '../faults';
import { page } from '../views';
import { commits, current, ownerOf, readExpand, workOn } from './open';
import { cancel, pause, resume, update } from './change';
import { createSchedule, releaseSchedule, scheduleById, updateSchedule } from './schedules';
import { redeem, start } from './start';
import { scheduleView } from './schedule-view';
import { subscriptionView } from './views';
import type { BillingWork } from './work';
import type { Params } from '../params';
import type { SubState } from './records';

const ended = ['canceled', 'incomplete_expired'];

/** Subscriptions and their schedules. */
export function subscriptionApi(world: ApiWorld): ApiPart {
  const { store } = world;
  const owner = (id: string) =>
    ownerOf(world, 'subscription', id, ({ subscriptions }) => subscriptions.some((sub) => sub.id === id));
  const scheduleOwner = (id: string) =>
    ownerOf(world, 'subscription_schedule', id, ({ schedules }) => schedules.some((one) => one.id === id));
  const change =
    (apply: (work: BillingWork, sub: SubState, params: Params) => void) =>
    ({ params: { id = '' } }: { params: Record<string, string> }, params: Params) => {
      const work = workOn(world, owner(id));
      const sub = work.subscription(id);
      apply(work, sub, params);
      return commits(work, subscriptionView(store, work.draft, sub, readExpand(params)));
    };
  const onSchedule =
    (apply: (work: BillingWork, id: string, params: Params) => void) =>
    ({ params: { id = '' } }: { params: Record<string, string> }, params: Params) => {
      const work = workOn(world, scheduleOwner(id));
      apply(work, id, params);
      return commits(work, scheduleView(work.draft, scheduleById(work, id)));
    };
  return {
    reads: {
      '/v1/subscriptions/:id': ({ params: { id = '' } }, params) => {
        const work = current(world, owner(id));
        return subscriptionView(store, work.draft, work.subscription(id), readExpand(params.allow('expand')));
      },
      '/v1/subscriptions': (_request, params) => {
        params.allow('customer', 'status', 'price', 'limit', 'starting_after', 'expand');
        const [customer, status, price] = [
          params.text('customer'),
          params.text('status'),
          params.text('price'),
        ];
        const fits = (sub: SubState) =>
          (status === 'all' ||
            (status === 'ended'
              ? ended.includes(sub.status)
              : status
                ? sub.status === status
                : sub.status !== 'canceled')) &&
          (price === null || sub.priceId === price);
        const customers = customer ? [customer] : [...store.billing.keys()];
        const rows = customers.flatMap((one) => {
          if (!store.billing.has(one)) return [];
          const { draft } = current(world, one);
          return draft.subscriptions
            .filter(fits)
            .map((sub) => subscriptionView(store, draft, sub, readExpand(params, 'data.')));
        });
        return page(
          rows.sort((a, b) => b.created - a.created || (a.id < b.id ? 1 : -1)),
          params,
          '/v1/subscriptions',
        );
      },
      '/v1/subscription_schedules/:id': ({ params: { id = '' } }) => {
        const work = current(world, scheduleOwner(id));
        return scheduleView(work.draft, scheduleById(work, id));
      },
    },
    writes: {
      '/v1/subscriptions': (_request, params) => create(world, params),
      '/v1/subscriptions/:id': change(update),
      '/v1/subscriptions/:id/pause': change(pause),
      '/v1/subscriptions/:id/resume': change(resume),
      '/v1/subscription_schedules': (_request, params) => {
        const id = params.allow('from_subscription', 'expand').required('from_subscription');
        const work = workOn(world, owner(id));
        return commits(work, scheduleView(work.draft, createSchedule(work, work.subscription(id))));
      },
      '/v1/subscription_schedules/:id': onSchedule((work, id, params) =>
        updateSchedule(work, scheduleById(work, id), params),
      ),
      '/v1/subscription_schedules/:id/release': onSchedule((work, id) =>
        releaseSchedule(work, scheduleById(work, id)),
      ),
    },
    deletes: { '/v1/subscriptions/:id': change(cancel) },
  };
}

function create(world: ApiWorld, params: Params) {
  params.allow(
    ...[
      'customer',
      'items',
      'trial_end',
      'trial_period_days',
      'trial_settings',
      'discounts',
      'metadata',
      'expand',
    ],
    ...['default_payment_method', 'payment_behavior', 'off_session', 'description'],
  );
  const work = workOn(world, params.required('customer'));
  const [item] = params.list('items');
  if (!item) throw missingParam('items');
  const days = params.integer('trial_period_days');
  const coupons = params.list('discounts').map((one) => one.required('coupon'));
  const { sub } = start(work, {
    ...{
      priceId: item.required('price'),
      quantity: item.integer('quantity') ?? 1,
      metadata: params.metadata(),
    },
    ...{ description: params.text('description'), couponIds: coupons, missingMethod: 'create_invoice' },
    trialEnd: days === null ? params.integer('trial_end') : work.at + days * 86_400,
    methodId: params.text('default_payment_method'),
  });
  const view = subscriptionView(world.store, work.draft, sub, readExpand(params));
  return commits(work, view, () => redeem(work, coupons));
}
