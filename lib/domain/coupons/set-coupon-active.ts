import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { notFound, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { SetCouponActiveInput } from './schema';

/**
 * Stops a coupon, or lets it work again; what it takes off where it was used goes on. Doing it twice is doing it once.
 * Error: `not_found`.
 */
export async function setCouponActive(
  ctx: Context,
  input: z.input<typeof SetCouponActiveInput>,
): Promise<void> {
  authorise(ctx, 'catalogue:manage');
  const { code, active } = parse(SetCouponActiveInput, input);
  await transaction(async (tx) => {
    const { count } = await tx.coupon.updateMany({ where: { code, active: !active }, data: { active } });
    if (count === 0) {
      if (await tx.coupon.findUnique({ where: { code }, select: { code: true } })) return;
      throw notFound();
    }
    await recordAudit(tx, ctx, {
      action: active ? 'coupon.activate' : 'coupon.deactivate',
      ...{ recordType: 'coupon', recordId: code, before: { active: !active }, after: { active } },
    });
  });
}
