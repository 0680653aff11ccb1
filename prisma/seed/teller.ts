import type { ApiKeyModel, PromotionUseModel } from '@/lib/core/db';
import { DAY_MS, addDays } from '@/lib/core/time';
import { SUPPORT_SERVICE } from '@/lib/domain/wallet/schema';
import { lotPriority } from '@/lib/domain/wallet/schema';
import { callers, planKeys } from './api-keys';
import type { Command } from './bulk';
import type { PackCode } from './cast.types';
import type { Extra } from './extras';
import type { Household } from './people';
import { Pocket } from './pocket';
import { type Bought, paidPurchase } from './purchases';
import type { Random } from '@/lib/core/random';
import type { RequestPlan } from './requests';
import { type Sale, costOf, packSale, tierSale } from './sales';
import type { Period } from './subscriptions';
import { type Use, unitsOf } from './usage';
import { MINUTE_MS, type World, later } from './world';

/** Something that happens to a customer's wallet. */
export type Event = { at: Date } & (
  | { kind: 'period'; period: Period }
  | { kind: 'use'; use: Use }
  | { kind: 'owe' }
  | { kind: 'file' | 'resolve' | 'cancel'; plan: RequestPlan; by: string; reason?: string }
  | { kind: 'extra'; extra: Extra }
  | { kind: 'stockpile'; packCode: PackCode }
);

const job = (actorId: string) => ({ actorKind: 'job', actorId });
const NEARLY_OUT_MICRO = 3_400_000n;
const OWED_MICRO = 12_500_000n;

/** Tells a customer's events in their order: what each does to the pocket, and the command that does it to the wallet. */
export class Teller {
  readonly commands: Command[] = [];
  readonly bought: Bought[] = [];
  readonly sales: Sale[] = [];
  readonly requests: RequestPlan[] = [];
  readonly promotionUses: PromotionUseModel[] = [];
  readonly apiKeys: ApiKeyModel[];
  readonly #pocket = new Pocket();
  readonly #random: Random;
  readonly #callerOf: ReturnType<typeof callers>;
  #last: Date;
  #owedMicro = 0n;

  constructor(
    readonly world: World,
    readonly household: Household,
    /** After this the customer buys nothing any more. */
    readonly until: Date,
  ) {
    this.#random = world.random(`story:${household.customer.domain}`);
    this.#last = household.organisation.createdAt;
    this.apiKeys = planKeys(world, household);
    this.#callerOf = callers(world, household, this.apiKeys);
  }

