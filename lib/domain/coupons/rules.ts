import type { CouponState } from './schema';

type Window = { active: boolean; startsAt: Date; endsAt: Date | null; maxUses: number | null; uses: number };

/** Whether a coupon may be used at `now`, and why not. */
export function stateOf(coupon: Window, now: Date): CouponState {
  if (!coupon.active) return 'inactive';
  if (coupon.startsAt > now) return 'early';
  if (coupon.endsAt && coupon.endsAt <= now) return 'over';
  if (coupon.maxUses !== null && coupon.uses >= coupon.maxUses) return 'used_up';
  return 'open';
}

/** Whether it is good for this pack or tier, in this currency. */
export function fits(
  coupon: { scope: 'packs' | 'tiers' | 'both'; onlyCodes: string[]; currency: string | null },
  item: { scope: 'packs' | 'tiers'; itemCode: string; currency: string },
): boolean {
  if (coupon.scope !== 'both' && coupon.scope !== item.scope) return false;
  if (coupon.onlyCodes.length > 0 && !coupon.onlyCodes.includes(item.itemCode)) return false;
  return coupon.currency === null || coupon.currency === item.currency;
}
