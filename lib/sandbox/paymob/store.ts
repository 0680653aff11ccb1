import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { JsonFiles, writeAtomically } from '../disk';
import {
  type Intention,
  type PaymobDelivery,
  type PaymobSettings,
  type PaymobTransaction,
  paymobDefaults,
} from './records';

const FIRST_ID = 192_036_465;

/** All state of the Paymob stand-in: in memory for reading, written through to disk before anyone is answered. */
export class PaymobStore {
  readonly intentions = new Map<number, Intention>();
  readonly transactions = new Map<number, PaymobTransaction>();
  readonly deliveries: PaymobDelivery[] = [];
  settings: PaymobSettings;
  private readonly intentionFiles: JsonFiles<Intention>;
  private readonly transactionFiles: JsonFiles<PaymobTransaction>;
  private readonly settingsFile: string;
  private lastId = FIRST_ID;

  constructor(dir: string) {
    mkdirSync(dir, { recursive: true });
    this.intentionFiles = new JsonFiles(path.join(dir, 'intentions'));
    this.transactionFiles = new JsonFiles(path.join(dir, 'transactions'));
    this.settingsFile = path.join(dir, 'settings.json');
    this.settings = existsSync(this.settingsFile)
      ? { ...paymobDefaults, ...(JSON.parse(readFileSync(this.settingsFile, 'utf8')) as object) }
      : paymobDefaults;
    for (const one of this.intentionFiles.all()) this.intentions.set(one.orderId, one);
    for (const one of this.transactionFiles.all()) this.transactions.set(one.id, one);
    this.lastId = Math.max(this.lastId, ...this.intentions.keys(), ...this.transactions.keys());
  }

  nextId(): number {
    return ++this.lastId;
  }

  saveIntention(intention: Intention): void {
    this.intentionFiles.write(String(intention.orderId), intention);
    this.intentions.set(intention.orderId, intention);
  }

  saveTransaction(transaction: PaymobTransaction): void {
    this.transactionFiles.write(String(transaction.id), transaction);
    this.transactions.set(transaction.id, transaction);
  }

  saveSettings(change: Partial<PaymobSettings>): PaymobSettings {
    this.settings = { ...this.settings, ...change };
    writeAtomically(this.settingsFile, JSON.stringify(this.settings));
    return this.settings;
  }

  bySecret(clientSecret: string | null): Intention | null {
    return [...this.intentions.values()].find((one) => one.clientSecret === clientSecret) ?? null;
  }

  ofOrder(orderId: number): PaymobTransaction[] {
    return [...this.transactions.values()]
      .filter((one) => one.orderId === orderId)
      .sort((a, b) => a.id - b.id);
  }
}
