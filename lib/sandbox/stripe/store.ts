import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { JsonFiles, writeAtomically } from '../disk';
import type { BillingRecord, ShelfRecord } from './billing/records';
import { billingDefaults } from './billing/settings';
import type {
  BalanceRecord,
  CheckoutRecord,
  CustomerRecord,
  DeliverySettings,
  EventRecord,
  FileRecord,
  IntentRecord,
  MethodRecord,
  SavedReply,
  Trail,
} from './records';

const keyLifetimeMs = 24 * 3_600_000;
const defaults: DeliverySettings = {
  duplicate: false,
  outOfOrder: false,
  delayMs: 0,
  hold: false,
  nextCharge: null,
  nextRefund: null,
  ...billingDefaults,
};

/** Whatever events come of. */
export type Owner = CheckoutRecord | IntentRecord | BillingRecord;

/** An event with whatever it came of: a checkout, a charge without one, or a customer's billing. */
export interface FoundEvent {
  ownerId: string;
  trail: Owner;
  record: EventRecord;
}

/** All state of the Stripe stand-in: in memory for reading, written through to disk before anyone is answered. */
export class StripeStore {
  readonly checkouts = new Map<string, CheckoutRecord>();
  readonly intents = new Map<string, IntentRecord>();
  readonly methods = new Map<string, MethodRecord>();
  readonly customers = new Map<string, CustomerRecord>();
  readonly billing = new Map<string, BillingRecord>();
  readonly shelf = new Map<string, ShelfRecord>();
  readonly files = new Map<string, FileRecord>();
  /** Those of them with an event that is still to be delivered. */
  readonly owing = new Map<string, Owner>();
  readonly balance = new Map<string, BalanceRecord>();
  /** Where browsers reach this process: in the addresses of its pages. */
  publicUrl = '';
  private readonly replies = new Map<string, SavedReply>();
  private readonly checkoutFiles: JsonFiles<CheckoutRecord>;
  private readonly intentFiles: JsonFiles<IntentRecord>;
  private readonly methodFiles: JsonFiles<MethodRecord>;
  private readonly customerFiles: JsonFiles<CustomerRecord>;
  private readonly billingFiles: JsonFiles<BillingRecord>;
  private readonly shelfFiles: JsonFiles<ShelfRecord>;
  private readonly uploadFiles: JsonFiles<FileRecord>;
  private readonly balanceFiles: JsonFiles<BalanceRecord>;
  private readonly settingsFile: string;
  settings: DeliverySettings;

  constructor(dir: string) {
    this.checkoutFiles = new JsonFiles(path.join(dir, 'checkouts'));
    this.intentFiles = new JsonFiles(path.join(dir, 'intents'));
    this.methodFiles = new JsonFiles(path.join(dir, 'methods'));
    this.customerFiles = new JsonFiles(path.join(dir, 'customers'));
    this.billingFiles = new JsonFiles(path.join(dir, 'billing'));
    this.shelfFiles = new JsonFiles(path.join(dir, 'shelf'));
    this.uploadFiles = new JsonFiles(path.join(dir, 'files'));
    this.balanceFiles = new JsonFiles(path.join(dir, 'balance'));
    this.settingsFile = path.join(dir, 'settings.json');
    this.settings = existsSync(this.settingsFile)
      ? { ...defaults, ...(JSON.parse(readFileSync(this.settingsFile, 'utf8')) as Partial<DeliverySettings>) }
      : defaults;
    const checkouts = this.checkoutFiles.all().sort((a, b) => a.session.created - b.session.created);
    for (const record of checkouts) this.keepTrail(this.checkouts, record.session.id, record);
    const intents = this.intentFiles.all().sort((a, b) => a.intent.created - b.intent.created);
    for (const record of intents) this.keepTrail(this.intents, record.intent.id, record);
    for (const record of this.methodFiles.all()) keep(this.methods, record.method.id, record, this.replies);
    for (const record of this.customerFiles.all())
      keep(this.customers, record.customer.id, record, this.replies);
    for (const record of this.billingFiles.all()) this.keepTrail(this.billing, record.customer, record);
    for (const record of this.shelfFiles.all()) keep(this.shelf, record.id, record, this.replies);
    for (const record of this.uploadFiles.all()) keep(this.files, record.file.id, record, this.replies);
    for (const record of this.balanceFiles.all()) keep(this.balance, record.id, record, this.replies);
  }

  saveCheckout(record: CheckoutRecord): void {
    this.checkoutFiles.write(record.session.id, record);
    this.keepTrail(this.checkouts, record.session.id, record);
  }

  saveIntent(record: IntentRecord): void {
    this.intentFiles.write(record.intent.id, record);
    this.keepTrail(this.intents, record.intent.id, record);
  }

