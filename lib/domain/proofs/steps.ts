import type { Context } from '@/lib/core/context';
import type { PaymentModel, Tx } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { accounts, bookedAt, postJournal } from '@/lib/domain/invoices/accounts';
import { bookOnAccount } from '@/lib/domain/payments/book-on-account';
import { payAndStart } from '@/lib/domain/payments/settle-subject';
import { settlePayment } from '@/lib/domain/payments/steps';

type Arrived = { amountMinor: bigint; occurredAt: Date };
/** `part`: more is awaited. `over`: what was too much is on the customer's account. */
export type Acceptance = { outcome: 'paid' | 'part' | 'over'; dueMinor: string; overMinor: string };

/**
 * Books what came on the bank's account for a transfer that is locked (`lockPayment`): the rest of what is due settles it,
 * less is kept until the rest comes, more is kept on the customer's account.
 */
export function receiveTransfer(
  tx: Tx,
  ctx: Context,
  payment: PaymentModel,
  arrived: Arrived,
): Promise<Acceptance> {
  return payment.purchaseId ? forPurchase(tx, ctx, payment, arrived) : forInvoice(tx, ctx, payment, arrived);
}

const told = (dueMinor: bigint, overMinor: bigint): Acceptance => ({
  outcome: dueMinor > 0n ? 'part' : overMinor > 0n ? 'over' : 'paid',
  ...{ dueMinor: dueMinor.toString(), overMinor: overMinor.toString() },
});

const keyOf = ({ organisationId, id }: PaymentModel) => ({ organisationId_id: { organisationId, id } });

/** A pack has no half: parts wait on the customer's account until they are all there. */
async function forPurchase(
  tx: Tx,
  ctx: Context,
  payment: PaymentModel,
  arrived: Arrived,
): Promise<Acceptance> {
  const { currency, amountMinor } = payment;
  const totalMinor = payment.receivedMinor + arrived.amountMinor;
  const beforeMinor = payment.receivedMinor - payment.refundedMinor;
  // Whatever comes after the end is more than was asked for.
  const dueMinor = payment.status === 'succeeded' ? 0n : amountMinor - beforeMinor;
  if (arrived.amountMinor < dueMinor || payment.status === 'succeeded') {
    await bookOnAccount(tx, ctx, payment, { ...arrived, currency });
    await tx.payment.update({ where: keyOf(payment), data: { receivedMinor: totalMinor } });
    return payment.status === 'succeeded'
      ? told(0n, arrived.amountMinor)
      : told(dueMinor - arrived.amountMinor, 0n);
  }
  const overMinor = arrived.amountMinor - dueMinor;
  await applyEarlier(tx, ctx, payment, { amountMinor: beforeMinor, occurredAt: arrived.occurredAt });
  await bookOnAccount(tx, ctx, payment, { ...arrived, amountMinor: overMinor, currency });
  await settlePayment(tx, ctx, payment, {
    ...{ amountMinor, currency, providerPaymentId: null, occurredAt: arrived.occurredAt },
  });
  await tx.payment.update({ where: keyOf(payment), data: { receivedMinor: totalMinor } });
  return told(0n, overMinor);
}

/** What came before leaves the customer's account when the settlement books the whole as cash, so that none counts twice. */
async function applyEarlier(
  tx: Tx,
  ctx: Context,
  payment: PaymentModel,
  { amountMinor, occurredAt }: Arrived,
): Promise<void> {
  if (amountMinor === 0n) return;
  const { organisationId, id: reference, currency, provider } = payment;
  await tx.accountEntry.create({
    data: {
      ...{ organisationId, id: newId('accountEntry'), amountMinor: -amountMinor, currency },
      ...{ kind: 'applied', reference, at: ctx.now },
    },
  });
  await postJournal(tx, {
    ...{ organisationId, kind: 'payment', reference, now: ctx.now, occurredAt },
    lines: [
      { account: accounts.customerBalance, amountMinor, currency },
      { account: accounts.cash(provider), amountMinor: -amountMinor, currency },
    ],
  });
}

/** An invoice is paid in parts as they come; the last one begins its period. */
async function forInvoice(
  tx: Tx,
  ctx: Context,
  payment: PaymentModel,
  { amountMinor: receivedMinor, occurredAt }: Arrived,
): Promise<Acceptance> {
  const { organisationId, provider, invoiceId } = payment;
  const { invoice, overMinor } = await payAndStart(tx, ctx, {
    ...{ organisationId, invoiceId: invoiceId ?? '', receivedMinor, provider, occurredAt },
  });
  const isWhole = invoice.status !== 'open';
  const settledAt = await bookedAt(tx, ctx.now, occurredAt);
  await tx.payment.update({
    where: keyOf(payment),
    data: {
      receivedMinor: { increment: receivedMinor },
      ...(isWhole ? { status: 'succeeded', settledAt: payment.settledAt ?? settledAt } : { status: 'open' }),
    },
  });
  await tx.organisation.updateMany({
    where: { id: organisationId, firstPaidAt: null },
    data: { firstPaidAt: settledAt },
  });
  return told(isWhole ? 0n : invoice.totalMinor - invoice.paidMinor, overMinor);
}
