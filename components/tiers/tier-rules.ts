import type { TierOfferDto } from '@/lib/domain/catalog/schema';
import type { Interval, TierPrice } from './types';

export const priceOf = (tier: TierOfferDto, interval: Interval): TierPrice | undefined =>
  tier.prices.find((price) => price.interval === interval);

const MONTHS = 12n;

/** What a year costs less than twelve months, in minor units; null where there is nothing to compare or to save. */
export function yearlySaving(tier: TierOfferDto): bigint | null {
  const [month, year] = [priceOf(tier, 'month'), priceOf(tier, 'year')];
  if (!month || !year) return null;
  const saving = BigInt(month.totalMinor) * MONTHS - BigInt(year.totalMinor);
  return saving > 0n ? saving : null;
}

/** The dearest saving of a year among the tiers, as a share of twelve months; null when no year saves anything. */
export function bestSavingBps(tiers: readonly TierOfferDto[]): number | null {
  const shares = tiers.flatMap((tier) => {
    const [saving, month] = [yearlySaving(tier), priceOf(tier, 'month')];
    return saving && month ? [Number((saving * 10_000n) / (BigInt(month.totalMinor) * MONTHS))] : [];
  });
  return shares.length > 0 ? Math.max(...shares) : null;
}

/** What a month of a year's price comes to, for comparing; floored, never a charged amount. */
export const perMonth = (price: TierPrice): bigint =>
  price.interval === 'year' ? BigInt(price.totalMinor) / MONTHS : BigInt(price.totalMinor);

/** Credits that come at once with a period: a year brings twelve months' worth. A decimal of at most six places. */
export function periodAllowance(allowance: string, interval: Interval): string {
  if (interval === 'month') return allowance;
  const [whole = '0', fraction = ''] = allowance.split('.');
  const micro = BigInt(`${whole}${fraction.padEnd(6, '0')}`) * MONTHS;
  const text = micro.toString().padStart(7, '0');
  const rest = text.slice(-6).replace(/0+$/, '');
  return `${text.slice(0, -6)}${rest && `.${rest}`}`;
}

/** What a person wants with another tier, by what a month of each costs. */
export type Move = 'current' | 'start' | 'upgrade' | 'downgrade' | 'interval' | 'leave';
type Own = { tierCode: string; interval: Interval; isFree: boolean; monthlyMinor: bigint };

export function moveTo(own: Own | null, tier: TierOfferDto, interval: Interval): Move {
  if (own && own.tierCode === tier.code)
    return tier.isFree || own.interval === interval ? 'current' : 'interval';
  if (!own || own.isFree) return tier.isFree ? 'current' : 'start';
  if (tier.isFree) return 'leave';
  const price = priceOf(tier, interval);
  return price && perMonth(price) > own.monthlyMinor ? 'upgrade' : 'downgrade';
}
