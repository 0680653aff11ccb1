import { randomId } from '../../ids';
import { invalidParam, missingResource } from '../faults';
import type { Params } from '../params';
import { monthsLater } from './calendar';
import { requireLive } from './change';
import type { PhaseState, ScheduleState, SubState } from './records';
import { priceOf } from './shelf';
import type { BillingWork } from './work';
import { scheduleView } from './schedule-view';

/** Puts a schedule on a subscription: its one phase is the present period. */
export function createSchedule(work: BillingWork, sub: SubState): ScheduleState {
  requireLive(sub);
  if (sub.scheduleId)
    throw invalidParam(
      'from_subscription',
      `You cannot migrate a subscription that is already attached to a schedule: \`${sub.scheduleId}\`.`,
    );
  const schedule: ScheduleState = {
    id: randomId('sub_sched_1', 23),
    ...{ subscription: sub.id, releasedSubscription: null, status: 'active', endBehavior: 'release' },
    ...{ created: work.at, releasedAt: null, completedAt: null, canceledAt: null, metadata: {} },
    phases: [
      {
        ...{ start: sub.periodStart, end: sub.periodEnd, priceId: sub.priceId, quantity: sub.quantity },
        ...{ metadata: {}, trialEnd: sub.trialEnd, proration: 'create_prorations' },
        discounts: sub.discounts.map(({ id }) => ({ discount: id, coupon: null })),
      },
    ],
  };
  work.draft.schedules.push(schedule);
  work.change(sub, () => (sub.scheduleId = schedule.id));
  tell(work, 'subscription_schedule.created', schedule);
  return schedule;
}

const tell = (
  work: BillingWork,
  type:
    | 'subscription_schedule.created'
    | 'subscription_schedule.updated'
    | 'subscription_schedule.released'
    | 'subscription_schedule.completed',
  schedule: ScheduleState,
) => work.emit(type, scheduleView(work.draft, schedule));

export function scheduleById(work: BillingWork, id: string): ScheduleState {
  const found = work.draft.schedules.find((schedule) => schedule.id === id);
  if (!found) throw missingResource('subscription_schedule', id);
  return found;
}

function readPhase(work: BillingWork, params: Params, before: PhaseState | undefined): PhaseState {
  params.allow(
    ...[
      'items',
      'start_date',
      'end_date',
      'duration',
      'proration_behavior',
      'discounts',
      'metadata',
      'trial_end',
    ],
    ...['billing_cycle_anchor', 'description', 'trial'],
  );
  const [item] = params.list('items');
  if (!item) throw invalidParam('phases', 'Each phase needs its items.');
  const price = priceOf(work.store, item.allow('price', 'quantity').required('price'));
  const start = params.integer('start_date') ?? before?.end;
  if (start === undefined) throw invalidParam('phases', 'The first phase needs a start date.');
  if (before && start !== before.end)
    throw invalidParam('phases', 'Phases must follow one another without a gap.');
  const duration = params.object('duration')?.allow('interval', 'interval_count');
  const months =
    (duration?.integer('interval_count') ?? 1) * (duration?.text('interval') === 'year' ? 12 : 1);
  return {
    ...{ start, priceId: price.id, quantity: item.integer('quantity') ?? 1, metadata: params.metadata() },
    end: params.integer('end_date') ?? monthsLater(start, months),
    ...{
      trialEnd: params.integer('trial_end'),
      proration: params.text('proration_behavior') ?? 'create_prorations',
    },
    discounts: params.list('discounts').map((one) => {
      one.allow('discount', 'coupon');
      return { discount: one.text('discount'), coupon: one.text('coupon') };
    }),
  };
}

export function updateSchedule(work: BillingWork, schedule: ScheduleState, params: Params): void {
  params.allow('phases', 'end_behavior', 'proration_behavior', 'metadata', 'default_settings', 'expand');
  if (schedule.status !== 'active') throw invalidParam('id', 'This schedule has ended.');
  const phases: PhaseState[] = [];
  for (const phase of params.list('phases')) phases.push(readPhase(work, phase, phases.at(-1)));
  const current = schedule.phases[0];
  if (phases.length > 0) {
    if (phases[0]?.start !== current?.start)
      throw invalidParam('phases', 'The current phase must be repeated with its own start date.');
    schedule.phases = phases;
  }
  schedule.endBehavior = params.text('end_behavior') ?? schedule.endBehavior;
  Object.assign(schedule.metadata, params.metadata());
  tell(work, 'subscription_schedule.updated', schedule);
}

/** The schedule lets its subscription go, which runs on as it is. */
export function releaseSchedule(work: BillingWork, schedule: ScheduleState): void {
  if (schedule.status !== 'active') throw invalidParam('id', 'This schedule has ended.');
  const sub = work.subscription(schedule.subscription ?? '');
  Object.assign(schedule, {
    status: 'released',
    releasedAt: work.at,
    releasedSubscription: sub.id,
    subscription: null,
  });
  work.change(sub, () => (sub.scheduleId = null));
  tell(work, 'subscription_schedule.released', schedule);
}

/** At the end of a period: enters the next phase, or lets go after the last. The caller holds the change. */
export function enterPhase(
  work: BillingWork,
  sub: SubState,
  starts: (coupon: string) => SubState['discounts'][number],
): void {
  const schedule = work.draft.schedules.find(({ id }) => id === sub.scheduleId);
  if (!schedule || (schedule.phases[0]?.end ?? Infinity) > work.at) return;
  schedule.phases.shift();
  const [next] = schedule.phases;
  if (!next) {
    Object.assign(schedule, { status: 'completed', completedAt: work.at });
    sub.scheduleId = null;
    tell(work, 'subscription_schedule.completed', schedule);
    return;
  }
  Object.assign(sub, { priceId: next.priceId, quantity: next.quantity });
  Object.assign(sub.metadata, next.metadata);
  sub.discounts = next.discounts.flatMap(({ discount, coupon }) => {
    const kept = sub.discounts.filter(({ id }) => id === discount);
    return coupon ? [starts(coupon)] : kept;
  });
  tell(work, 'subscription_schedule.updated', schedule);
}
