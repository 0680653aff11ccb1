import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { lockRates, rateAudit } from './internal';
import { SaveTaxRateInput } from './schema';

/**
 * Sets a rate from a day on. The one that held in its region until then ends the day before; what was sold and invoiced
 * keeps the rate it was sold at. The reverse charge and a rate of the same region stand beside each other. Returns its
 * id. Errors: `invalid` with its fields, `conflict` taxRateOverlaps when a rate of that region begins on that day or
 * later.
 */
export async function saveTaxRate(
  ctx: Context,
  input: z.input<typeof SaveTaxRateInput>,
): Promise<{ id: string }> {
  authorise(ctx, 'catalogue:manage');
  const { validFrom: day, ...rate } = parse(SaveTaxRateInput, input);
  const validFrom = new Date(`${day}T00:00:00Z`);
  return transaction(async (tx) => {
    await lockRates(tx);
    const category = rate.category === 'AE' ? ('AE' as const) : { not: 'AE' as const };
    const where = { region: rate.region, category, OR: [{ validTo: null }, { validTo: { gt: validFrom } }] };
    const running = await tx.taxRate.findMany({ where });
    if (running.some((one) => one.validFrom >= validFrom))
      throw new AppError('conflict', 'taxRateOverlaps', { fields: { validFrom: 'taken' } });
    for (const before of running) {
      const after = await tx.taxRate.update({ where: { id: before.id }, data: { validTo: validFrom } });
      await recordAudit(tx, ctx, rateAudit('tax.end', after, before));
    }
    const created = await tx.taxRate.create({ data: { id: newId('taxRate'), ...rate, validFrom } });
    await recordAudit(tx, ctx, rateAudit('tax.create', created));
    return { id: created.id };
  });
}
