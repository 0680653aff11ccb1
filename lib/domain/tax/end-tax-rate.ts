import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { AppError, notFound, parse } from '@/lib/core/errors';
import { addDays } from '@/lib/core/time';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { lockRates, rateAudit } from './internal';
import { EndTaxRateInput } from './schema';

/**
 * Ends a rate with a last day, or moves that day; doing it twice is doing it once. Errors: `not_found`, `invalid` when
 * the day lies before its first one, `conflict` taxRateOverlaps when the next rate of its region begins before.
 */
export async function endTaxRate(ctx: Context, input: z.input<typeof EndTaxRateInput>): Promise<void> {
  authorise(ctx, 'catalogue:manage');
  const { id, endsOn } = parse(EndTaxRateInput, input);
  const validTo = addDays(new Date(`${endsOn}T00:00:00Z`), 1);
  await transaction(async (tx) => {
    await lockRates(tx);
    const before = await tx.taxRate.findUnique({ where: { id } });
    if (!before) throw notFound();
    if (before.validTo?.getTime() === validTo.getTime()) return;
    if (validTo <= before.validFrom)
      throw new AppError('invalid', 'invalidInput', { fields: { endsOn: 'endBeforeStart' } });
    const category = before.category === 'AE' ? ('AE' as const) : { not: 'AE' as const };
    const next = await tx.taxRate.findFirst({
      where: { region: before.region, category, validFrom: { gt: before.validFrom, lt: validTo } },
    });
    if (next) throw new AppError('conflict', 'taxRateOverlaps', { fields: { endsOn: 'taken' } });
    const after = await tx.taxRate.update({ where: { id }, data: { validTo } });
    await recordAudit(tx, ctx, rateAudit('tax.end', after, before));
  });
}
