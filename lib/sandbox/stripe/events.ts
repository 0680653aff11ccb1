import { randomId } from '../ids';
import type { DeliverySettings, EventObject, EventType, Trail, WireEvent } from './records';

/** Further what an update changed, as it was before, and when it happened (Unix seconds), where that is not now. */
export type Emission = [
  type: EventType,
  object: EventObject,
  previous?: Record<string, unknown>,
  created?: number,
];

/** The API version that the pinned SDK speaks; Stripe stamps it on every event. */
export const apiVersion = '2026-10-28.endive';

/** Adds events to a draft with a snapshot of their objects; they are owed as soon as the draft is saved. */
export function queueEvents(
  draft: Trail,
  emissions: Emission[],
  settings: DeliverySettings,
  now: Date,
): void {
  const first = draft.events.reduce((highest, record) => Math.max(highest, record.sequence), 0) + 1;
  // One instant for all of them: a millisecond between two would decide the order instead of the sequence.
  const dueAtMs = Date.now() + settings.delayMs;
  emissions.forEach(([type, object, previous, created], at) => {
    const event: WireEvent = {
      id: randomId(type.startsWith('checkout') ? 'evt_1' : 'evt_3', 23),
      object: 'event',
      api_version: apiVersion,
      created: created ?? Math.floor(now.getTime() / 1000),
      data: { object: structuredClone(object), ...(previous && { previous_attributes: previous }) },
      livemode: false,
      pending_webhooks: 1,
      request: { id: null, idempotency_key: null },
      type,
    };
    draft.events.push({
      event,
      sequence: first + (settings.outOfOrder ? emissions.length - 1 - at : at),
      owed: settings.duplicate ? 2 : 1,
      dueAtMs,
      failures: 0,
      attempts: [],
    });
  });
}
