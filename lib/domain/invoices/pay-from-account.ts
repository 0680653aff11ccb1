import type { Context } from '@/lib/core/context';
import type { InvoiceModel, Tx } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { accounts, postJournal } from './accounts';
import { lockInvoice } from './internal';
import { lockAccount, readFree } from './account';

type Which = { organisationId: string; invoiceId: string };

/** `appliedMinor`: what the account paid of the invoice just now. */
export type Applied = { invoice: InvoiceModel; appliedMinor: bigint };

/**
 * Pays what is due of an open invoice from the customer's money on account, as far as it goes, the oldest first. Paid
 * whole its net is deferred, as with any payment; the caller starts the period that it is for. Nothing changes where
 * nothing is free. Errors: `not_found`; `conflict` invoiceNotOpen, or invoiceCollected: the provider charges it whole.
 */
export async function payFromAccount(
  tx: Tx,
  ctx: Context,
  { organisationId, invoiceId }: Which,
): Promise<Applied> {
  await lockAccount(tx, organisationId);
  const before = await lockInvoice(tx, organisationId, invoiceId);
  if (before.status !== 'open') throw new AppError('conflict', 'invoiceNotOpen');
  if (before.providerInvoiceId) throw new AppError('conflict', 'invoiceCollected');
  const { currency } = before;
  const dueMinor = before.totalMinor - before.paidMinor;
  const parts = await readFree(tx, { organisationId, currency, mostMinor: dueMinor });
  const appliedMinor = parts.reduce((sum, part) => sum + part.amountMinor, 0n);
  if (appliedMinor === 0n) return { invoice: before, appliedMinor };
  const isWhole = appliedMinor === dueMinor;
  const line = (account: string, amountMinor: bigint) => ({ account, amountMinor, currency });
  await postJournal(tx, {
    ...{ organisationId, kind: 'payment', reference: invoiceId, now: ctx.now },
    lines: [
      line(accounts.customerBalance, appliedMinor),
      line(accounts.receivable, -appliedMinor),
      line(accounts.billedInAdvance, isWhole ? before.netMinor : 0n),
      line(accounts.deferredRevenue, isWhole ? -before.netMinor : 0n),
    ],
  });
  await tx.accountEntry.createMany({
    data: parts.map(({ reference, amountMinor }) => ({
      ...{ organisationId, id: newId('accountEntry'), amountMinor: -amountMinor, currency },
      ...{ kind: 'applied', reference, at: ctx.now },
    })),
  });
  const invoice = await tx.invoice.update({
    where: { organisationId_id: { organisationId, id: invoiceId } },
    data: {
      paidMinor: { increment: appliedMinor },
      ...(isWhole && { status: 'paid' as const, paidAt: ctx.now }),
    },
  });
  return { invoice, appliedMinor };
}
