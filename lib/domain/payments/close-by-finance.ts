import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { type InvoiceModel, transaction } from '@/lib/core/db';
import { AppError, notFound, parse } from '@/lib/core/errors';
import { lockRows } from '@/lib/core/lock-rows';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { endWithInvoice } from '@/lib/domain/subscriptions/end-unpaid';
import { isClosable, voidInvoice, writeOffInvoice } from '@/lib/domain/invoices/close-invoice';
import { CloseInvoiceInput } from '@/lib/domain/invoices/schema';

type Closed = { number: string | null; status: InvoiceModel['status'] };

/**
 * Finance takes an open invoice back; what it was for does not come: the tier of a period that nobody paid ends. Errors:
 * `not_found`; `conflict` `invoiceNotOpen`, `invoiceCollected` for one that Stripe goes on to charge. Sent twice it is
 * done once.
 */
export const voidByFinance = (ctx: Context, input: z.input<typeof CloseInvoiceInput>): Promise<Closed> =>
  closeByFinance(ctx, input, 'invoice.void', voidInvoice);

/** Finance gives an open invoice up. Errors as `voidByFinance`. */
export const writeOffByFinance = (ctx: Context, input: z.input<typeof CloseInvoiceInput>): Promise<Closed> =>
  closeByFinance(ctx, input, 'invoice.write_off', writeOffInvoice);

async function closeByFinance(
  ctx: Context,
  input: z.input<typeof CloseInvoiceInput>,
  action: string,
  step: typeof voidInvoice,
): Promise<Closed> {
  authorise(ctx, 'payments:manage');
  const { organisationId, invoiceId, reason } = parse(CloseInvoiceInput, input);
  return transaction(async (tx) => {
    const before = (await lockRows(tx, 'Invoice', [{ organisationId, id: invoiceId }])).get(invoiceId);
    if (!before) throw notFound();
    if (before.status === 'open' && !isClosable(before)) throw new AppError('conflict', 'invoiceCollected');
    const after = await step(tx, ctx, { organisationId, invoiceId });
    if (before.status !== after.status) {
      await endWithInvoice(tx, ctx, after);
      await recordAudit(tx, ctx, {
        ...{ action, recordType: 'invoice', recordId: invoiceId, organisationId, reason },
        before: { status: before.status, paidMinor: before.paidMinor },
        after: { status: after.status, paidMinor: after.paidMinor },
      });
    }
    return { number: after.number, status: after.status };
  });
}
