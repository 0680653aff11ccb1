import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { isUniqueViolation, transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { addDays } from '@/lib/core/time';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { CreatePromotionInput } from './schema';

const startOf = (day: string) => new Date(`${day}T00:00:00Z`);

/** Makes a promotion code. Errors: `invalid` with its fields; `conflict` when the code is taken, by an old one too. */
export async function createPromotion(
  ctx: Context,
  input: z.input<typeof CreatePromotionInput>,
): Promise<void> {
  authorise(ctx, 'catalogue:manage');
  const { credits, startsOn, endsOn, ...promotion } = parse(CreatePromotionInput, input);
  const startsAt = startsOn ? startOf(startsOn) : ctx.now;
  const endsAt = endsOn ? addDays(startOf(endsOn), 1) : null;
  if (endsAt && endsAt <= ctx.now)
    throw new AppError('invalid', 'invalidInput', { fields: { endsOn: 'inFuture' } });
  const data = { ...promotion, creditsMicro: credits, startsAt, endsAt, createdAt: ctx.now };
  try {
    await transaction(async (tx) => {
      await tx.promotionCode.create({ data });
      await recordAudit(tx, ctx, {
        ...{ action: 'promotion.create', recordType: 'promotion', recordId: data.code, after: data },
      });
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError('conflict', 'codeTaken', { fields: { code: 'taken' } });
    throw error;
  }
}
