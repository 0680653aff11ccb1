import type { CounterModel } from '@/lib/core/db';
import { requestNumber } from '@/lib/domain/support/rules';
import type { RequestPlan } from './requests';

/** Numbers all requests in the order of their filing, gapless in each year, and answers where the counters stand. */
export function numberRequests(plans: readonly RequestPlan[]): {
  numbers: Map<string, string>;
  counters: CounterModel[];
} {
  const last = new Map<number, number>();
  const numbers = new Map<string, string>();
  const inOrder = [...plans].sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1));
  for (const plan of inOrder) {
    const year = plan.at.getUTCFullYear();
    const value = (last.get(year) ?? 0) + 1;
    last.set(year, value);
    numbers.set(plan.id, requestNumber(year, value));
  }
  return { numbers, counters: [...last].map(([year, value]) => ({ name: 'request', year, value })) };
}
