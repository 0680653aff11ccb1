import type { PackModel, PurchaseModel } from '@/lib/core/db';
import { DAY_MS, addDays } from '@/lib/core/time';
import { pricePack } from '@/lib/domain/catalog/rules';
import { CHECKOUT_LIFETIME_MS } from '@/lib/domain/payments/rules';
import type { Household } from './people';
import type { Random } from '@/lib/core/random';
import { HOUR_MS, MINUTE_MS, type World, entry, later } from './world';

/** In its first ten weeks the company sold credits that live for 90 days; what was bought then keeps that. */
const FORMER_VALIDITY = { days: 90, untilDay: 70 };

type Ending = Pick<PurchaseModel, 'status' | 'paidAt' | 'closedAt' | 'declineCode'>;

function openPurchase(world: World, household: Household, pack: PackModel, createdAt: Date, random: Random) {
  const { organisation, people } = household;
  const buyers = people.filter(({ role, user }) => role !== 'member' && user.createdAt < createdAt);
  const { factors, ...price } = pricePack(pack, organisation.customerClass, world.priceRules);
  const isEarly = createdAt < addDays(world.start, FORMER_VALIDITY.untilDay);
  return {
    ...{ organisationId: organisation.id, id: world.ids.at('purchase', createdAt) },
    ...{ packCode: pack.code, packName: pack.name, creditsMicro: pack.creditsMicro, currency: pack.currency },
    ...{ ...price, taxMinor: 0n, factors },
    validityDays: isEarly ? FORMER_VALIDITY.days : pack.validityDays,
    ...{
      provider: 'stripe',
      checkoutSessionId: null,
      checkoutUrl: null,
      paymentIntentId: null,
      returnTo: null,
    },
    ...{ origin: 'checkout' as const, idempotencyKey: null, requestHash: null, apiKeyId: null },
    createdById: (buyers.length > 0 ? random.pick(buyers) : people[0])?.user.id ?? '',
    ...{ createdAt, expiresAt: later(createdAt, CHECKOUT_LIFETIME_MS) },
  };
}

const ended = (base: ReturnType<typeof openPurchase>, ending: Ending): PurchaseModel => ({
  ...base,
  ...ending,
});

/** A checkout that was paid at `paidAt`, a minute or two after it was opened. */
export function paidPurchase(
  world: World,
  household: Household,
  packCode: string,
  paidAt: Date,
  random: Random,
) {
  const createdAt = later(paidAt, -random.between(50, 150) * 1_000);
  const base = openPurchase(world, household, entry(world.packs, packCode), createdAt, random);
  return ended(base, { status: 'paid', paidAt, closedAt: paidAt, declineCode: null });
}

/** Checkouts that nobody paid: a refused card, one that was left to expire, and some that were given up. */
export function unpaidPurchases(world: World, household: Household): PurchaseModel[] {
  const { customer } = household;
  const random = world.random(`unpaid:${customer.domain}`);
  const begin = (packCode: string, daysAgo: number) => {
    const at = later(world.end, -daysAgo * DAY_MS + random.between(9, 15) * HOUR_MS);
    return { at, base: openPurchase(world, household, entry(world.packs, packCode), at, random) };
  };
  const rows: PurchaseModel[] = [];
  if (customer.quirk === 'declined') {
    const { at, base } = begin('pack-1000', 6);
    const closedAt = later(at, 7 * MINUTE_MS);
    rows.push(ended(base, { status: 'failed', paidAt: null, closedAt, declineCode: 'insufficient_funds' }));
  }
  if (customer.quirk === 'expired') {
    const { base } = begin('pack-250', 9);
    rows.push(ended(base, { status: 'expired', paidAt: null, closedAt: base.expiresAt, declineCode: null }));
  }
  if (customer.pace > 60) {
    const { at, base } = begin('pack-500', random.whole(12, 28));
    const closedAt = later(at, random.between(1, 9) * MINUTE_MS);
    rows.push(ended(base, { status: 'cancelled', paidAt: null, closedAt, declineCode: null }));
  }
  return rows;
}
