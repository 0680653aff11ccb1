import {
  HttpRefusal,
  json,
  redirect,
  requireOwnOrigin,
  type Incoming,
  type Reply,
  type Route,
} from '../http';
import { controlPage, summary } from './control-page';
import type { Deliveries } from './deliveries';
import { expire } from './payment';
import { billingDefaults } from './billing/settings';
import { finish } from './off-session';
import { chargeOutcomes, type ChargeOutcome, type DeliverySettings } from './records';
import type { StripeStore } from './store';

interface ControlWorld {
  store: StripeStore;
  deliveries: Deliveries;
  now: () => Date;
}

const maxDelayMs = 3_600_000;

const isJson = (request: Incoming) => (request.headers['content-type'] ?? '').startsWith('application/json');
const refuse = (message: string, status = 400) => new HttpRefusal(json({ error: message }, status));

/** Settings from a JSON body (only what is named) or from the page's form (an unticked box sends nothing: off). */
function readSettings(request: Incoming): Partial<DeliverySettings> {
  const given = isJson(request) ? parseObject(request.body) : formSettings(request.body);
  const change: Partial<DeliverySettings> = {};
  for (const [key, value] of Object.entries(given)) {
    if (key === 'delayMs') {
      if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > maxDelayMs)
        throw refuse(`delayMs must be a whole number from 0 to ${maxDelayMs}`);
      change.delayMs = value;
    } else if (key === 'duplicate' || key === 'outOfOrder' || key === 'hold') {
      if (typeof value !== 'boolean') throw refuse(`${key} must be true or false`);
      change[key] = value;
    } else if (key === 'nextCharge') {
      change.nextCharge = readOutcome(value);
    } else if (key in billingDefaults) {
      Object.assign(change, readBillingSetting(key, value));
    } else throw refuse(`unknown setting ${key}`);
  }
  return change;
}

function readBillingSetting(key: string, value: unknown): Partial<DeliverySettings> {
  const ends = ['cancel', 'unpaid', 'past_due'] as const;
  const end = ends.find((one) => one === value);
  if (key === 'dunningEnd' && end) return { dunningEnd: end };
  if (key === 'finalizeDelayMs' && Number.isInteger(value)) return { finalizeDelayMs: Number(value) };
  if (key === 'retryDays' && Array.isArray(value) && value.every((day) => Number.isInteger(day)))
    return { retryDays: value.map(Number) };
  throw refuse(`${key} has a value that the sandbox does not know`);
}

/** Empty or null: the card decides. */
function readOutcome(value: unknown): ChargeOutcome | null {
  const outcome = chargeOutcomes.find((candidate) => candidate === value);
  if (!outcome && value !== null && value !== '')
    throw refuse(`nextCharge must be one of ${chargeOutcomes.join(', ')}`);
  return outcome ?? null;
}

function parseObject(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Answered below: malformed text and a wrong shape are the same mistake to the caller.
  }
  throw refuse('the body must be a JSON object');
}

function formSettings(body: string): Record<string, unknown> {
  const form = new URLSearchParams(body);
  return {
    duplicate: form.has('duplicate'),
    outOfOrder: form.has('outOfOrder'),
    hold: form.has('hold'),
    delayMs: Number(form.get('delayMs') || '0'),
    nextCharge: form.get('nextCharge') ?? '',
  };
}

/** Switches and records for an operator, a test or a demo: JSON for programs, forms for people. */
export function controlRoutes(world: ControlWorld): Route[] {
  const { store, deliveries } = world;

  function saveSettings(request: Incoming): Reply {
    requireOwnOrigin(request);
    const settings = store.saveSettings(readSettings(request));
    deliveries.wake();
    return isJson(request) ? json(settings) : redirect('/sandbox');
  }

  async function resend(request: Incoming): Promise<Reply> {
    requireOwnOrigin(request);
    const found = store.eventById(request.params.id ?? '');
    if (!found) throw refuse('no such event', 404);
    const attempt = await deliveries.resend(found.ownerId, found.record.event.id);
    deliveries.wake();
    return isJson(request) ? json(attempt) : redirect('/sandbox');
  }

  function expireNow(request: Incoming): Reply {
    requireOwnOrigin(request);
    const id = request.params.id ?? '';
    if (!store.checkouts.has(id)) throw refuse('no such checkout', 404);
    if (!expire(world, id)) throw refuse('the checkout is not open', 409);
    deliveries.wake();
    return isJson(request) ? json(store.checkouts.get(id)?.session) : redirect('/sandbox');
  }

  /** The bank decides about a charge that is under way. */
  function finishCharge(request: Incoming): Reply {
    requireOwnOrigin(request);
    const id = request.params.id ?? '';
    const given = isJson(request)
      ? parseObject(request.body).outcome
      : new URLSearchParams(request.body).get('outcome');
    const outcome = readOutcome(given ?? null) ?? 'succeeds';
    if (store.intents.get(id)?.intent.status !== 'processing')
      throw refuse('no such charge is under way', 404);
    store.changeIntent(id, (draft) =>
      finish(
        draft,
        outcome,
        { number: '4242424242424242', expMonth: 12, expYear: 2040 },
        store.settings,
        world.now(),
      ),
    );
    deliveries.wake();
    return isJson(request) ? json(store.intents.get(id)?.intent) : redirect('/sandbox');
  }

  const listCharges = (): Reply => json({ charges: [...store.intents.values()].map(({ intent }) => intent) });

  function listEvents(request: Incoming): Reply {
    const [type, session] = [request.query.get('type'), request.query.get('session')];
    const events = store.events().map(summary);
    return json({
      events: events.filter(
        (event) => (!type || event.type === type) && (!session || event.sessionId === session),
      ),
    });
  }

  return [
    { method: 'GET', path: '/sandbox', handle: () => controlPage(store) },
    { method: 'GET', path: '/sandbox/settings', handle: () => json(store.settings) },
    { method: 'POST', path: '/sandbox/settings', handle: saveSettings },
    { method: 'GET', path: '/sandbox/events', handle: listEvents },
    { method: 'POST', path: '/sandbox/events/:id/resend', handle: resend },
    { method: 'POST', path: '/sandbox/checkout/:id/expire', handle: expireNow },
    { method: 'GET', path: '/sandbox/charges', handle: listCharges },
    { method: 'POST', path: '/sandbox/charges/:id/finish', handle: finishCharge },
  ];
}