  #send(verb: Command['verb'], at: Date, command: Record<string, unknown> = {}): void {
    const organisationId = this.household.organisation.id;
    const operationId = this.world.ids.at('operation', at);
    this.commands.push({ verb, organisationId, at, command: { operationId, ...command } });
  }

  /** The nightly job, for every day on which bought credits were used. */
  #closeDay(next: Date): void {
    const midnight = new Date(Math.floor(this.#last.getTime() / DAY_MS) * DAY_MS + DAY_MS);
    if (!this.#pocket.hasUsedPaid || next < midnight) return;
    this.#send('recognise', later(midnight, -1));
    this.#pocket.hasUsedPaid = false;
  }

  tell(event: Event): void {
    this.#closeDay(event.at);
    if (event.kind === 'period') this.#turn(event.period);
    else if (event.kind === 'use') this.#use(event.use);
    else if (event.kind === 'owe') this.#owe(event.at);
    else if (event.kind === 'extra') this.#extra(event.extra);
    else if (event.kind === 'stockpile') this.#buy(event.packCode, event.at);
    else this.#request(event.kind, event.at, event.plan, event.by, event.reason);
    this.#last = event.at;
  }

  #grant(
    at: Date,
    lot: { source: keyof typeof lotPriority; amountMicro: bigint; expiresAt: Date | null },
    more: object,
  ): string {
    const id = this.world.ids.at('lot', at);
    const priority = lotPriority[lot.source];
    const verb = lot.source === 'adjustment' ? 'adjust' : 'grant';
    this.#send(verb, at, { lotId: id, priority, ...lot, ...more });
    const isPaid = 'costMinor' in more;
    this.#pocket.grant({ id, priority, expiresAt: lot.expiresAt, createdAt: at, isPaid }, lot.amountMicro);
    const settled =
      this.#pocket.available(at) < this.#owedMicro ? this.#pocket.available(at) : this.#owedMicro;
    if (settled > 0n) this.#pocket.spend(at, settled);
    this.#owedMicro -= settled;
    // The job that posts what fell due runs every few minutes; the story posts it to the instant.
    if (lot.expiresAt && lot.expiresAt < this.world.end) this.#send('due', lot.expiresAt);
    return id;
  }

  #turn(turned: Period): void {
    const { subscription, start, end, isUnpaid } = turned;
    const sale = tierSale(this.world, this.household, turned);
    if (sale) this.sales.push(sale);
    if (isUnpaid) return;
    const costMinor = costOf(this.household, turned);
    const lot = { source: 'allowance' as const, amountMicro: subscription.allowanceMicro, expiresAt: end };
    const period = { subscriptionId: subscription.id, periodStart: start, effectiveAt: start };
    const paid = costMinor === null ? {} : { costMinor, currency: subscription.currency };
    this.#grant(start, lot, {
      ...period,
      ...paid,
      reference: subscription.tierName,
      ...job('subscriptions.renew'),
    });
  }

  #buy(packCode: PackCode, paidAt: Date): void {
    const { purchase, payment } = paidPurchase(this.world, this.household, packCode, paidAt, this.#random);
    const { id, creditsMicro, totalMinor, taxMinor, currency, validityDays, packName } = purchase;
    const netMinor = totalMinor - taxMinor;
    const expiresAt = validityDays ? addDays(paidAt, validityDays) : null;
    const paid = { costMinor: netMinor, currency, purchaseId: id, reference: packName };
    this.bought.push({ purchase, payment });
    this.#grant(
      paidAt,
      { source: 'purchase', amountMicro: creditsMicro, expiresAt },
      { ...paid, ...job('payments.settle') },
    );
    this.sales.push(packSale({ purchase, payment }, paidAt));
  }

  /** Buys when too little is left for the next hours; false when the customer goes without. */
  #affords(at: Date, amountMicro: bigint): boolean {
    const { customer } = this.household;
    const buys = Object.keys(customer.packs).length > 0 && at < this.until;
    const reserve = BigInt(Math.round(customer.pace * 400_000));
    if (buys && this.#pocket.available(at) < amountMicro + reserve) {
      const gap = at.getTime() - this.#last.getTime();
      const paidAt = later(this.#last, Math.max(gap - 4 * MINUTE_MS, gap / 2));
      this.#buy(this.#random.weighted(customer.packs), paidAt);
      if (this.#pocket.available(at) < amountMicro)
        this.#buy('pack-250', later(paidAt, (at.getTime() - paidAt.getTime()) / 2));
    }
    return this.#pocket.available(at) >= amountMicro;
  }

  /** The wallet prices the quantity itself; the story knows what that comes to. */
  #use(use: Use): void {
    const { at, amountMicro, ...command } = use;
    if (!this.#affords(at, amountMicro)) return;
    this.#pocket.spend(at, amountMicro);
    this.#send('deduct', at, { ...command, ...this.#callerOf(use) });
  }

  /** Work that was delivered before anybody looked at the wallet: what is missing is owed until credits come. */
  #owe(at: Date): void {
    const available = this.#pocket.available(at);
    const wanted = Number(available + OWED_MICRO) / 1e6;
    const { amountMicro, ...command } = unitsOf(this.world, at, 'ai-summary', wanted, this.#random);
    if (available > 0n) this.#pocket.spend(at, available);
    this.#owedMicro += amountMicro - available;
    const owes = { onInsufficient: 'owe', receivableId: this.world.ids.at('receivable', at) };
    const { at: _, ...use } = command;
    this.#send('deduct', at, { ...use, ...owes, reference: 'nightly batch', ...job('usage') });
  }

  #request(
    kind: 'file' | 'resolve' | 'cancel',
    at: Date,
    plan: RequestPlan,
    by: string,
    reason?: string,
  ): void {
    const { holdId, priceMicro } = plan;
    // Commands carry the request's id: its number is known when all of them are, see numberRequests.
    if (kind === 'file') {
      if (!this.#affords(at, priceMicro)) return;
      this.requests.push(plan);
      this.#pocket.hold(at, holdId, priceMicro);
      const hold = { holdId, amountMicro: priceMicro, serviceCode: SUPPORT_SERVICE, quantity: '1' };
      const named = { reference: plan.id, actorKind: 'member', actorId: by };
      return this.#send('hold', at, { ...hold, ...named });
    }
    if (!this.requests.includes(plan)) return;
    if (kind === 'resolve') this.#pocket.capture(holdId);
    else this.#pocket.release(at, holdId);
    const actorKind = by === plan.openedById ? 'member' : 'staff';
    this.#send(kind === 'resolve' ? 'capture' : 'release', at, {
      holdId,
      reason,
      actorKind,
      actorId: by,
      reference: plan.id,
    });
  }

  #extra({ at, amountMicro, source, expiresAt, reason, by, code }: Extra): void {
    const actor = { actorKind: source === 'adjustment' ? 'staff' : 'member', actorId: by };
    const lotId = this.#grant(at, { source, amountMicro, expiresAt }, { reference: code, reason, ...actor });
    const organisationId = this.household.organisation.id;
    if (code) this.promotionUses.push({ organisationId, code, lotId, usedById: by, usedAt: at });
  }

  /** Uses up what is left but a little, in the last hours of the story. */
  drain(): void {
    const steps = 4;
    for (let nth = steps; nth >= 1; nth--) {
      const at = later(this.world.end, -nth * 70 * MINUTE_MS);
      const spare = this.#pocket.available(at) - NEARLY_OUT_MICRO;
      if (spare <= 500_000n) continue;
      const service = nth === 1 ? 'log-search' : 'ai-summary';
      const wanted = Number(spare / BigInt(nth)) / 1e6;
      const used = unitsOf(this.world, at, service, wanted, this.#random);
      if (used.amountMicro <= spare) this.tell({ at, kind: 'use', use: used });
    }
  }

  end(): Command[] {
    this.#closeDay(this.world.end);
    // Stable: what was told in one instant stays in its order, and what fell due goes before it.
    const weight = (command: Command) => (command.verb === 'due' ? 0 : 1);
    return this.commands.sort((a, b) => a.at.getTime() - b.at.getTime() || weight(a) - weight(b));
  }
}
