import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { stateOf } from './rules';
import { type CouponDto, CouponRef, type CouponUseDto } from './schema';

const SHOWN = 500;

/** All coupons, the newest first. For administrators. */
export async function listCoupons(ctx: Context): Promise<CouponDto[]> {
  authorise(ctx, 'catalogue:manage');
  const rows = await db.coupon.findMany({ orderBy: [{ createdAt: 'desc' }, { code: 'asc' }], take: SHOWN });
  return rows.map(({ createdAt: _, ...coupon }) => ({
    ...coupon,
    amountOffMinor: coupon.amountOffMinor?.toString() ?? null,
    capMinor: coupon.capMinor?.toString() ?? null,
    startsAt: coupon.startsAt.toISOString(),
    endsAt: coupon.endsAt?.toISOString() ?? null,
    state: stateOf(coupon, ctx.now),
  }));
}

/** Who used a coupon, the latest first, at most 200. For administrators. */
export async function listCouponUses(
  ctx: Context,
  input: z.input<typeof CouponRef>,
): Promise<CouponUseDto[]> {
  authorise(ctx, 'catalogue:manage');
  const { code } = parse(CouponRef, input);
  const rows = await db.couponUse.findMany({
    where: { couponCode: code },
    include: { organisation: { select: { name: true } } },
    orderBy: [{ usedAt: 'desc' }, { id: 'desc' }],
    take: 200,
  });
  return rows.map(({ organisationId, organisation, purchaseId, subscriptionId, usedAt, releasedAt }) => ({
    ...{ organisationId, organisation: organisation.name },
    subject: purchaseId ? 'purchase' : 'subscription',
    subjectId: purchaseId ?? subscriptionId ?? '',
    at: usedAt.toISOString(),
    releasedAt: releasedAt?.toISOString() ?? null,
  }));
}
