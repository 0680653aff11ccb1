import type { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { findCoupon } from '@/lib/domain/coupons/find-coupon';
import { guardGuess } from '@/lib/domain/coupons/guard-guess';
import { fits } from '@/lib/domain/coupons/rules';
import { ApplyCouponInput } from '@/lib/domain/coupons/schema';
import { offerOf, readShelf } from './list-offers';
import type { PackOfferDto } from './schema';

/**
 * The packs with a coupon taken off those that it is good for; nothing is counted yet. Errors: `invalid` beside
 * `coupon` as `findCoupon` says, couponOther where it is good for none of them; `limit_reached` after twenty wrong
 * codes in an hour.
 */
export async function listOffersWithCoupon(
  ctx: Context,
  input: z.input<typeof ApplyCouponInput>,
): Promise<PackOfferDto[]> {
  authorise(ctx, 'credits:buy');
  const { coupon: code } = parse(ApplyCouponInput, input);
  const organisationId = tenant(ctx);
  return guardGuess(organisationId, async () => {
    const [shelf, known] = await Promise.all([readShelf(ctx), db.coupon.findUnique({ where: { code } })]);
    const { currency } = shelf;
    const isGood = (itemCode: string) =>
      known !== null && fits(known, { scope: 'packs', itemCode, currency });
    const itemCode = shelf.packs.find((pack) => isGood(pack.code))?.code ?? '';
    const wanted = { code, scope: 'packs' as const, itemCode, currency, organisationId, now: ctx.now };
    const coupon = await findCoupon(db, wanted);
    return shelf.packs.map((pack) => offerOf(shelf, pack, isGood(pack.code) ? coupon : null));
  });
}
