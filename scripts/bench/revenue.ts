import { jobContext } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { getRevenueReport } from '@/lib/domain/revenue/queries';
import { parseRange } from '@/lib/domain/revenue/range';

/** What the revenue page reads for the last 90 days; answers how long it took. */
export async function readRevenue(preset = '90d'): Promise<number> {
  const now = new Date();
  const start = performance.now();
  await getRevenueReport(jobContext('bench', now), parseRange({ range: preset }, now).range, 'USD');
  return performance.now() - start;
}

export const disconnect = () => db.$disconnect();
