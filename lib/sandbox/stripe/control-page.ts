import { html, operatorPage, type Html } from '../html';
import type { Reply } from '../http';
import { money } from './checkout-page';
import { chargeOutcomes, type ChargeOutcome, type IntentRecord } from './records';
import type { FoundEvent, StripeStore } from './store';

const shownEvents = 100;
const shownAttempts = 3;

/** An event as the page and the list of events tell it. */
export function summary({ trail, record }: FoundEvent) {
  const session = 'session' in trail ? trail.session : null;
  const object = record.event.data.object as { amount_due?: number; currency?: string };
  const amount = session ? session.amount_total : (trail.intent?.amount ?? object.amount_due ?? null);
  const currency = session?.currency ?? trail.intent?.currency ?? object.currency ?? 'usd';
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

/** The operator's page: how events are delivered, how the next charge ends, and what was sent. */
export function controlPage(store: StripeStore): Reply {
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
