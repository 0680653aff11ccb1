import { randomId } from '../ids';
import type { PaymobDelivery, PaymobTransaction } from './records';
import type { PaymobStore } from './store';
import { signatureOf } from './transactions';

/** Sends callbacks once each, as Paymob does: one that fails is lost, unless somebody sends it again. */
export class PaymobDeliveries {
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly store: PaymobStore,
    private readonly endpoint: string,
    private readonly secret: string,
  ) {}

  /** Tells of a transaction as it is now. */
  tell(transaction: PaymobTransaction): PaymobDelivery {
    const { duplicate, hold, delayMs } = this.store.settings;
    const delivery: PaymobDelivery = {
      ...{ id: randomId('cb_', 16), orderId: transaction.orderId, url: this.endpoint, attempts: [] },
      body: JSON.stringify({ type: 'TRANSACTION', obj: transaction.obj, accept_fees: 0, issuer_bank: null }),
      hmac: signatureOf(transaction.obj, this.secret),
      owed: duplicate ? 2 : 1,
    };
    this.store.deliveries.push(delivery);
    if (!hold) this.later(delivery, delayMs);
    return delivery;
  }

  private later(delivery: PaymobDelivery, delayMs: number): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      const run = this.sendAll(delivery).finally(() => this.running.delete(run));
      this.running.add(run);
    }, delayMs);
    this.timers.add(timer);
  }

  private async sendAll(delivery: PaymobDelivery): Promise<void> {
    while (delivery.owed > 0) {
      delivery.owed -= 1;
      await this.send(delivery);
    }
  }

  /** The same again, altered after signing where the caller says so. */
  async send(delivery: PaymobDelivery, body = delivery.body, hmac = delivery.hmac): Promise<void> {
    const at = new Date().toISOString();
    try {
      const url = `${delivery.url}?hmac=${hmac}`;
      const headers = { 'content-type': 'application/json' };
      const signal = AbortSignal.timeout(10_000);
      const { status } = await fetch(url, { method: 'POST', headers, body, signal });
      delivery.attempts.push({ at, status, error: null });
    } catch (error) {
      delivery.attempts.push({ at, status: null, error: String(error) });
    }
  }

  /** How many callbacks are on their way. */
  waiting(): number {
    return this.timers.size + this.running.size;
  }

  stop(): void {
    for (const timer of this.timers) clearTimeout(timer);
  }
}
