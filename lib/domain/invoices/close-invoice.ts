import type { Context } from '@/lib/core/context';
import type { InvoiceModel, Tx } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import { accounts, postJournal } from './accounts';
import { issueLines, lockInvoice, readTaxes, recordOnAccount, reversed, writeOffLines } from './internal';

/** An open one, but for what Stripe goes on to charge: that is closed there, and follows here. */
export const isClosable = ({ status, providerInvoiceId }: InvoiceModel): boolean =>
  status === 'open' && providerInvoiceId === null;

type Which = { organisationId: string; invoiceId: string };

/** Takes an open invoice back: nothing is owed for it, and its number stays. Errors: `not_found`, `conflict`. */
export const voidInvoice = (tx: Tx, ctx: Context, which: Which): Promise<InvoiceModel> =>
  close(tx, ctx, which, 'void');

/**
 * Gives an open invoice up as uncollectible: it stands, with its tax, and is a bad debt. A payment that comes after all is
 * taken. Errors as `voidInvoice`.
 */
export const writeOffInvoice = (tx: Tx, ctx: Context, which: Which): Promise<InvoiceModel> =>
  close(tx, ctx, which, 'uncollectible');

/**
 * Reverses what the issue posted, or books it as lost. What was paid of it in part bought nothing: it is the customer's,
 * on account.
 * Nothing changes where the invoice is in that state already.
 */
async function close(
  tx: Tx,
  ctx: Context,
  { organisationId, invoiceId }: Which,
  status: 'void' | 'uncollectible',
): Promise<InvoiceModel> {
  const invoice = await lockInvoice(tx, organisationId, invoiceId);
  if (invoice.status === status) return invoice;
  if (invoice.status !== 'open') throw new AppError('conflict', 'invoiceNotOpen');
  const { currency, paidMinor } = invoice;
  const sums = { currency, taxes: readTaxes(invoice.taxes) };
  await postJournal(tx, {
    ...{ organisationId, reference: invoiceId, now: ctx.now },
    kind: status === 'void' ? 'void' : 'write_off',
    lines: [
      ...(status === 'void' ? reversed(issueLines(sums)) : writeOffLines(sums)),
      { account: accounts.receivable, amountMinor: paidMinor, currency },
      { account: accounts.customerBalance, amountMinor: -paidMinor, currency },
    ],
  });
  await recordOnAccount(tx, ctx, {
    ...{ organisationId, amountMinor: paidMinor, currency, kind: 'overpayment', reference: invoiceId },
  });
  return tx.invoice.update({
    where: { organisationId_id: { organisationId, id: invoiceId } },
    data: { status, closedAt: ctx.now, paidMinor: 0n },
  });
}
