import type { Context } from '@/lib/core/context';
import type { CreditNoteModel, Tx } from '@/lib/core/db';
import { AppError, invariant } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { moneyToDecimal } from '@/lib/core/money';
import { asJson, lockInvoice, readTaxes } from './internal';
import { readSeller } from './parties';
import { creditShares } from './rules';

type Order = {
  organisationId: string;
  invoiceId: string;
  /** The refund that it documents: one credit note each. */
  refundId?: string;
  /** Gross. */
  amountMinor: bigint;
  reason: string;
};

/**
 * Credits part or all of a paid invoice: numbered in a series of its own, with the parties that the invoice has, and
 * never more than the invoice over all of its notes. Tax goes back in the invoice's own shares, cumulatively. It posts
 * nothing: what the money does is the posting of the refund, of the dispute, or of the verb that calls.
 * Errors: `not_found`; `conflict` `invoiceNotPaid`; `invalid` `creditTooMuch` with what is left (`amount`).
 */
export async function issueCreditNote(tx: Tx, ctx: Context, order: Order): Promise<CreditNoteModel> {
  const { organisationId, invoiceId, refundId = null, amountMinor, reason } = order;
  const invoice = await lockInvoice(tx, organisationId, invoiceId);
  if (invoice.status !== 'paid') throw new AppError('conflict', 'invoiceNotPaid');
  const { totalMinor, creditedMinor, currency } = invoice;
  const left = totalMinor - creditedMinor;
  invariant(amountMinor > 0n, 'a credit note of nothing');
  if (amountMinor > left)
    throw new AppError('invalid', 'creditTooMuch', {
      values: { left: moneyToDecimal(left, currency), currency },
    });
  const taxes = creditShares(readTaxes(invoice.taxes), totalMinor, creditedMinor, amountMinor).filter(
    (tax) => tax.netMinor !== 0n || tax.taxMinor !== 0n,
  );
  const netMinor = taxes.reduce((sum, tax) => sum + tax.netMinor, 0n);
  const lines = taxes.map((tax, index) => ({ ...tax, position: index + 1, description: reason }));
  const { creditSeries } = await readSeller(tx);
  await tx.invoice.update({
    where: { organisationId_id: { organisationId, id: invoiceId } },
    data: { creditedMinor: { increment: amountMinor } },
    select: { id: true },
  });
  const year = ctx.now.getUTCFullYear();
  const [note] = await tx.$queryRaw<CreditNoteModel[]>`
    INSERT INTO "CreditNote" ("organisationId", id, series, year, serial, number, "invoiceId", "refundId", reason, seller, buyer,
      "netMinor", "taxMinor", "totalMinor", currency, taxes, lines, "issuedAt")
    SELECT ${organisationId}, ${newId('creditNote')}, ${creditSeries}, ${year}::int, n, document_number(${creditSeries}, ${year}::int, n),
      ${invoiceId}, ${refundId}, ${reason}, ${asJson(invoice.seller)}::jsonb, ${asJson(invoice.buyer)}::jsonb,
      ${netMinor}, ${amountMinor - netMinor}, ${amountMinor}, ${currency}, ${asJson(taxes)}::jsonb, ${asJson(lines)}::jsonb,
      ${ctx.now.toISOString()}::timestamptz
    FROM counter_draw(${`credit_note:${creditSeries}`}, ${year}::int, 1) AS n
    RETURNING *`;
  invariant(note, 'a credit note was not written');
  return note;
}