  saveMethod(record: MethodRecord): void {
    this.methodFiles.write(record.method.id, record);
    keep(this.methods, record.method.id, record, this.replies);
  }

  saveCustomer(record: CustomerRecord): void {
    this.customerFiles.write(record.customer.id, record);
    keep(this.customers, record.customer.id, record, this.replies);
  }

  saveBilling(record: BillingRecord): void {
    this.billingFiles.write(record.customer, record);
    this.keepTrail(this.billing, record.customer, record);
  }

  saveShelf(record: ShelfRecord): void {
    this.shelfFiles.write(record.id, record);
    keep(this.shelf, record.id, record, this.replies);
  }

  saveFile(record: FileRecord): void {
    this.uploadFiles.write(record.file.id, record);
    keep(this.files, record.file.id, record, this.replies);
  }

  saveBalance(record: BalanceRecord): void {
    this.balanceFiles.write(record.id, record);
    keep(this.balance, record.id, record, this.replies);
  }

  changeShelf<T>(id: string, change: (draft: ShelfRecord) => T): T {
    return changed(this.shelf.get(id), change, (draft) => this.saveShelf(draft));
  }

  /** Changes a copy and swaps it in after the write, so that a failed write leaves memory as the disk has it. */
  changeCheckout<T>(id: string, change: (draft: CheckoutRecord) => T): T {
    return changed(this.checkouts.get(id), change, (draft) => this.saveCheckout(draft));
  }

  changeIntent<T>(id: string, change: (draft: IntentRecord) => T): T {
    return changed(this.intents.get(id), change, (draft) => this.saveIntent(draft));
  }

  changeMethod<T>(id: string, change: (draft: MethodRecord) => T): T {
    return changed(this.methods.get(id), change, (draft) => this.saveMethod(draft));
  }

  /** Changes what came of a checkout, of a charge without one, or of a customer's billing. */
  changeTrail<T>(ownerId: string, change: (draft: Trail) => T): T {
    if (this.billing.has(ownerId))
      return changed(this.billing.get(ownerId), change, (draft) => this.saveBilling(draft));
    return this.intents.has(ownerId)
      ? this.changeIntent(ownerId, change)
      : this.changeCheckout(ownerId, change);
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

  /** The checkout of a payment intent, or the charge that it is by itself. */
  byIntent(id: string): CheckoutRecord | IntentRecord | null {
    return this.find(({ intent }) => intent?.id === id);
  }

  /** What a payment intent's charge came of, a subscription's too; with the id under which it changes. */
  chargeOf(intentId: string): { ownerId: string; trail: Trail; charge: Trail['charges'][number] } | null {
    for (const [ownerId, trail] of this.trails()) {
      const charge = trail.charges.find((one) => one.payment_intent === intentId && one.paid);
      if (charge) return { ownerId, trail, charge };
    }
    return null;
  }

  byCharge(id: string): Trail | null {
    return this.find(({ charges }) => charges.some((charge) => charge.id === id));
  }

  eventById(id: string): FoundEvent | null {
    return this.events().find(({ record }) => record.event.id === id) ?? null;
  }

  trailOf(ownerId: string): Owner | undefined {
    return this.billing.get(ownerId) ?? this.intents.get(ownerId) ?? this.checkouts.get(ownerId);
  }

  /** Everything that events come of, by the id under which it changes. */
  trails(): [ownerId: string, trail: Owner][] {
    return [...this.checkouts, ...this.intents, ...this.billing];
  }

  /** Every event with what it came of, newest first. */
  events(): FoundEvent[] {
    return this.trails()
      .flatMap(([ownerId, trail]) => trail.events.map((record) => ({ ownerId, trail, record })))
      .sort(
        (a, b) => b.record.event.created - a.record.event.created || b.record.sequence - a.record.sequence,
      );
  }

  private keepTrail<R extends Owner>(into: Map<string, R>, id: string, record: R): void {
    keep(into, id, record, this.replies);
    if (record.events.some(({ owed }) => owed > 0)) this.owing.set(id, record);
    else this.owing.delete(id);
  }

  private find(test: (record: CheckoutRecord | IntentRecord) => boolean) {
    return [...this.checkouts.values(), ...this.intents.values()].find(test) ?? null;
  }
}

function keep<R extends { replies: SavedReply[] }>(
  into: Map<string, R>,
  id: string,
  record: R,
  replies: Map<string, SavedReply>,
): void {
  into.set(id, record);
  for (const reply of record.replies) replies.set(reply.key, reply);
}

function changed<R, T>(record: R | undefined, change: (draft: R) => T, save: (draft: R) => void): T {
  if (!record) throw new Error('no such record');
  const draft = structuredClone(record);
  const result = change(draft);
  save(draft);
  return result;
}
