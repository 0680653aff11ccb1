import { createHmac } from 'node:crypto';
import type { Attempt, EventRecord, Trail } from './records';
import type { StripeStore } from './store';
import { eventView } from './views';

const maxRetryMs = 60_000;
const giveUpAfterFailures = 4_000;
const answerTimeoutMs = 10_000;
const maxLanes = 8;
const MAX_NEW_FAILURES = 3;

async function reportAndPause(error: unknown): Promise<void> {
  console.error('[sandbox] a delivery could not be recorded', error);
  await new Promise((resolve) => setTimeout(resolve, 1000));
}

export interface DeliveryTarget {
  endpoint: string;
  webhookSecret: string;
  retryBaseMs: number;
}

/** `t=…,v1=…`: HMAC-SHA256 of "t.body" by the endpoint's secret. */
export function signatureHeader(body: string, secret: string, nowMs: number): string {
  const t = Math.floor(nowMs / 1000);
  return `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')}`;
}

/**
 * Sends what is owed to the webhook endpoint: one event of a checkout or charge at a time, several of them side by side.
 * The queue is the stored events themselves, so a restart goes on where the last process stopped.
 */
export class Deliveries {
  private readonly busy = new Set<string>();
  private readonly running = new Set<Promise<unknown>>();
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly store: StripeStore,
    private readonly target: DeliveryTarget,
  ) {}

  /** Looks for due events now, and again when the next one falls due. */
  wake(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (this.stopping.signal.aborted || this.store.settings.hold) return;
    let nextMs = Infinity;
    for (const [ownerId, trail] of this.store.owing) {
      const next = this.nextOf(trail);
      if (!next || this.busy.has(ownerId)) continue;
      // With every lane taken nothing is timed: the lane that ends looks again.
      if (next.dueAtMs > Date.now()) nextMs = Math.min(nextMs, next.dueAtMs);
      else if (this.busy.size < maxLanes) this.start(ownerId, next);
    }
    if (nextMs !== Infinity) {
      this.timer = setTimeout(() => this.wake(), Math.max(5, Math.min(nextMs - Date.now(), maxRetryMs)));
    }
  }

  /** Sends one event at once, held or not, delivered before or not. */
  async resend(ownerId: string, eventId: string): Promise<Attempt> {
    return this.attempt(ownerId, eventId);
  }

  async stop(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.stopping.abort();
    await Promise.allSettled(this.running);
  }

  /** How many events are on their way; those that were refused often wait for their retry. */
  waiting(): number {
    const isNew = ({ owed, failures }: EventRecord) => owed > 0 && failures < MAX_NEW_FAILURES;
    return (
      this.running.size + [...this.store.owing.values()].filter((trail) => trail.events.some(isNew)).length
    );
  }

  private nextOf(trail: Trail): EventRecord | null {
    const owed = trail.events.filter((record) => record.owed > 0 && record.failures < giveUpAfterFailures);
    owed.sort((a, b) => a.dueAtMs - b.dueAtMs || a.sequence - b.sequence);
    return owed[0] ?? null;
  }

  private start(ownerId: string, record: EventRecord): void {
    this.busy.add(ownerId);
    const run = this.attempt(ownerId, record.event.id)
      .catch(reportAndPause)
      .finally(() => {
        this.busy.delete(ownerId);
        this.running.delete(run);
        this.wake();
      });
    this.running.add(run);
  }

  private async attempt(ownerId: string, eventId: string): Promise<Attempt> {
    const record = this.store.trailOf(ownerId)?.events.find(({ event }) => event.id === eventId);
    if (!record) throw new Error(`no event ${eventId}`);
    const attempt = await this.post(JSON.stringify(eventView(record), null, 2));
    // A delivery cut off by our own stop stays owed: it will be sent again after the start.
    if (!this.stopping.signal.aborted) this.settle(ownerId, eventId, attempt);
    return attempt;
  }

  private async post(body: string): Promise<Attempt> {
    const { endpoint, webhookSecret } = this.target;
    const at = new Date().toISOString();
    try {
      const response = await fetch(endpoint, {
        method: 'POST',
        body,
        redirect: 'manual',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
          'stripe-signature': signatureHeader(body, webhookSecret, Date.now()),
        },
        signal: AbortSignal.any([AbortSignal.timeout(answerTimeoutMs), this.stopping.signal]),
      });
      await response.arrayBuffer();
      return { at, status: response.status, error: response.ok ? null : `answered ${response.status}` };
    } catch (error) {
      return { at, status: null, error: error instanceof Error ? error.message : 'no answer' };
    }
  }

  private settle(ownerId: string, eventId: string, attempt: Attempt): void {
    this.store.changeTrail(ownerId, (draft) => {
      const record = draft.events.find(({ event }) => event.id === eventId);
      if (!record) return;
      record.attempts = [...record.attempts, attempt].slice(-50);
      if (attempt.error === null) {
        record.owed = Math.max(0, record.owed - 1);
        record.failures = 0;
        record.dueAtMs = Date.now();
      } else {
        record.failures += 1;
        record.owed = Math.max(1, record.owed);
        const waitMs = this.target.retryBaseMs * 2 ** Math.min(record.failures - 1, 16);
        record.dueAtMs = Date.now() + Math.min(maxRetryMs, waitMs);
      }
    });
  }
}
