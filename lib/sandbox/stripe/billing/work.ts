import type { Emission } from '../events';
import { queueEvents } from '../events';
import { missingResource } from '../faults';
import { byCard, finish } from '../off-session';
import { behaviourOf } from '../cards';
import { newIntent } from '../payment-objects';
import type { ChargeOutcome, EventType, IntentRecord, MethodRecord, SavedReply } from '../records';
import type { StripeStore } from '../store';
import { type BillingRecord, type InvoiceState, type SubState, newBilling } from './records';
import { invoiceView } from './invoice-view';
import { subscriptionView } from './views';

const DAY_MS = 86_400_000;
const EVENT_DAYS = 30;
const REPLY_DAYS = 1;

/** How a charge of a saved card ended; without a card there is no intent. */
export interface Charged {
  paid: boolean;
  intent: IntentRecord['intent'] | null;
  error: { code: string; decline: string; message: string } | null;
}

/**
 * A change of one customer's billing: a copy that is worked on, the payments and the events of it, and one write at the
 * end. Nothing is kept of a change that is not committed (a preview).
 */
export class BillingWork {
  readonly draft: BillingRecord;
  readonly intents: IntentRecord[] = [];
  /** Unix seconds by the customer's clock. */
  at: number;
  private readonly emissions: Emission[] = [];
  private usedNextCharge = false;

  constructor(
    readonly store: StripeStore,
    readonly customer: string,
    private readonly now: Date,
    /** Only looked at: nothing is copied. */
    isPeek = false,
  ) {
    if (!store.customers.has(customer)) throw missingResource('customer', customer, 'customer');
    const record = store.billing.get(customer) ?? newBilling(customer);
    this.draft = isPeek ? record : structuredClone(record);
    this.at = Math.floor(now.getTime() / 1_000) + this.draft.offsetSeconds;
  }

  subscription(id: string): SubState {
    const found = this.draft.subscriptions.find((sub) => sub.id === id);
    if (!found) throw missingResource('subscription', id);
    return found;
  }

  invoice(id: string): InvoiceState {
    const found = this.draft.invoices.find((invoice) => invoice.id === id);
    if (!found) throw missingResource('invoice', id);
    return found;
  }

  emit(type: EventType, object: object, previous?: Record<string, unknown>): void {
    this.emissions.push([type, structuredClone(object) as { id: string; object: string }, previous, this.at]);
  }

  emitInvoice(type: EventType, invoice: InvoiceState): void {
    this.emit(type, invoiceView(this.store, this.draft, invoice));
  }

  emitSubscription(type: EventType, sub: SubState): void {
    this.emit(type, subscriptionView(this.store, this.draft, sub));
  }

  /** Changes a subscription and tells of it with what was there before; says nothing when nothing changed. */
  change(sub: SubState, change: () => void): void {
    const view = () => ({ ...subscriptionView(this.store, this.draft, sub) }) as Record<string, unknown>;
    const before = view();
    change();
    const after = view();
    const previous = Object.fromEntries(
      Object.entries(before).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(after[key])),
    );
    if (Object.keys(previous).length > 0) this.emit('customer.subscription.updated', after, previous);
  }

  /** The card that is charged: the subscription's, or the customer's. */
  methodOf(sub: SubState): string | null {
    const customer = this.store.customers.get(this.customer)?.customer;
    const fallback = customer?.invoice_settings.default_payment_method;
    const attached = (id: unknown) =>
      typeof id === 'string' && this.store.methods.get(id)?.method.customer === this.customer ? id : null;
    return attached(sub.defaultMethod) ?? attached(fallback);
  }

  /** Charges a card while nobody is there. `outcome` stands above what tests asked for and what the card does. */
  charge(
    amount: number,
    currency: string,
    description: string,
    methodId: string | null,
    outcome?: ChargeOutcome,
  ): Charged {
    const saved = methodId ? this.store.methods.get(methodId) : undefined;
    if (!saved) {
      const message = 'There is no payment method on file.';
      return { paid: false, intent: null, error: { code: 'missing', decline: 'missing', message } };
    }
    const intent = newIntent({
      ...{ amount, currency, customer: this.customer, description, metadata: {}, receiptEmail: null },
      nowSeconds: this.at,
    });
    intent.payment_method = saved.method.id;
    const record: IntentRecord = { intent, charges: [], events: [], replies: [] };
    finish(record, this.outcome(saved, outcome), cardOf(saved), this.store.settings, this.instant());
    this.intents.push(record);
    if (intent.status === 'succeeded') return { paid: true, intent, error: null };
    const failure = intent.last_payment_error;
    const error = {
      code: failure?.code ?? 'card_declined',
      decline: failure?.decline_code ?? 'generic_decline',
      message: failure?.message ?? 'Your card was declined.',
    };
    return { paid: false, intent, error };
  }

  private outcome(saved: MethodRecord, wanted?: ChargeOutcome): ChargeOutcome {
    if (wanted) return wanted;
    const queued = this.draft.nextCharges.shift();
    if (queued) return queued;
    const { nextCharge } = this.store.settings;
    if (nextCharge && nextCharge !== 'unreachable' && !this.usedNextCharge) {
      this.usedNextCharge = true;
      return nextCharge;
    }
    return byCard[behaviourOf(saved.number) ?? 'pays'];
  }

  instant(): Date {
    return new Date(this.at * 1_000);
  }

  /** A read has to keep only what fell due before it. */
  commitIfMoved(): void {
    if (this.emissions.length > 0 || this.intents.length > 0) this.commit();
  }

  /** Stripe, too, keeps events for thirty days and the answers to keys for one. https://docs.stripe.com/api/events */
  private forget(): void {
    const isKept = (atMs: number, days: number) => atMs > this.now.getTime() - days * DAY_MS;
    this.draft.events = this.draft.events.filter(
      ({ event, owed }) => owed > 0 || isKept(event.created * 1_000, EVENT_DAYS),
    );
    this.draft.replies = this.draft.replies.filter(({ atMs }) => isKept(atMs, REPLY_DAYS));
  }

  /** Writes payments first: a payment without its invoice is harmless, an invoice without its payment is not. */
  commit(replies: SavedReply[] = []): void {
    for (const record of this.intents) this.store.saveIntent(record);
    if (this.usedNextCharge) this.store.saveSettings({ nextCharge: null });
    this.forget();
    queueEvents(this.draft, this.emissions, this.store.settings, this.now);
    this.draft.replies.push(...replies);
    this.store.saveBilling(this.draft);
  }
}

const cardOf = ({ method, number }: MethodRecord) => ({
  number,
  expMonth: method.card?.exp_month ?? 1,
  expYear: method.card?.exp_year ?? 2040,
});
