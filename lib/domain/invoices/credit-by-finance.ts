import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { type Tx, transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { parseMoney } from '@/lib/core/money';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { accounts, postJournal } from './accounts';
import { issueCreditNote } from './credit-note';
import { lockInvoice, readTaxes } from './internal';
import { CreditInvoiceInput } from './schema';

/**
 * Credits a paid invoice for goodwill: the money stays here, on the customer's account, and the credits stay theirs. A
 * refund makes its own credit note. Errors: as `issueCreditNote`; `invalid` for the amount.
 */
export async function creditByFinance(
  ctx: Context,
  input: z.input<typeof CreditInvoiceInput>,
): Promise<{ number: string }> {
  authorise(ctx, 'payments:manage');
  const { organisationId, invoiceId, amount, reason, token } = parse(CreditInvoiceInput, input);
  return transaction(async (tx) => {
    const invoice = await lockInvoice(tx, organisationId, invoiceId);
    const before = await sentBefore(tx, organisationId, token);
    if (before) return { number: before };
    const amountMinor = parseMoney(amount, invoice.currency);
    if (!amountMinor) throw new AppError('invalid', 'invalidInput', { fields: { amount: 'money' } });
    const note = await issueCreditNote(tx, ctx, { organisationId, invoiceId, amountMinor, reason });
    const { currency, totalMinor, netMinor } = note;
    await postJournal(tx, {
      ...{ organisationId, kind: 'correction', reference: note.id, now: ctx.now },
      lines: [
        ...readTaxes(note.taxes).map((tax) => ({
          account: accounts.taxPayable(tax.rateId),
          amountMinor: tax.taxMinor,
          currency,
        })),
        { account: accounts.refunds, amountMinor: netMinor, currency },
        { account: accounts.customerBalance, amountMinor: -totalMinor, currency },
      ],
    });
    const id = newId('accountEntry');
    await tx.accountEntry.create({
      data: {
        ...{ organisationId, id, amountMinor: totalMinor, currency },
        ...{ kind: 'credited', reference: note.id, at: ctx.now },
      },
    });
    await recordAudit(tx, ctx, {
      ...{ action: 'invoice.credit', recordType: 'invoice', recordId: invoiceId, organisationId, reason },
      after: { number: note.number, totalMinor, currency, token },
    });
    return { number: note.number };
  });
}

/** The number that this very form was answered with; the invoice's lock keeps its repeats apart. */
async function sentBefore(tx: Tx, organisationId: string, token: string): Promise<string | null> {
  const event = await tx.auditEvent.findFirst({
    where: { organisationId, action: 'invoice.credit', after: { path: ['token'], equals: token } },
    select: { after: true },
  });
  return (event?.after as { number?: string } | undefined)?.number ?? null;
}
