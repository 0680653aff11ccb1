import type { z } from 'zod';
import { type Context, authorise, caller } from '@/lib/core/context';
import { type PaymentModel, type Tx, transaction } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { accounts, postJournal } from '@/lib/domain/invoices/accounts';
import { bookOnAccount } from '@/lib/domain/payments/book-on-account';
import { payAndStart } from '@/lib/domain/payments/settle-subject';
import { settlePayment } from '@/lib/domain/payments/steps';
import { awaitAgain, lockProof, queueLetter } from './internal';
import { AcceptProofInput } from './schema';
import { amountOf, dayOf } from './submit-proof';

type Arrived = { amountMinor: bigint; occurredAt: Date };
/** `part`: more is awaited. `over`: what was too much is on the customer's account. */
export type Acceptance = { outcome: 'paid' | 'part' | 'over'; dueMinor: string; overMinor: string };

/**
 * Finance found the money on the account: so much of it, on that day. What is due of the payment is settled by it, once it
 * is all there; less is kept until the rest comes, more is kept on the customer's account. Errors: `not_found`;
 * `conflict` proofReviewed; `invalid` for amount and day.
 */
export async function acceptProof(
  ctx: Context,
  input: z.input<typeof AcceptProofInput>,
): Promise<Acceptance> {
  authorise(ctx, 'payments:manage');
  const { proofId, amount, on } = parse(AcceptProofInput, input);
  return transaction(async (tx) => {
    const locked = await lockProof(tx, proofId);
    const { proof, payment } = locked;
    const { organisationId } = proof;
    const receivedMinor = amountOf(amount, payment.currency);
    const receivedOn = dayOf(on, ctx.now);
    const occurredAt = receivedOn < ctx.now ? receivedOn : ctx.now;
    await tx.proof.update({
      where: { organisationId_id: { organisationId, id: proofId } },
      data: {
        ...{ status: 'accepted', receivedMinor, receivedOn, reason: null },
        ...{ reviewedById: caller(ctx), reviewedAt: ctx.now },
      },
    });
    await recordAudit(tx, ctx, {
      ...{ action: 'proof.accepted', recordType: 'proof', recordId: proofId, organisationId },
      after: { paymentId: payment.id, receivedMinor, receivedOn: on },
    });
    await queueLetter(tx, ctx, locked, 'accepted', null);
    const arrived = { amountMinor: receivedMinor, occurredAt };
    const acceptance = payment.purchaseId
      ? await forPurchase(tx, ctx, payment, arrived)
      : await forInvoice(tx, ctx, payment, arrived);
    await awaitAgain(tx, payment);
    return acceptance;
  });
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
  const { currency, amountMinor, receivedMinor: beforeMinor } = payment;
  const totalMinor = beforeMinor + arrived.amountMinor;
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
  await applyEarlier(tx, ctx, payment, beforeMinor);
  await bookOnAccount(tx, ctx, payment, { ...arrived, amountMinor: overMinor, currency });
  await settlePayment(tx, ctx, payment, {
    ...{ amountMinor, currency, providerPaymentId: null, occurredAt: arrived.occurredAt },
  });
  await tx.payment.update({ where: keyOf(payment), data: { receivedMinor: totalMinor } });
  return told(0n, overMinor);
}

/** What came before leaves the customer's account: the settlement books the whole as cash. */
async function applyEarlier(tx: Tx, ctx: Context, payment: PaymentModel, amountMinor: bigint): Promise<void> {
  if (amountMinor === 0n) return;
  const { organisationId, id: reference, currency, provider } = payment;
  await tx.accountEntry.create({
    data: {
      ...{ organisationId, id: newId('accountEntry'), amountMinor: -amountMinor, currency },
      ...{ kind: 'applied', reference, at: ctx.now },
    },
  });
  await postJournal(tx, {
    ...{ organisationId, kind: 'payment', reference, now: ctx.now },
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
  await tx.payment.update({
    where: keyOf(payment),
    data: {
      receivedMinor: { increment: receivedMinor },
      ...(isWhole ? { status: 'succeeded', settledAt: ctx.now } : { status: 'open' }),
    },
  });
  await tx.organisation.updateMany({
    where: { id: organisationId, firstPaidAt: null },
    data: { firstPaidAt: occurredAt },
  });
  return told(isWhole ? 0n : invoice.totalMinor - invoice.paidMinor, overMinor);
}
