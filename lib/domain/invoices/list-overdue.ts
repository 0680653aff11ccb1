import { type Context, authorise, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { dayIn } from '@/lib/core/time';
import type { OverdueDto } from './schema';

/** What is overdue of the caller's organisation, by currency; days are those of UTC. */
export async function listOverdue(ctx: Context): Promise<OverdueDto[]> {
  authorise(ctx, 'billing:read');
  const sums = await db.invoice.groupBy({
    by: ['currency'],
    where: { organisationId: tenant(ctx), status: 'open', dueOn: { lt: new Date(dayIn(ctx.now)) } },
    _sum: { totalMinor: true, paidMinor: true },
    _count: { _all: true },
    orderBy: { currency: 'asc' },
  });
  return sums.map(({ currency, _sum, _count }) => ({
    ...{ currency, invoices: _count._all },
    dueMinor: ((_sum.totalMinor ?? 0n) - (_sum.paidMinor ?? 0n)).toString(),
  }));
}
