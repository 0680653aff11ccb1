import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { AppError, notFound, parse } from '@/lib/core/errors';
import { addDays } from '@/lib/core/time';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { auditOf, endOf, startOf } from './internal';
import { UpdateCouponInput } from './schema';

/**
 * Names a coupon anew, moves its end or its limit; what it takes off stays, since people were told of it. Errors:
 * `not_found`, `invalid` with its fields (`maxUses` below what it was used).
 */
export async function updateCoupon(ctx: Context, input: z.input<typeof UpdateCouponInput>): Promise<void> {
  authorise(ctx, 'catalogue:manage');
  const { code, endsOn, ...changed } = parse(UpdateCouponInput, input);
  await transaction(async (tx) => {
    await tx.$queryRaw`SELECT code FROM "Coupon" WHERE code = ${code} FOR UPDATE`;
    const before = await tx.coupon.findUnique({ where: { code } });
    if (!before) throw notFound();
    // An end that is over may be left as it is.
    const isSameEnd = endsOn && before.endsAt?.getTime() === addDays(startOf(endsOn), 1).getTime();
    const endsAt = isSameEnd ? before.endsAt : endOf(endsOn, ctx.now);
    if (changed.maxUses !== null && changed.maxUses < before.uses)
      throw new AppError('invalid', 'invalidInput', { fields: { maxUses: `tooSmall?min=${before.uses}` } });
    const after = await tx.coupon.update({ where: { code }, data: { ...changed, endsAt } });
    const [was, is] = [auditOf(before), auditOf(after)];
    if (JSON.stringify(was) === JSON.stringify(is)) return;
    await recordAudit(tx, ctx, {
      ...{ action: 'coupon.update', recordType: 'coupon', recordId: code, before: was, after: is },
    });
  });
}
