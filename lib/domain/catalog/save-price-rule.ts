import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { type Tx, CustomerClass, Urgency } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { changeCatalogue } from './internal';
import { PriceRuleInput, SavePriceRuleInput } from './schema';

type Rule = z.output<typeof PriceRuleInput>;

// Text to integer basis points without a float in between: `1.25` is 12500, `10` per cent is 1000.
function toBps(value: string, decimals: number): number {
  const [whole = '0', fraction = ''] = value.split('.');
  if (fraction.length > decimals)
    throw new AppError('invalid', 'invalidInput', { fields: { value: 'outOfRange' } });
  return Number(`${whole}${fraction.padEnd(decimals, '0')}`);
}

async function isKnown(tx: Tx, { kind, key }: Pick<Rule, 'kind' | 'key'>): Promise<boolean> {
  if (kind === 'urgency') return key in Urgency;
  if (kind === 'customer_class') return key in CustomerClass;
  return (await tx.pack.count({ where: { code: key } })) > 0;
}

/**
 * Sets one factor of prices: an urgency's multiplier, a customer class's or a pack's discount. Prices that were
 * quoted, held or paid keep the factors stored with them. Error: `invalid` with its fields.
 */
export async function savePriceRule(ctx: Context, input: z.input<typeof SavePriceRuleInput>): Promise<Rule> {
  authorise(ctx, 'catalogue:manage');
  const { kind, key, value } = parse(SavePriceRuleInput, input);
  const bps = toBps(value, kind === 'urgency' ? 4 : 2);
  const parsed = PriceRuleInput.safeParse({ kind, key, valueBps: bps });
  if (!parsed.success) throw new AppError('invalid', 'invalidInput', { fields: { value: 'outOfRange' } });
  return changeCatalogue(async (tx) => {
    if (!(await isKnown(tx, { kind, key })))
      throw new AppError('invalid', 'invalidInput', { fields: { key: 'unknown' } });
    const where = { kind_key: { kind, key } };
    const before = await tx.priceRule.findUnique({ where });
    if (before?.valueBps === bps) return parsed.data;
    await tx.priceRule.upsert({ where, create: parsed.data, update: { valueBps: bps } });
    await recordAudit(tx, ctx, {
      ...{ action: 'catalogue.price_rule', recordType: 'priceRule', recordId: `${kind}/${key}` },
      ...{ before: before ? { valueBps: before.valueBps } : undefined, after: { valueBps: bps } },
    });
    return parsed.data;
  });
}
