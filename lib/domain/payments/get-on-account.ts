import { type Context, authorise, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import type { OnAccountDto } from './schema';

const SHOWN = 10;

/** What the caller's organisation paid beyond what was due, with its newest movements; null where it never did. */
export async function getOnAccount(ctx: Context): Promise<OnAccountDto | null> {
  authorise(ctx, 'billing:read');
  const where = { organisationId: tenant(ctx) };
  const [newest, sums] = await Promise.all([
    db.accountEntry.findMany({ where, orderBy: { at: 'desc' }, take: SHOWN }),
    db.accountEntry.groupBy({ by: ['currency'], where, _sum: { amountMinor: true } }),
  ]);
  const currency = newest[0]?.currency;
  if (currency === undefined) return null;
  const balance = sums.find((one) => one.currency === currency)?._sum.amountMinor ?? 0n;
  const entries = newest.filter((entry) => entry.currency === currency);
  return {
    balanceMinor: balance.toString(),
    currency,
    entries: entries.map(({ id, kind, amountMinor, at }) => ({
      ...{ id, kind, amountMinor: amountMinor.toString(), at: at.toISOString() },
    })),
  };
}
