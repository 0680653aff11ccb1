import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { ApplyAccountInput } from '@/lib/domain/invoices/schema';
import { payFromAccount } from '@/lib/domain/invoices/steps';
import { startPaidPeriod } from '@/lib/domain/subscriptions/start-paid-period';

/** `dueMinor`: what is still to be paid of the invoice. */
type Outcome = { appliedMinor: string; dueMinor: string };

/**
 * Finance pays an open invoice from the customer's money on account, as far as it goes; paid whole, its period begins.
 * Errors: `not_found`; `conflict` nothingOnAccount, invoiceNotOpen (a repeat of one that paid it), invoiceCollected.
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
    if (invoice.status === 'paid') await startPaidPeriod(tx, ctx, invoice);
    const { organisationId, id: recordId, status, paidMinor, totalMinor, currency } = invoice;
    await recordAudit(tx, ctx, {
      ...{ action: 'invoice.apply', recordType: 'invoice', recordId, organisationId },
      before: { paidMinor: paidMinor - appliedMinor },
      after: { status, paidMinor, appliedMinor, currency },
    });
    return { appliedMinor: appliedMinor.toString(), dueMinor: (totalMinor - paidMinor).toString() };
  });
}
