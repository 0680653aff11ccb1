import type { PaymentModel, PaymentStatus, PurchaseModel, PurchaseStatus } from '@/lib/core/db';
import { DAY_MS, addDays } from '@/lib/core/time';
import { pricePack } from '@/lib/domain/catalog/rules';
import { CHECKOUT_LIFETIME_MS } from '@/lib/domain/payments/rules';
import type { Household } from './people';
import type { Random } from '@/lib/core/random';
import { HOUR_MS, MINUTE_MS, type World, entry, later } from './world';

/** In its first ten weeks the company sold credits that live for 90 days; what was bought then keeps that. */
const FORMER_VALIDITY = { days: 90, untilDay: 70 };

type Ending = Pick<PurchaseModel, 'status' | 'paidAt' | 'closedAt'>;
type Pack = ReturnType<World['packs']['get']> & {};

/** A purchase with the attempt to pay for it. */
export type Bought = { purchase: PurchaseModel; payment: PaymentModel };

/** Who is paid in Egypt is paid through Paymob, all others through Stripe. */
export const providerOf = ({ organisation }: Household): string =>
  organisation.country === 'EG' ? 'paymob' : 'stripe';

function priced(world: World, { organisation, tax }: Household, pack: Pack) {
  const { currency, customerClass } = organisation;
  const list = pack.prices.find((price) => price.currency === currency);
  if (!list) throw new Error(`${pack.code} has no price in ${currency}`);
  const {
    factors,
    netMinor: _,
    ...price
  } = pricePack(...[pack, list.priceMinor, currency, customerClass, world.priceRules, null, tax]);
  return { ...price, factors, currency, taxRateId: tax.rateId };
}

function openPurchase(world: World, household: Household, pack: Pack, createdAt: Date, random: Random) {
  const { organisation, people } = household;
  const buyers = people.filter(({ role, user }) => role !== 'member' && user.createdAt < createdAt);
  const isEarly = createdAt < addDays(world.start, FORMER_VALIDITY.untilDay);
  return {
    ...{ organisationId: organisation.id, id: world.ids.at('purchase', createdAt) },
    ...{ packCode: pack.code, packName: pack.name, creditsMicro: pack.creditsMicro },
    ...priced(world, household, pack),
    validityDays: isEarly ? FORMER_VALIDITY.days : pack.validityDays,
    ...{ returnTo: null, couponUseId: null },
    ...{
      origin: 'checkout' as const,
      requestId: null,
      idempotencyKey: null,
      requestHash: null,
      apiKeyId: null,
    },
    createdById: (buyers.length > 0 ? random.pick(buyers) : people[0])?.user.id ?? '',
    ...{ createdAt, expiresAt: later(createdAt, CHECKOUT_LIFETIME_MS) },
  };
}

const paymentStatus = {
  pending: 'open',
  paid: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
  expired: 'expired',
} as const satisfies Record<PurchaseStatus, PaymentStatus>;

function ended(
  world: World,
  household: Household,
  base: ReturnType<typeof openPurchase>,
  ending: Ending,
  declineCode: string | null = null,
): Bought {
  const { organisationId, id: purchaseId, totalMinor, currency, createdById, createdAt, expiresAt } = base;
  const id = world.ids.at('payment', createdAt);
  const isPaid = ending.status === 'paid';
  const payment: PaymentModel = {
    ...{ organisationId, id, provider: providerOf(household), purchaseId, invoiceId: null, reference: id },
    ...{ amountMinor: totalMinor, receivedMinor: isPaid ? totalMinor : 0n, refundedMinor: 0n, currency },
    status: paymentStatus[ending.status],
    ...{ providerId: null, providerPaymentId: null, url: null, declineCode, difference: null, attempts: 1 },
    ...{ createdById, createdAt, expiresAt, settledAt: ending.paidAt },
  };
  return { purchase: { ...base, ...ending }, payment };
}

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
  return ended(world, household, base, { status: 'paid', paidAt, closedAt: paidAt });
}

/** Checkouts that nobody paid: a refused card, one that was left to expire, and some that were given up. */
export function unpaidPurchases(world: World, household: Household): Bought[] {
  const { customer } = household;
  const random = world.random(`unpaid:${customer.domain}`);
  const begin = (packCode: string, daysAgo: number) => {
    const at = later(world.end, -daysAgo * DAY_MS + random.between(9, 15) * HOUR_MS);
    return { at, base: openPurchase(world, household, entry(world.packs, packCode), at, random) };
  };
  const rows: Bought[] = [];
  if (customer.quirk === 'declined') {
    const { at, base } = begin('pack-1000', 6);
    const closedAt = later(at, 7 * MINUTE_MS);
    const ending = { status: 'failed' as const, paidAt: null, closedAt };
    rows.push(ended(world, household, base, ending, 'insufficient_funds'));
  }
  if (customer.quirk === 'expired') {
    const { base } = begin('pack-250', 9);
    rows.push(ended(world, household, base, { status: 'expired', paidAt: null, closedAt: base.expiresAt }));
  }
  if (customer.pace > 60) {
    const { at, base } = begin('pack-500', random.whole(12, 28));
    const closedAt = later(at, random.between(1, 9) * MINUTE_MS);
    rows.push(ended(world, household, base, { status: 'cancelled', paidAt: null, closedAt }));
  }
  return rows;
}
