import { html, operatorPage, type Html } from '../html';
import {
  HttpRefusal,
  json,
  redirect,
  requireOwnOrigin,
  type Incoming,
  type Reply,
  type Route,
} from '../http';
import { money } from './checkout-page';
import type { Deliveries } from './deliveries';
import { expire } from './payment';
import { finish } from './off-session';
import { chargeOutcomes, type ChargeOutcome, type DeliverySettings, type IntentRecord } from './records';
import type { FoundEvent, StripeStore } from './store';

interface ControlWorld {
  store: StripeStore;
  deliveries: Deliveries;
  now: () => Date;
}

const maxDelayMs = 3_600_000;
const shownEvents = 100;
const shownAttempts = 3;

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
    } else throw refuse(`unknown setting ${key}`);
  }
  return change;
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

function summary({ trail, record }: FoundEvent) {
  const session = 'session' in trail ? trail.session : null;
  const amount = session ? session.amount_total : (trail.intent?.amount ?? 0);
  const currency = session?.currency ?? trail.intent?.currency ?? 'usd';
  return {
    id: record.event.id,
    type: record.event.type,
    created: new Date(record.event.created * 1000).toISOString(),
    sessionId: session?.id ?? null,
    paymentIntentId: trail.intent?.id ?? null,
    amount: amount === null ? '' : money(amount, currency),
    pending: record.owed > 0,
    delivered: record.attempts.filter((attempt) => attempt.error === null).length,
    attempts: record.attempts,
    nextAttemptAt: record.owed > 0 ? new Date(record.dueAtMs).toISOString() : null,
  };
}

/** How often it was tried, where the row shows only the last attempts. */
function attemptCount(count: number): Html | null {
  return count > shownAttempts ? html`<div class="muted">${count} attempts, the last:</div>` : null;
}

function eventRow(event: ReturnType<typeof summary>): Html {
  const attempts = event.attempts
    .slice(-shownAttempts)
    .map(
      (attempt) =>
        html`<div class="${attempt.error ? 'error' : 'ok'}">
          ${attempt.at.slice(11, 19)} ${attempt.error ?? `delivered (${attempt.status})`}
        </div>`,
    );
  return html`<tr>
    <td class="mono">${event.created.slice(0, 19).replace('T', ' ')}</td>
    <td>
      ${event.type}
      <div class="mono muted">${event.id}</div>
    </td>
    <td>${event.amount}</td>
    <td>
      ${attemptCount(event.attempts.length)}${attempts}${event.pending ? html`<div class="late">waiting</div>` : null}
    </td>
    <td>
      <form method="post" action="/sandbox/events/${event.id}/resend">
        <button class="small">Send again</button>
      </form>
    </td>
  </tr>`;
}

const outcomeNames: Record<ChargeOutcome, string> = {
  succeeds: 'is paid',
  declines: 'is declined',
  insufficient: 'is short of funds',
  authenticates: 'wants a confirmation',
  processes: 'stays under way',
  lost: 'is paid, its answer lost',
  unreachable: 'finds nobody',
};

function outcomeSelect(current: ChargeOutcome | null): Html {
  const option = (value: string, label: string) =>
    html`<option value="${value}" ${value === (current ?? '') ? html`selected` : null}>${label}</option>`;
  return html`<select name="nextCharge">
    ${option('', 'does as the card says')}
    ${chargeOutcomes.map((value) => option(value, outcomeNames[value]))}
  </select>`;
}

/** A charge that the bank has not decided about, and the two ways it may end. */
function chargeRow({ intent }: IntentRecord): Html {
  return html`<form class="inline" method="post" action="/sandbox/charges/${intent.id}/finish">
    <span>Under way: ${money(intent.amount, intent.currency)} <span class="mono">${intent.id}</span></span>
    <button class="small" name="outcome" value="succeeds">Let it be paid</button>
    <button class="small" name="outcome" value="declines">Decline it</button>
  </form>`;
}

function controlPage({ store }: ControlWorld): Reply {
  const { settings } = store;
  const events = store.events().slice(0, shownEvents).map(summary);
  const underWay = [...store.intents.values()].filter(({ intent }) => intent.status === 'processing');
  const box = (name: 'duplicate' | 'outOfOrder' | 'hold', label: string) =>
    html`<label
      ><input type="checkbox" name="${name}" ${settings[name] ? html`checked` : null} />${label}</label
    >`;
  const table = html`<div class="scroll" role="region" aria-label="Events" tabindex="0">
    <table>
      <thead>
        <tr>
          <th scope="col">Created (UTC)</th>
          <th scope="col">Event</th>
          <th scope="col">Amount</th>
          <th scope="col">Deliveries</th>
          <th scope="col">Action</th>
        </tr>
      </thead>
      <tbody>
        ${events.map(eventRow)}
      </tbody>
    </table>
  </div>`;
  return operatorPage(
    'Payments',
    'events',
    html`<form class="inline" method="post" action="/sandbox/settings">
        ${box('duplicate', 'Send every event twice')}${box('outOfOrder', 'Send events out of order')}${box('hold', 'Hold events back')}
        <label>Delay in ms <input name="delayMs" inputmode="numeric" value="${settings.delayMs}" /></label>
        <label>Next charge of a saved card ${outcomeSelect(settings.nextCharge)}</label>
        <button class="small">Save delivery settings</button>
      </form>
      ${underWay.map(chargeRow)}
      ${events.length > 0 ? table : html`<p class="empty">No events yet. They appear when a checkout is paid, declined or expires.</p>`}`,
  );
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
    { method: 'GET', path: '/sandbox', handle: () => controlPage(world) },
    { method: 'GET', path: '/sandbox/settings', handle: () => json(store.settings) },
    { method: 'POST', path: '/sandbox/settings', handle: saveSettings },
    { method: 'GET', path: '/sandbox/events', handle: listEvents },
    { method: 'POST', path: '/sandbox/events/:id/resend', handle: resend },
    { method: 'POST', path: '/sandbox/checkout/:id/expire', handle: expireNow },
    { method: 'GET', path: '/sandbox/charges', handle: listCharges },
    { method: 'POST', path: '/sandbox/charges/:id/finish', handle: finishCharge },
  ];
}
