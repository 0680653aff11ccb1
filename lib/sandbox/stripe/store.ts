import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { JsonFiles, writeAtomically } from '../disk';
import type { CheckoutRecord, CustomerRecord, DeliverySettings, EventRecord, SavedReply } from './records';

const keyLifetimeMs = 24 * 3_600_000;
const defaults: DeliverySettings = { duplicate: false, outOfOrder: false, delayMs: 0, hold: false };

/** All state of the Stripe stand-in: in memory for reading, written through to disk before anyone is answered. */
export class StripeStore {
  readonly checkouts = new Map<string, CheckoutRecord>();
  readonly customers = new Map<string, CustomerRecord>();
  private readonly replies = new Map<string, SavedReply>();
  private readonly checkoutFiles: JsonFiles<CheckoutRecord>;
  private readonly customerFiles: JsonFiles<CustomerRecord>;
  private readonly settingsFile: string;
  settings: DeliverySettings;

  constructor(dir: string) {
    this.checkoutFiles = new JsonFiles(path.join(dir, 'checkouts'));
    this.customerFiles = new JsonFiles(path.join(dir, 'customers'));
    this.settingsFile = path.join(dir, 'settings.json');
    this.settings = existsSync(this.settingsFile)
      ? { ...defaults, ...(JSON.parse(readFileSync(this.settingsFile, 'utf8')) as Partial<DeliverySettings>) }
      : defaults;
    const checkouts = this.checkoutFiles.all().sort((a, b) => a.session.created - b.session.created);
    for (const record of checkouts) this.remember(record);
    for (const record of this.customerFiles.all()) {
      this.customers.set(record.customer.id, record);
      this.index(record.replies);
    }
  }

  saveCheckout(record: CheckoutRecord): void {
    this.checkoutFiles.write(record.session.id, record);
    this.remember(record);
  }

  /** Changes a copy and swaps it in after the write, so that a failed write leaves memory as the disk has it. */
  changeCheckout<T>(id: string, change: (draft: CheckoutRecord) => T): T {
    const draft = structuredClone(this.checkouts.get(id));
    if (!draft) throw new Error(`no checkout ${id}`);
    const result = change(draft);
    this.saveCheckout(draft);
    return result;
  }

  saveCustomer(record: CustomerRecord): void {
    this.customerFiles.write(record.customer.id, record);
    this.customers.set(record.customer.id, record);
    this.index(record.replies);
  }

  saveSettings(change: Partial<DeliverySettings>): DeliverySettings {
    this.settings = { ...this.settings, ...change };
    writeAtomically(this.settingsFile, JSON.stringify(this.settings));
    return this.settings;
  }

  savedReply(key: string, nowMs: number): SavedReply | null {
    const reply = this.replies.get(key);
    return reply && reply.atMs > nowMs - keyLifetimeMs ? reply : null;
  }

  byIntent(id: string): CheckoutRecord | null {
    return this.find((record) => record.intent?.id === id);
  }

  byCharge(id: string): CheckoutRecord | null {
    return this.find((record) => record.charges.some((charge) => charge.id === id));
  }

  eventById(id: string): { checkout: CheckoutRecord; record: EventRecord } | null {
    for (const checkout of this.checkouts.values()) {
      const record = checkout.events.find(({ event }) => event.id === id);
      if (record) return { checkout, record };
    }
    return null;
  }

  /** Every event with its checkout, newest first. */
  events(): { checkout: CheckoutRecord; record: EventRecord }[] {
    return [...this.checkouts.values()]
      .flatMap((checkout) => checkout.events.map((record) => ({ checkout, record })))
      .sort(
        (a, b) => b.record.event.created - a.record.event.created || b.record.sequence - a.record.sequence,
      );
  }

  private find(test: (record: CheckoutRecord) => boolean): CheckoutRecord | null {
    for (const record of this.checkouts.values()) if (test(record)) return record;
    return null;
  }

  private remember(record: CheckoutRecord): void {
    this.checkouts.set(record.session.id, record);
    this.index(record.replies);
  }

  private index(replies: SavedReply[]): void {
    for (const reply of replies) this.replies.set(reply.key, reply);
  }
}
