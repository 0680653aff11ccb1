import { html, operatorPage } from '../../html';
import {
  HttpRefusal,
  json,
  redirect,
  requireOwnOrigin,
  type Incoming,
  type Reply,
  type Route,
} from '../../http';
import { money } from '../checkout-page';
import { type ChargeOutcome, chargeOutcomes } from '../records';
import type { StripeStore } from '../store';
import { advance, nextInstant } from './advance';
import type { BillingRecord, SubState } from './records';
import { priceOf } from './shelf';
import { totals } from './invoice-view';
import { BillingWork } from './work';

interface World {
  store: StripeStore;
  now: () => Date;
  wake: () => void;
}

const refuse = (message: string, status = 400) => new HttpRefusal(json({ error: message }, status));
const isJson = (request: Incoming) => (request.headers['content-type'] ?? '').startsWith('application/json');

function readBody(request: Incoming): Record<string, unknown> {
  if (!isJson(request)) return Object.fromEntries(new URLSearchParams(request.body));
  try {
    const value: unknown = JSON.parse(request.body || '{}');
    if (typeof value === 'object' && value !== null) return { ...value };
  } catch {
    // Answered below.
  }
  throw refuse('the body must be a JSON object');
}

/** Moves the clocks of all customers to the real time, so that renewals come by themselves. */
export function runDue({ store, now }: Pick<World, 'store' | 'now'>): void {
  for (const customer of store.billing.keys()) {
    const peek = new BillingWork(store, customer, now(), true);
    const next = nextInstant(peek);
    if (next === null || next > peek.at) continue;
    const work = new BillingWork(store, customer, now());
    advance(work, work.at);
    work.commit();
  }
}

const iso = (seconds: number) => new Date(seconds * 1_000).toISOString();

/** How a customer's subscriptions stand, for a program. */
function state(world: World, { customer }: BillingRecord) {
  const work = new BillingWork(world.store, customer, world.now());
  const next = nextInstant(work);
  const { subscriptions, invoices, balance, nextCharges } = work.draft;
  return { customer, now: work.at, next, balance, nextCharges, subscriptions, invoices };
}

/** Switches for time and failure of a customer's subscriptions: JSON for programs, forms for people. */
export function billingControl(world: World): Route[] {
  const { store } = world;
  const owner = (id: string): BillingRecord => {
    const found = [...store.billing.values()].find(
      (record) => record.customer === id || record.subscriptions.some((sub) => sub.id === id),
    );
    if (!found) throw refuse('no such customer or subscription', 404);
    return found;
  };
  const answer = (request: Incoming, customer: string): Reply => {
    world.wake();
    return isJson(request) ? json(state(world, owner(customer))) : redirect('/sandbox/subscriptions');
  };

  /** To an instant (`until`, Unix seconds or ISO), or to whatever comes next (`to: 'next'`), `times` over. */
  function forward(request: Incoming): Reply {
    requireOwnOrigin(request);
    const { customer } = owner(request.params.id ?? '');
    const body = readBody(request);
    for (let times = Number(body.times ?? 1); times > 0; times--) {
      const work = new BillingWork(store, customer, world.now());
      const before = work.at;
      const until = readInstant(body, nextInstant(work));
      if (until === null || until < before) throw refuse('time only goes on');
      advance(work, until);
      work.draft.offsetSeconds += until - before;
      work.commit();
    }
    return answer(request, customer);
  }

  function failNext(request: Incoming): Reply {
    requireOwnOrigin(request);
    const { customer } = owner(request.params.id ?? '');
    const body = readBody(request);
    const outcome = chargeOutcomes.find((one) => one === (body.outcome ?? 'declines'));
    if (!outcome) throw refuse(`outcome must be one of ${chargeOutcomes.join(', ')}`);
    const times = Number(body.times ?? 1);
    const work = new BillingWork(store, customer, world.now());
    work.draft.nextCharges = Array.from({ length: times }, (): ChargeOutcome => outcome);
    work.commit();
    return answer(request, customer);
  }

  /** Changes Stripe's side without telling anybody, as its own pages can. `balance`: minor units, what is given below zero. */
  function drift(request: Incoming): Reply {
    requireOwnOrigin(request);
    const id = request.params.id ?? '';
    const work = new BillingWork(store, owner(id).customer, world.now());
    const { status, price, balance } = readBody(request);
    if (typeof balance === 'number') work.draft.balance = balance;
    const change: Partial<SubState> = {};
    if (typeof status === 'string') change.status = status as SubState['status'];
    if (typeof price === 'string') change.priceId = priceOf(store, price).id;
    Object.assign(work.subscription(id), change);
    work.commit();
    return answer(request, work.customer);
  }

  return [
    { method: 'GET', path: '/sandbox/subscriptions', handle: (request) => overview(world, request) },
    { method: 'POST', path: '/sandbox/subscriptions/:id/advance', handle: forward },
    { method: 'POST', path: '/sandbox/subscriptions/:id/fail-next', handle: failNext },
    { method: 'POST', path: '/sandbox/subscriptions/:id/drift', handle: drift },
  ];
}

function readInstant(body: Record<string, unknown>, next: number | null): number | null {
  const { until } = body;
  if (until === undefined || until === '') return next;
  const seconds = typeof until === 'number' ? until : Math.floor(Date.parse(String(until)) / 1_000);
  if (!Number.isInteger(seconds)) throw refuse('until must be Unix seconds or an ISO instant');
  return seconds;
}

function overview(world: World, request: Incoming): Reply {
  const records = [...world.store.billing.values()];
  if ((request.headers.accept ?? '').includes('application/json'))
    return json({ customers: records.map((record) => state(world, record)) });
  const rows = records.flatMap((record) => {
    const { now, next } = state(world, record);
    return record.subscriptions.map((sub) => {
      const price = priceOf(world.store, sub.priceId);
      const open = record.invoices.filter(
        ({ status, subscription }) => status === 'open' && subscription === sub.id,
      );
      const form = (what: string, label: string) =>
        html`<form class="inline" method="post" action="/sandbox/subscriptions/${sub.id}/${what}">
          <button class="small">${label}</button>
        </form>`;
      return html`<tr>
        <td>
          ${world.store.customers.get(record.customer)?.customer.name ?? record.customer}
          <div class="mono muted">${sub.id}</div>
        </td>
        <td>${sub.status}</td>
        <td>${money(price.amount, price.currency)} / ${price.interval}</td>
        <td class="mono">${iso(sub.periodStart).slice(0, 16)} – ${iso(sub.periodEnd).slice(0, 16)}</td>
        <td>${open.map((one) => money(totals(one).due, one.currency)).join(', ')}</td>
        <td class="mono">
          ${iso(now).slice(0, 16)}
          <div class="muted">next ${next === null ? 'never' : iso(next).slice(0, 16)}</div>
        </td>
        <td>${form('advance', 'Go to what comes next')} ${form('fail-next', 'Decline the next charge')}</td>
      </tr>`;
    });
  });
  const table = html`<div class="scroll" role="region" aria-label="Subscriptions" tabindex="0">
    <table>
      <thead>
        <tr>
          <th scope="col">Customer</th>
          <th scope="col">Status</th>
          <th scope="col">Price</th>
          <th scope="col">Period (UTC)</th>
          <th scope="col">Open</th>
          <th scope="col">Clock</th>
          <th scope="col">Action</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
  return operatorPage(
    'Subscriptions',
    'subscriptions',
    rows.length > 0
      ? table
      : html`<p class="empty">No subscriptions yet. They appear when somebody subscribes.</p>`,
  );
}
