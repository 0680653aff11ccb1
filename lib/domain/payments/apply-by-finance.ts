import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { payFromAccount } from '@/lib/domain/invoices/pay-from-account';
import { ApplyAccountInput } from '@/lib/domain/invoices/schema';
import { startPaidPeriod } from '@/lib/domain/subscriptions/start-paid-period';

/** `dueMinor`: what is still to be paid of the invoice. */
type Outcome = { appliedMinor: string; dueMinor: string };

/**
 * Finance pays an invoice that is open or was written off from the customer's money on account, as far as it goes; paid
 * whole, what it is for begins. Attempts that nobody has begun to pay ask for what is left, or are over. Errors:
 * `not_found`; `conflict` nothingOnAccount, invoiceNotOpen (a repeat of one that paid it), invoiceCollected.
 */
export async function applyByFinance(
  ctx: Context,
  input: z.input<typeof ApplyAccountInput>,
): Promise<Outcome> {
  authorise(ctx, 'payments:manage');
  const which = parse(ApplyAccountInput, input);
  return transaction(async (tx) => {
    const { invoice, appliedMinor } = await payFromAccount(tx, ctx, which);
    if (appliedMinor === 0n) throw new AppError('conflict', 'nothingOnAccount');
    const { organisationId, id: recordId, status, paidMinor, totalMinor, currency } = invoice;
    const dueMinor = totalMinor - paidMinor;
    await tx.payment.updateMany({
      where: { ...which, status: 'open', providerId: null, receivedMinor: 0n },
      data: dueMinor === 0n ? { status: 'cancelled' } : { amountMinor: dueMinor },
    });
    if (status === 'paid') await startPaidPeriod(tx, ctx, invoice);
    await recordAudit(tx, ctx, {
      ...{ action: 'invoice.apply', recordType: 'invoice', recordId, organisationId },
      before: { paidMinor: paidMinor - appliedMinor },
      after: { status, paidMinor, appliedMinor, currency },
    });
    return { appliedMinor: appliedMinor.toString(), dueMinor: dueMinor.toString() };
  });
}
