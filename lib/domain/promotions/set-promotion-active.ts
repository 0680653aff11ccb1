import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { notFound, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { SetPromotionActiveInput } from './schema';

/** Stops a code, or lets it work again; credits that it gave stay. Doing it twice is doing it once. Error: `not_found`. */
export async function setPromotionActive(
  ctx: Context,
  input: z.input<typeof SetPromotionActiveInput>,
): Promise<void> {
  authorise(ctx, 'catalogue:manage');
  const { code, active } = parse(SetPromotionActiveInput, input);
  await transaction(async (tx) => {
    const { count } = await tx.promotionCode.updateMany({
      where: { code, active: !active },
      data: { active },
    });
    if (count === 0) {
      if (await tx.promotionCode.findUnique({ where: { code }, select: { code: true } })) return;
      throw notFound();
    }
    await recordAudit(tx, ctx, {
      action: active ? 'promotion.activate' : 'promotion.deactivate',
      ...{ recordType: 'promotion', recordId: code, before: { active: !active }, after: { active } },
    });
  });
}
