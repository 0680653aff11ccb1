import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { AppError, notFound, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { readBillingSetting } from '@/lib/domain/billing/settings';
import { RateInput, RateKey } from './schema';

const keyOf = ({ currency, validFrom }: { currency: string; validFrom: string }) => ({
  currency_validFrom: { currency, validFrom: new Date(validFrom) },
});
const audited = (currency: string, validFrom: string) => ({
  recordType: 'currency_rate',
  recordId: `${currency} ${validFrom}`,
});

/**
 * Sets what a currency is worth in the base currency from a day on; the same day again replaces it, and the audit log keeps
 * both. Error: `invalid` (`rateOfBase`) for the base currency itself.
 */
export async function setRate(ctx: Context, input: z.input<typeof RateInput>) {
  authorise(ctx, 'books:manage');
  const { currency, validFrom, rate } = parse(RateInput, input);
  return transaction(async (tx) => {
    const { baseCurrency } = await readBillingSetting('money', tx);
    if (currency === baseCurrency)
      throw new AppError('invalid', 'invalidInput', { fields: { currency: 'rateOfBase' } });
    const where = keyOf({ currency, validFrom });
    const before = await tx.currencyRate.findUnique({ where });
    const data = { rate, setAt: ctx.now };
    await tx.currencyRate.upsert({
      where,
      create: { ...data, currency, validFrom: new Date(validFrom) },
      update: data,
    });
    await recordAudit(tx, ctx, {
      ...{ action: 'rate.set', ...audited(currency, validFrom), after: { rate } },
      ...(before && { before: { rate: before.rate.toFixed() } }),
    });
    return { currency, validFrom, rate };
  });
}

/** Takes a dated rate out of the table; the one before it is good again. Error: `not_found`. */
export async function removeRate(ctx: Context, input: z.input<typeof RateKey>) {
  authorise(ctx, 'books:manage');
  const { currency, validFrom } = parse(RateKey, input);
  return transaction(async (tx) => {
    const where = keyOf({ currency, validFrom });
    const before = await tx.currencyRate.findUnique({ where });
    if (!before) throw notFound();
    await tx.currencyRate.delete({ where });
    await recordAudit(tx, ctx, {
      ...{ action: 'rate.remove', ...audited(currency, validFrom) },
      before: { rate: before.rate.toFixed() },
    });
    return { currency, validFrom };
  });
}
