import type { Context } from '@/lib/core/context';
import { type PaymentModel, type Tx } from '@/lib/core/db';
import { invariant } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { log } from '@/lib/core/log';
import { bookedAt } from '@/lib/domain/invoices/accounts';
import { type Difference, bookOnAccount } from './book-on-account';
import { closeUnpayable } from './close-purchase';
import { type LockedPayment, lockPayments } from './lock-payment';
import { settleSubjects } from './settle-subject';

/** What really came: minor units and ISO 4217. `occurredAt` is when, where that was earlier than now. */
export type Received = {
  amountMinor: bigint;
  currency: string;
  providerPaymentId: string | null;
  occurredAt?: Date;
};

/** `differs`: the money is booked on the customer's account, nothing was granted, and finance has to look. */
export type Settlement = 'settled' | 'before' | 'differs';

export type Arrival = { payment: PaymentModel; received: Received };

/**
 * The one way in which money becomes credits: a pack's lot is granted, or an invoice is paid and its period begins; with
 * journal, documents and mail, once, in the caller's transaction. Money that is not what was asked for (another amount,
 * another currency, paid before) grants nothing: it is booked on the customer's account and the payment says why.
 */
export async function settlePayment(
  tx: Tx,
  ctx: Context,
  payment: PaymentModel,
  received: Received,
): Promise<Settlement> {
  const [settlement] = await settlePayments(tx, ctx, [{ payment, received }]);
  invariant(settlement, `payment ${payment.id} was not settled`);
  return settlement;
}

/**
 * The same for payments of different organisations, in as many statements as for one. Of packs one at a time: each draws
 * a number, and after that nothing may wait for another wallet.
 */
export async function settlePayments(
  tx: Tx,
  ctx: Context,
  arrivals: readonly Arrival[],
): Promise<Settlement[]> {
  const organisations = new Set(arrivals.map(({ payment }) => payment.organisationId));
  invariant(organisations.size === arrivals.length, 'payments of one organisation come one after the other');
  const locked = await lockPayments(
    tx,
    arrivals.map(({ payment }) => payment),
  );
  const settlements: Settlement[] = [];
  const asked: (LockedPayment & { received: Received })[] = [];
  for (const [n, { received }] of arrivals.entries()) {
    const one = locked[n];
    invariant(one, 'a payment was not locked');
    const other = await settleOther(tx, ctx, one, received);
    settlements.push(other ?? 'settled');
    if (other === null) asked.push({ ...one, received });
  }
  await markSettled(tx, ctx, asked);
  await settleSubjects(tx, ctx, asked);
  return settlements;
}

/** What came again, or is not what was asked for; null of what is. */
async function settleOther(
  tx: Tx,
  ctx: Context,
  locked: LockedPayment,
  received: Received,
): Promise<Settlement | null> {
  const { payment } = locked;
  if (payment.status === 'succeeded') {
    const isSame =
      !received.providerPaymentId || received.providerPaymentId === (payment.providerPaymentId ?? '');
    return isSame ? 'before' : settleAgain(tx, ctx, payment, received);
  }
  const difference = differenceOf(locked, received);
  return difference && keepAside(tx, ctx, payment, received, difference);
}

/** Parts that came before and were sent back stay received. An organisation's first money makes it a customer. */
async function markSettled(
  tx: Tx,
  { now }: Context,
  asked: readonly { payment: PaymentModel; received: Received }[],
): Promise<void> {
  if (asked.length === 0) return;
  const rows = asked.map(({ payment: { organisationId, id }, received }) => {
    const { amountMinor, providerPaymentId, occurredAt } = received;
    return { organisationId, id, providerPaymentId, occurredAt, amountMinor: amountMinor.toString() };
  });
  await tx.$executeRaw`
    WITH settled AS (
      UPDATE "Payment" p SET status = 'succeeded', "providerPaymentId" = r."providerPaymentId", "declineCode" = NULL,
        "receivedMinor" = p."refundedMinor" + r."amountMinor",
        "settledAt" = CASE WHEN r."occurredAt" IS NULL THEN n.now ELSE books_instant(n.now, r."occurredAt") END
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r ("organisationId" text, id text, "providerPaymentId" text,
        "occurredAt" timestamptz, "amountMinor" bigint), (SELECT ${now.toISOString()}::timestamptz AS now) n
      WHERE p."organisationId" = r."organisationId" AND p.id = r.id
      RETURNING p."organisationId", p."settledAt")
    UPDATE "Organisation" o SET "firstPaidAt" = settled."settledAt" FROM settled
    WHERE o.id = settled."organisationId" AND o."firstPaidAt" IS NULL`;
}

async function keepAside(
  tx: Tx,
  ctx: Context,
  payment: PaymentModel,
  received: Received,
  difference: Difference,
): Promise<'differs'> {
  const isSameCurrency = received.currency === payment.currency;
  await tx.payment.update({
    where: { organisationId_id: { organisationId: payment.organisationId, id: payment.id } },
    data: {
      ...{ status: 'succeeded', providerPaymentId: received.providerPaymentId, declineCode: null },
      settledAt: await bookedAt(tx, ctx.now, received.occurredAt),
      // In another currency it could not be told from what was asked for.
      receivedMinor: isSameCurrency ? received.amountMinor : 0n,
      difference,
    },
  });
  await bookOnAccount(tx, ctx, payment, received);
  const { id: paymentId, organisationId, purchaseId } = payment;
  if (purchaseId) await closeUnpayable(tx, ctx, { organisationId, purchaseId }, 'failed');
  log.error({ requestId: ctx.requestId, paymentId, organisationId, difference }, 'a payment differs');
  return 'differs';
}

/** A page that was paid a second time (Paymob lets it): an attempt of its own, to be sent back. */
async function settleAgain(
  tx: Tx,
  ctx: Context,
  first: PaymentModel,
  received: Received,
): Promise<Settlement> {
  const { organisationId, provider, purchaseId, invoiceId, amountMinor, currency } = first;
  const providerPaymentId = received.providerPaymentId ?? '';
  const known = await tx.payment.findFirst({ where: { organisationId, provider, providerPaymentId } });
  if (known) return 'before';
  const id = newId('payment');
  const second = await tx.payment.create({
    data: {
      ...{ organisationId, provider, purchaseId, invoiceId, amountMinor, currency, id, reference: id },
      ...{ providerId: providerPaymentId, createdAt: ctx.now },
    },
  });
  return keepAside(tx, ctx, second, received, 'paid_twice');
}

/** Pure: why it is not what was asked for. */
function differenceOf({ payment, purchase, invoice }: LockedPayment, received: Received): Difference | null {
  if (received.currency !== payment.currency) return 'currency';
  if (received.amountMinor !== payment.amountMinor) return 'amount';
  if (payment.purchaseId) {
    invariant(purchase, `payment ${payment.id} is for no purchase that is known`);
    if (purchase.status === 'paid') return 'paid_twice';
    const isAsked = purchase.totalMinor === received.amountMinor && purchase.currency === received.currency;
    return isAsked ? null : 'amount';
  }
  invariant(invoice, `payment ${payment.id} is for nothing that is known`);
  if (invoice.status === 'paid') return 'paid_twice';
  // One that was given up is owed again when it is paid, in whatever way.
  return invoice.status === 'open' || invoice.status === 'uncollectible' ? null : 'invoice_closed';
}
