import { db } from '@/lib/core/db';
import { addDays, dayIn } from '@/lib/core/time';
import { accountTable } from '@/lib/domain/books/balance';
import { accounts } from '@/lib/domain/invoices/accounts';
import { PROVIDER, cashOf } from '@/lib/domain/payouts/rules';
import { planOf, readUnposted } from '@/lib/domain/payouts/unposted';
import { readBalance } from '@/lib/integrations/stripe/balance';
import type { CashTie } from './schema';

/**
 * What Stripe says that it holds of ours now, what the books have of it, and what of fees and payouts the books have yet to
 * post: the same, once that is done. Network calls: never inside a transaction. Throws `provider_unavailable`.
 */
export async function tieCash(now: Date): Promise<CashTie[]> {
  const theirs = await readBalance();
  const waiting = await waitingCash(now);
  const ours = await bookedCash(now);
  const currencies = new Set([...theirs.keys(), ...ours.keys(), ...waiting.keys()]);
  const of = (sums: Map<string, bigint>, currency: string) => (sums.get(currency) ?? 0n).toString();
  return [...currencies].toSorted().map((currency) => ({
    ...{ key: 'cash' as const, currency, hereMinor: of(ours, currency), thereMinor: of(theirs, currency) },
    // The books still have what the provider has kept or paid out since they were posted last.
    pendingMinor: (-(waiting.get(currency) ?? 0n)).toString(),
  }));
}

async function waitingCash(now: Date): Promise<Map<string, bigint>> {
  const sums = new Map<string, bigint>();
  for await (const found of readUnposted(now))
    for (const unposted of found) {
      const plan = await planOf(db, unposted);
      for (const [currency, minor] of cashOf(plan?.lines ?? []))
        sums.set(currency, (sums.get(currency) ?? 0n) + minor);
    }
  return sums;
}

async function bookedCash(now: Date): Promise<Map<string, bigint>> {
  const today = { from: dayIn(now), to: dayIn(addDays(now, 1)) };
  const { rows, columns } = await accountTable(
    db,
    now,
    today,
    (account) => account === accounts.cash(PROVIDER),
  );
  const closing = columns.findIndex(({ key }) => key === 'closing');
  return new Map(rows.map(({ currency, cells }) => [currency, BigInt(cells[closing] ?? '0')]));
}
