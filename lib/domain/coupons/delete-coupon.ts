import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { AppError, notFound, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { auditOf } from './internal';
import { CouponRef } from './schema';

/** Deletes a coupon that nobody has used. Errors: `not_found` (a repeat, too), `conflict` couponHasUses. */
export async function deleteCoupon(ctx: Context, input: z.input<typeof CouponRef>): Promise<void> {
  authorise(ctx, 'catalogue:manage');
  const { code } = parse(CouponRef, input);
  await transaction(async (tx) => {
    await tx.$queryRaw`SELECT code FROM "Coupon" WHERE code = ${code} FOR UPDATE`;
    const coupon = await tx.coupon.findUnique({ where: { code }, include: { used: { take: 1 } } });
    if (!coupon) throw notFound();
    const { used, ...terms } = coupon;
    if (used.length > 0) throw new AppError('conflict', 'couponHasUses');
    await tx.coupon.delete({ where: { code } });
    await recordAudit(tx, ctx, {
      ...{ action: 'coupon.delete', recordType: 'coupon', recordId: code, before: auditOf(terms) },
    });
  });
}
