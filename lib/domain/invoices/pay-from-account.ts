import type { Context } from '@/lib/core/context';
import type { InvoiceModel, Tx } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { accounts, postJournal } from './accounts';
import { announcePaid } from './announce';
import { lockInvoice, readTaxes, reversed, writeOffLines } from './internal';
import { lockAccount, readFree } from './account';

type Which = { organisationId: string; invoiceId: string };

/** `appliedMinor`: what the account paid of the invoice just now. */
export type Applied = { invoice: InvoiceModel; appliedMinor: bigint };

/** What may be paid from an account: the provider charges what it collects whole, and what was given up is owed again. */
export const isPayable = ({ status, providerInvoiceId }: InvoiceModel): boolean =>
  (status === 'open' || status === 'uncollectible') && !providerInvoiceId;

/**
 * Pays what is due of an open invoice from the customer's money on account, as far as it goes, the oldest first. Paid
 * whole its net is deferred, as with any payment; the caller starts the period that it is for. One that was written off is
 * owed again first. Nothing changes where nothing is free. Errors: `not_found`; `conflict` invoiceNotOpen,
 * invoiceCollected.
 */
export async function payFromAccount(
  tx: Tx,
  ctx: Context,
  { organisationId, invoiceId }: Which,
): Promise<Applied> {
  await lockAccount(tx, organisationId);
  const before = await lockInvoice(tx, organisationId, invoiceId);
  const isOwedAgain = before.status === 'uncollectible';
  if (before.status !== 'open' && !isOwedAgain) throw new AppError('conflict', 'invoiceNotOpen');
  if (!isPayable(before)) throw new AppError('conflict', 'invoiceCollected');
  const { currency } = before;
  const dueMinor = before.totalMinor - before.paidMinor;
  const parts = await readFree(tx, { organisationId, currency, mostMinor: dueMinor });
  const appliedMinor = parts.reduce((sum, part) => sum + part.amountMinor, 0n);
  if (appliedMinor === 0n) return { invoice: before, appliedMinor };
  const isWhole = appliedMinor === dueMinor;
  const line = (account: string, amountMinor: bigint) => ({ account, amountMinor, currency });
  const posting = { organisationId, reference: invoiceId, now: ctx.now };
  const sums = { currency, taxes: readTaxes(before.taxes) };
  if (isOwedAgain)
    await postJournal(tx, { ...posting, kind: 'invoice', lines: reversed(writeOffLines(sums)) });
  await postJournal(tx, {
    ...{ ...posting, kind: 'payment' },
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
      ...{ status: isWhole ? 'paid' : 'open', closedAt: null },
      ...(isWhole && { paidAt: ctx.now }),
    },
  });
  if (isWhole) await announcePaid(tx, [invoice]);
  return { invoice, appliedMinor };
}
