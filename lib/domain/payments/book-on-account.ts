import type { Context } from '@/lib/core/context';
import type { Tx } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { accounts, postJournal } from '@/lib/domain/invoices/accounts';

/** Why money did not become credits. `invoice_closed`: it was void or given up when it was paid. */
export type Difference = 'amount' | 'currency' | 'paid_twice' | 'invoice_closed';

/** Money that nothing was asked for: it came in, and it is the customer's until finance decides. */
export async function bookOnAccount(
  tx: Tx,
  ctx: Context,
  payment: { organisationId: string; id: string; provider: string },
  received: { amountMinor: bigint; currency: string; occurredAt?: Date },
): Promise<void> {
  const { organisationId, id: reference, provider } = payment;
  const { amountMinor, currency, occurredAt } = received;
  if (amountMinor === 0n) return;
  await tx.accountEntry.create({
    data: {
      ...{ organisationId, id: newId('accountEntry'), amountMinor, currency },
      ...{ kind: 'overpayment', reference, at: ctx.now },
    },
  });
  await postJournal(tx, {
    ...{ organisationId, kind: 'payment', reference, now: ctx.now, occurredAt },
    lines: [
      { account: accounts.cash(provider), amountMinor, currency },
      { account: accounts.customerBalance, amountMinor: -amountMinor, currency },
    ],
  });
}
