import { type CouponModel, type CouponUseModel, type Tx, isUniqueViolation } from '@/lib/core/db';
import type { Context } from '@/lib/core/context';
import { newId } from '@/lib/core/ids';
import { addDays, zoned } from '@/lib/core/time';
import { refuseCoupon } from './find-coupon';

type CouponTarget = { organisationId: string } & (
  | { purchaseId: string }
  | {
      subscriptionId: string;
      /** When the first period that is paid for begins; now, unless a trial goes before. */
      firstPaidAt?: Date;
    }
);

/**
 * Until when a period that begins gets something off: the first payment, so many months, or no end. Two days before the
 * first period at the full price: that one's instant moves with time zones, summer time and the end of short months.
 */
function endOf({ duration, months }: CouponModel, from: Date): Date | null {
  if (duration === 'forever') return null;
  if (duration === 'once') return from;
  return addDays(new Date(zoned(from, 'UTC').add({ months: months ?? 1 }).epochMilliseconds), -2);
}

/**
 * Counts one use of a coupon that `findCoupon` let through. One statement decides, so that callers at the same moment
 * never get past its limit; a coupon is good once an organisation. Error: `invalid` couponUsed.
 */
export async function useCoupon(
  tx: Tx,
  ctx: Context,
  coupon: CouponModel,
  { organisationId, ...target }: CouponTarget,
): Promise<CouponUseModel> {
  const now = ctx.now.toISOString();
  const counted = await tx.$executeRaw`
    UPDATE "Coupon" SET uses = uses + 1
    WHERE code = ${coupon.code} AND active AND ("endsAt" IS NULL OR "endsAt" > ${now}::timestamptz)
      AND ("maxUses" IS NULL OR uses < "maxUses")`;
  if (counted === 0) throw refuseCoupon('couponUsed');
  const ids = { organisationId, id: newId('couponUse'), couponCode: coupon.code, usedAt: ctx.now };
  const data =
    'purchaseId' in target
      ? { ...ids, purchaseId: target.purchaseId }
      : {
          ...{ ...ids, subscriptionId: target.subscriptionId },
          endsAt: endOf(coupon, target.firstPaidAt ?? ctx.now),
        };
  try {
    return await tx.couponUse.create({ data });
  } catch (error) {
    throw isUniqueViolation(error) ? refuseCoupon('couponUsed') : error;
  }
}

/** Counts a use's months from `at`: the first period began later than it was ordered. */
export async function beginCoupon(
  tx: Tx,
  { organisationId, useId, at }: { organisationId: string; useId: string; at: Date },
): Promise<void> {
  const where = { organisationId_id: { organisationId, id: useId } };
  const { coupon } = await tx.couponUse.findUniqueOrThrow({ where, include: { coupon: true } });
  await tx.couponUse.update({ where, data: { endsAt: endOf(coupon, at) } });
}

/** Gives a use back: what wanted it was never paid. Doing it twice is doing it once. */
export async function releaseCoupon(
  tx: Tx,
  { organisationId, useId, now }: { organisationId: string; useId: string; now: Date },
): Promise<void> {
  const [released] = await tx.couponUse.updateManyAndReturn({
    where: { organisationId, id: useId, releasedAt: null },
    data: { releasedAt: now },
    select: { couponCode: true },
  });
  if (released)
    await tx.$executeRaw`UPDATE "Coupon" SET uses = uses - 1 WHERE code = ${released.couponCode} AND uses > 0`;
}

/**
 * What gave its use back was paid after all, with the discount: the use counts again, past the limit too, for the money
 * came. Where the organisation uses the coupon for something else by now, it stays given back.
 */
export async function keepCoupon(
  tx: Tx,
  { organisationId, useId }: { organisationId: string; useId: string },
): Promise<void> {
  const [kept] = await tx.$queryRaw<{ couponCode: string }[]>`
    UPDATE "CouponUse" u SET "releasedAt" = NULL
    WHERE u."organisationId" = ${organisationId} AND u.id = ${useId} AND u."releasedAt" IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM "CouponUse" o WHERE o."organisationId" = u."organisationId"
        AND o."couponCode" = u."couponCode" AND o."releasedAt" IS NULL)
    RETURNING u."couponCode"`;
  if (kept) await tx.$executeRaw`UPDATE "Coupon" SET uses = uses + 1 WHERE code = ${kept.couponCode}`;
}
