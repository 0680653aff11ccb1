import type { Context } from '@/lib/core/context';
import { type Prisma, transaction } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { startFreeTier } from '@/lib/domain/subscriptions/start-free-tier';
import { openWallet } from '@/lib/domain/wallet/steps';
import { job, memberOf, staff } from '@/lib/testing/factories';
import { seller } from '../seed/seller';
import type { SimulatedEvent } from './history';

/** Where its organisations live: a country, its currency and a tax id where it has one. */
const places = [
  { country: 'US', currency: 'USD', taxId: null },
  { country: 'DE', currency: 'EUR', taxId: null },
  { country: 'PL', currency: 'PLN', taxId: 'PL5260001246' },
  { country: 'EG', currency: 'EGP', taxId: null },
  { country: 'US', currency: 'USD', taxId: null },
] as const;

export type World = {
  now: Date;
  finance: Context;
  organisations: Map<number, Organisation>;
  /** How often each kind of event was done, how often there was nothing to do, and for which reasons the verbs refused. */
  done: Map<string, number>;
  skipped: Map<string, number>;
  refused: Map<string, number>;
  checks: Map<string, number>;
  /** What recurred at the last month's end, by currency. */
  before: { at: Date; mrr: Map<string, bigint> };
};

export type Organisation = { id: string; owner: Context };

/** Does an event. Answers false where there was nothing to do. */
export type Act = (world: World, organisation: Organisation, event: SimulatedEvent) => Promise<boolean>;

async function openShop(): Promise<void> {
  await transaction(async (tx) => {
    const value = seller as unknown as Prisma.InputJsonObject;
    await tx.setting.upsert({
      where: { key: 'seller' },
      create: { key: 'seller', value },
      update: { value },
    });
    const validFrom = new Date('2020-01-01T00:00:00Z');
    const rate = (region: string, name: string, rateBps: number, category: 'S' | 'AE' | 'O') => ({
      ...{ id: newId('taxRate'), region, name, rateBps, isInclusive: false, category, validFrom },
    });
    await tx.taxRate.createMany({
      data: [
        rate('DE', 'USt. 19 %', 1_900, 'S'),
        rate('PL', 'VAT 23 %', 2_300, 'S'),
        rate('EU', 'Reverse charge', 0, 'AE'),
        rate('*', 'Outside the scope', 0, 'O'),
      ],
    });
  });
}

export async function newWorld(now: Date): Promise<World> {
  await openShop();
  return {
    ...{ now, finance: await staff(['finance', 'admin'], now), organisations: new Map() },
    ...{ done: new Map(), skipped: new Map(), refused: new Map(), checks: new Map() },
    before: { at: new Date(0), mrr: new Map() },
  };
}

/** The organisation of that number, founded on its first day as sign-up would. */
export async function organisationOf(world: World, nth: number): Promise<Organisation> {
  const known = world.organisations.get(nth);
  if (known) return known;
  const place = places[nth % places.length] ?? places[0];
  const { country, currency, taxId } = place;
  const id = newId('organisation');
  const ctx = job(world.now, id);
  await transaction(async (tx) => {
    const name = `Organisation ${nth}`;
    await tx.organisation.create({ data: { id, name, createdAt: world.now, currency, country } });
    await openWallet(tx, ctx, id);
    await startFreeTier(tx, ctx, id);
    const address = { line1: 'Main Street 1', city: 'Town', postalCode: '10115', country };
    await tx.billingProfile.create({
      data: { organisationId: id, legalName: name, ...address, taxId, updatedAt: world.now },
    });
  });
  const founded = { id, owner: await memberOf(id, 'owner', world.now) };
  world.organisations.set(nth, founded);
  return founded;
}

/** The caller at the simulation's time. */
export const at = (world: World, ctx: Context): Context => ({ ...ctx, now: world.now });

export const pick = <T>(choices: readonly T[], share: number): T | undefined =>
  choices[Math.floor(share * choices.length)];

export function count(counts: Map<string, number>, name: string, by = 1): void {
  counts.set(name, (counts.get(name) ?? 0) + by);
}
