import type { Context } from '@/lib/core/context';
import type { InvoiceModel, Tx } from '@/lib/core/db';
import { invariant, notFound } from '@/lib/core/errors';
import { lockRows } from '@/lib/core/lock-rows';
import { dayIn } from '@/lib/core/time';
import { type Posting, accounts, postJournals } from './accounts';
import { announcePaid } from './announce';
import { readTaxes, recordOnAccount, reversed, writeOffLines } from './internal';

type Payment = {
  organisationId: string;
  invoiceId: string;
  receivedMinor: bigint;
  provider: string;
  occurredAt?: Date;
  /** What it comes out of, where no money came. */
  account?: string;
};

/** `paidMinor`: what this payment paid of the invoice; `overMinor`: the rest of it, now on the customer's account. */
export type PaymentOutcome = { invoice: InvoiceModel; paidMinor: bigint; overMinor: bigint };

type Booking = PaymentOutcome & { at: Date; isWhole: boolean; postings: Posting[] };

/**
 * Money came for an issued invoice, in its currency: it pays what is due of it, in part or whole; the whole makes it
 * paid and defers its net. What is more, or comes for an invoice that is paid or void, is kept on the customer's
 * account. One that was written off is owed again first. Errors: `not_found`; a draft is a bug.
 */
export async function payInvoice(tx: Tx, ctx: Context, payment: Payment): Promise<PaymentOutcome> {
  const [outcome] = await payInvoices(tx, ctx, [payment]);
  invariant(outcome, `invoice ${payment.invoiceId} was not paid`);
  return outcome;
}

/** The same for any number of different invoices, in as many statements as for one. */
export async function payInvoices(
  tx: Tx,
  ctx: Context,
  payments: readonly Payment[],
): Promise<PaymentOutcome[]> {
  const keys = payments.map(({ organisationId, invoiceId: id }) => ({ organisationId, id }));
  const locked = await lockRows(tx, 'Invoice', keys);
  invariant(new Set(keys.map(({ id }) => id)).size === keys.length, 'an invoice is paid once at a time');
  const bookings = payments.map((payment) => {
    const before = locked.get(payment.invoiceId);
    if (!before) throw notFound();
    return bookingOf(before, payment, ctx.now);
  });
  await postJournals(
    tx,
    bookings.flatMap(({ postings }) => postings),
  );
  for (const { invoice, overMinor: amountMinor } of bookings) {
    const { organisationId, id: reference, currency } = invoice;
    await recordOnAccount(tx, ctx, { organisationId, amountMinor, currency, kind: 'overpayment', reference });
  }
  const written = await writePaid(tx, ctx, bookings);
  const whole = bookings.flatMap(({ invoice: { id }, isWhole }) => (isWhole && written.get(id)) || []);
  await announcePaid(tx, whole);
  return bookings.map(({ invoice, paidMinor, overMinor }) => ({
    ...{ invoice: written.get(invoice.id) ?? invoice, paidMinor, overMinor },
  }));
}

/** A provider's second and a bank's day may lie before our instant of the issue: nothing is paid before it is there. */
const notBefore = ({ issuedAt }: InvoiceModel, at: Date) => (issuedAt && issuedAt > at ? issuedAt : at);

/** Pure: what a payment does to an invoice and to the books. */
function bookingOf(invoice: InvoiceModel, payment: Payment, now: Date): Booking {
  const { organisationId, invoiceId, receivedMinor, provider, occurredAt, account } = payment;
  invariant(invoice.status !== 'draft' && receivedMinor > 0n, `invoice ${invoiceId} cannot be paid`);
  const { currency } = invoice;
  const at = notBefore(invoice, occurredAt ?? now);
  const base = { organisationId, reference: invoiceId, now, occurredAt: at };
  const isOwedAgain = invoice.status === 'uncollectible';
  const isDue = invoice.status === 'open' || isOwedAgain;
  const dueMinor = isDue ? invoice.totalMinor - invoice.paidMinor : 0n;
  const paidMinor = receivedMinor < dueMinor ? receivedMinor : dueMinor;
  const overMinor = receivedMinor - paidMinor;
  const isWhole = isDue && paidMinor === dueMinor;
  const line = (account: string, amountMinor: bigint) => ({ account, amountMinor, currency });
  const cash = line(account ?? accounts.cash(provider), receivedMinor);
  const waiting = line(accounts.customerBalance, receivedMinor);
  const postings: Posting[] = [];
  const sums = { currency, taxes: readTaxes(invoice.taxes) };
  if (isOwedAgain) postings.push({ ...base, kind: 'invoice', lines: reversed(writeOffLines(sums)) });
  // Cash comes on its day; until the invoice is there it is the customer's.
  const isEarly = occurredAt !== undefined && dayIn(occurredAt) < dayIn(at);
  const early = { ...base, kind: 'payment' as const, occurredAt };
  if (isEarly) postings.push({ ...early, lines: [cash, { ...waiting, amountMinor: -receivedMinor }] });
  postings.push({
    ...base,
    kind: 'payment',
    lines: [
      isEarly ? waiting : cash,
      line(accounts.receivable, -paidMinor),
      line(accounts.customerBalance, -overMinor),
      line(accounts.billedInAdvance, isWhole ? invoice.netMinor : 0n),
      line(accounts.deferredRevenue, isWhole ? -invoice.netMinor : 0n),
    ],
  });
  return { invoice, paidMinor, overMinor, at, isWhole, postings };
}

/** Writes what was paid; gives the invoices that something was paid of as they are now. */
async function writePaid(
  tx: Tx,
  { now }: Context,
  bookings: readonly Booking[],
): Promise<Map<string, InvoiceModel>> {
  const rows = bookings
    .filter(({ paidMinor }) => paidMinor > 0n)
    .map(({ invoice: { organisationId, id }, paidMinor, at, isWhole }) => ({
      ...{ organisationId, id, paidMinor: paidMinor.toString(), at, isWhole },
    }));
  if (rows.length === 0) return new Map();
  const written = await tx.$queryRaw<InvoiceModel[]>`
    UPDATE "Invoice" i SET "paidMinor" = i."paidMinor" + r."paidMinor", "closedAt" = NULL,
      status = CASE WHEN r."isWhole" THEN 'paid' ELSE 'open' END::"InvoiceStatus",
      "paidAt" = CASE WHEN r."isWhole" THEN books_instant(${now.toISOString()}::timestamptz, r.at) ELSE i."paidAt" END
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS r ("organisationId" text, id text, "paidMinor" bigint, at timestamptz, "isWhole" boolean)
    WHERE i."organisationId" = r."organisationId" AND i.id = r.id
    RETURNING i.*`;
  return new Map(written.map((invoice) => [invoice.id, invoice]));
}
