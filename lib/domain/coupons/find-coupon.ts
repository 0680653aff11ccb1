import type { CouponModel, Tx } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import { fits, stateOf } from './rules';

export type WantedCoupon = {
  code: string;
  scope: 'packs' | 'tiers';
  /** The code of the pack or tier. */
  itemCode: string;
  currency: string;
  organisationId: string;
  now: Date;
};

export const refuseCoupon = (reason: string) =>
  new AppError('invalid', reason, { fields: { coupon: reason } });

/**
 * The coupon that a buyer named, if it may be used for this. Nothing is counted yet: `useCoupon` does that. Errors:
 * `invalid` beside `coupon`: couponUnknown; couponOver (not yet, no more, or stopped); couponUsed (as often as it may
 * be, or by this organisation before); couponOther (good for other packs, tiers or currencies).
 */
export async function findCoupon(tx: Tx, wanted: WantedCoupon): Promise<CouponModel> {
  const { organisationId, now } = wanted;
  const coupon = await tx.coupon.findUnique({ where: { code: wanted.code } });
  if (!coupon) throw refuseCoupon('couponUnknown');
  const state = stateOf(coupon, now);
  if (state === 'used_up') throw refuseCoupon('couponUsed');
  if (state !== 'open') throw refuseCoupon('couponOver');
  if (!fits(coupon, wanted)) throw refuseCoupon('couponOther');
  const couponCode = coupon.code;
  const used = await tx.couponUse.findFirst({ where: { organisationId, couponCode, releasedAt: null } });
  if (used) throw refuseCoupon('couponUsed');
  return coupon;
}
