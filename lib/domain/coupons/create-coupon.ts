import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { type Tx, isUniqueViolation, transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { auditOf, endOf, startOf } from './internal';
import { CreateCouponInput } from './schema';

/**
 * Makes a coupon. Errors: `invalid` with its fields (`onlyCodes` for a pack or tier that there is not); `conflict` when
 * the code is taken, by an old one too.
 */
export async function createCoupon(ctx: Context, input: z.input<typeof CreateCouponInput>): Promise<void> {
  authorise(ctx, 'catalogue:manage');
  const { startsOn, endsOn, ...terms } = parse(CreateCouponInput, input);
  const startsAt = startsOn ? startOf(startsOn) : ctx.now;
  const data = { ...terms, startsAt, endsAt: endOf(endsOn, ctx.now), createdAt: ctx.now };
  try {
    await transaction(async (tx) => {
      await refuseUnknown(tx, data);
      const coupon = await tx.coupon.create({ data });
      await recordAudit(tx, ctx, {
        ...{ action: 'coupon.create', recordType: 'coupon', recordId: data.code, after: auditOf(coupon) },
      });
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError('conflict', 'codeTaken', { fields: { code: 'taken' } });
    throw error;
  }
}

async function refuseUnknown(tx: Tx, { onlyCodes, scope }: z.output<typeof CreateCouponInput>) {
  const where = { code: { in: onlyCodes } };
  const packs = scope === 'tiers' ? [] : await tx.pack.findMany({ where, select: { code: true } });
  const tiers = scope === 'packs' ? [] : await tx.tier.findMany({ where, select: { code: true } });
  const known = new Set([...packs, ...tiers].map(({ code }) => code));
  if (onlyCodes.some((code) => !known.has(code)))
    throw new AppError('invalid', 'invalidInput', { fields: { onlyCodes: 'unknown' } });
}
