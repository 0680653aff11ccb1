import { randomInt } from 'node:crypto';
import type { Context } from '@/lib/core/context';
import type { PaymentModel, PaymentStatus, Tx } from '@/lib/core/db';
import { invariant } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { log } from '@/lib/core/log';
import { bookedAt } from '@/lib/domain/invoices/accounts';
import type { ProviderCode } from '@/lib/integrations/payment-provider';
import { type Difference, bookOnAccount } from './book-on-account';
import { lockPayment } from './lock-payment';
import { mailTransferDetails } from './mail-transfer';
import { settleSubject } from './settle-subject';

type Attempt = {
  organisationId: string;
  provider: ProviderCode;
  purchaseId?: string;
  invoiceId?: string;
  amountMinor: bigint;
  currency: string;
  createdById?: string | null;
  expiresAt?: Date;
};

/** What really came: minor units and ISO 4217. `occurredAt` is when, where that was earlier than now. */
export type Received = {
  amountMinor: bigint;
  currency: string;
  providerPaymentId: string | null;
  occurredAt?: Date;
};

/** `differs`: the money is booked on the customer's account, nothing was granted, and finance has to look. */
export type Settlement = 'settled' | 'before' | 'differs';

/** Writes an attempt to be paid, before any provider hears of it; who pays by transfer gets the account by mail. */
export async function openPayment(tx: Tx, ctx: Context, attempt: Attempt): Promise<PaymentModel> {
  const id = newId('payment');
  const reference = attempt.provider === 'bank_transfer' ? await newTransferReference(tx) : id;
  const payment = await tx.payment.create({ data: { ...attempt, id, reference, createdAt: ctx.now } });
  if (attempt.provider === 'bank_transfer') await mailTransferDetails(tx, payment);
  return payment;
}

/** Without letters and digits that are taken for one another. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** What the payer writes on a transfer: short enough to type, `MD-7K3Q9F`. */
async function newTransferReference(tx: Tx): Promise<string> {
  for (let attempt = 1; attempt <= 20; attempt++) {
    const letters = Array.from({ length: 6 }, () => ALPHABET[randomInt(ALPHABET.length)]);
    const reference = `MD-${letters.join('')}`;
    if (!(await tx.payment.findUnique({ where: { reference }, select: { id: true } }))) return reference;
  }
  return invariant(false, 'no reference is free') as never;
}

type Charge = Attempt & {
  providerId: string;
  providerPaymentId: string | null;
  status: Exclude<PaymentStatus, 'succeeded'>;
  declineCode?: string | null;
  attempts?: number;
};

/**
 * Keeps what a provider charged by itself (Stripe's renewals), one row for each of its ids. One that succeeded stays as it
 * is; settle it afterwards with `settlePayment`.
 */
export async function recordProviderPayment(tx: Tx, ctx: Context, charge: Charge): Promise<PaymentModel> {
  const { provider, providerId } = charge;
  const learned = {
    status: charge.status,
    providerPaymentId: charge.providerPaymentId,
    declineCode: charge.declineCode ?? null,
    attempts: charge.attempts ?? 1,
  };
  const id = newId('payment');
  // Two who hear of it at once: one row, whoever writes it.
  await tx.payment.createMany({
    data: { ...charge, ...learned, id, reference: id, createdAt: ctx.now },
    skipDuplicates: true,
  });
  const where = { provider_providerId: { provider, providerId } };
  const known = await tx.payment.findUniqueOrThrow({ where });
  invariant(known.organisationId === charge.organisationId, `${providerId} is another organisation's`);
  if (known.id === id || known.status === 'succeeded') return known;
  return tx.payment.update({ where, data: { ...learned, invoiceId: charge.invoiceId ?? known.invoiceId } });
}

/**
 * The one way in which money becomes credits: a pack's lot is granted, or an invoice is paid and its period begins; with
 * journal, documents and mail, once, in the caller's transaction. Money that is not what was asked for (another amount,
 * another currency, paid before) grants nothing: it is booked on the customer's account and the payment says why.
 */
export async function settlePayment(
  tx: Tx,
  ctx: Context,
  known: PaymentModel,
  received: Received,
): Promise<Settlement> {
  const payment = await lockPayment(tx, known);
  if (payment.status === 'succeeded') {
    const isSame =
      !received.providerPaymentId || received.providerPaymentId === (payment.providerPaymentId ?? '');
    return isSame ? 'before' : settleAgain(tx, ctx, payment, received);
  }
  const difference = await differenceOf(tx, payment, received);
  if (difference) return keepAside(tx, ctx, payment, received, difference);
  await tx.payment.update({
    where: { organisationId_id: { organisationId: payment.organisationId, id: payment.id } },
    // Parts that came before and were sent back stay received.
    data: {
      ...(await succeeded(tx, ctx, received)),
      receivedMinor: payment.refundedMinor + received.amountMinor,
    },
  });
  await settleSubject(tx, ctx, payment, received);
  return 'settled';
}

const succeeded = async (tx: Tx, ctx: Context, received: Received) => ({
  status: 'succeeded' as const,
  providerPaymentId: received.providerPaymentId,
  ...{ declineCode: null, settledAt: await bookedAt(tx, ctx.now, received.occurredAt) },
});

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
      ...(await succeeded(tx, ctx, received)),
      // In another currency it could not be told from what was asked for.
      receivedMinor: isSameCurrency ? received.amountMinor : 0n,
      difference,
    },
  });
  await bookOnAccount(tx, ctx, payment, received);
  const { id: paymentId, organisationId } = payment;
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

/** The caller holds the locks of the payment and of what it is for. */
async function differenceOf(tx: Tx, payment: PaymentModel, received: Received): Promise<Difference | null> {
  if (received.currency !== payment.currency) return 'currency';
  if (received.amountMinor !== payment.amountMinor) return 'amount';
  const { organisationId, purchaseId, invoiceId } = payment;
  if (purchaseId) {
    const where = { organisationId_id: { organisationId, id: purchaseId } };
    const purchase = await tx.purchase.findUniqueOrThrow({ where });
    if (purchase.status === 'paid') return 'paid_twice';
    const isAsked = purchase.totalMinor === received.amountMinor && purchase.currency === received.currency;
    return isAsked ? null : 'amount';
  }
  const where = { organisationId_id: { organisationId, id: invoiceId ?? '' } };
  const invoice = await tx.invoice.findUniqueOrThrow({ where });
  if (invoice.status === 'paid') return 'paid_twice';
  // One that was given up is owed again when it is paid, in whatever way.
  return invoice.status === 'open' || invoice.status === 'uncollectible' ? null : 'invoice_closed';
}
