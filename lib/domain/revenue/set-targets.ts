import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { invariant, parse } from '@/lib/core/errors';
import { parseMoney } from '@/lib/core/money';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { getSetting } from '@/lib/domain/catalog/queries';
import { TargetsInput } from './schema';

/** Replaces the company's targets; the audit log keeps both. Error: `invalid` with its fields. */
export async function setTargets(ctx: Context, input: z.input<typeof TargetsInput>) {
  authorise(ctx, 'revenue:manage');
  const { currency, revenue, arpu, ...rest } = parse(TargetsInput, input);
  const minor = (value: string) => {
    const parsed = parseMoney(value, currency);
    invariant(parsed !== null, 'money that its schema let through');
    return Number(parsed);
  };
  const after = {
    currency,
    revenueMinor: minor(revenue),
    arpuMinor: minor(arpu),
    purchaseRateBps: Math.round(Number(rest.purchaseRate) * 100),
    utilisationBps: Math.round(Number(rest.utilisation) * 100),
    resolutionHours: Number(rest.resolutionHours),
    satisfaction: Number(rest.satisfaction),
  };
  return transaction(async (tx) => {
    const before = await getSetting('targets', tx);
    await tx.setting.update({ where: { key: 'targets' }, data: { value: after } });
    await recordAudit(tx, ctx, {
      action: 'targets.change',
      recordType: 'setting',
      recordId: 'targets',
      before,
      after,
    });
    return after;
  });
}
