import { z } from 'zod';
import type { Context } from '@/lib/core/context';
import type { LotModel, PaymentModel, Tx } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { lockAccount } from '@/lib/domain/invoices/account';
import { type AccountLine, accounts, postJournal } from '@/lib/domain/invoices/accounts';
import { issueCreditNote } from '@/lib/domain/invoices/steps';
import { type Clawed, clawCredits } from '@/lib/domain/wallet/steps';

/** Money of a payment on its way back: a refund, or a dispute that was lost. */
export type Order = {
  payment: PaymentModel;
  /** Gross, in the payment's currency. */
  amountMinor: bigint;
  /** The refund or dispute. */
  id: string;
  kind: 'refund' | 'dispute';
  reason: string;
  /** The account that gives the money: the provider's cash, or what a dispute keeps already. */
  from: string;
  /** The freeze of a dispute, which ends with it. */
  holdId?: string;
};

export type TakenBack = { taxMinor: bigint; clawedMicro: bigint; owedMicro: bigint };

const nothing: Clawed = { clawedMicro: 0n, owedMicro: 0n, deferredMinor: 0n };
const Taxes = z.array(z.looseObject({ rateId: z.string().nullable(), taxMinor: z.coerce.bigint() }));

/**
 * Books money that goes back: what was too much comes off the customer's account; the rest takes its credits back by
 * difference (law 7), is documented by a credit note and leaves tax, deferred revenue and, as far as it was earned,
 * revenue. The caller holds the payment's lock and writes the refund or dispute afterwards.
 */
export async function takeBack(tx: Tx, ctx: Context, order: Order): Promise<TakenBack> {
  const { payment, amountMinor, id: reference, kind, from } = order;
  const { organisationId, currency } = payment;
  await lockAccount(tx, organisationId);
  const onAccount = await readOnAccount(tx, payment);
  const accountMinor = amountMinor < onAccount ? amountMinor : onAccount;
  const saleMinor = amountMinor - accountMinor;
  if (accountMinor > 0n)
    await tx.accountEntry.create({
      data: {
        ...{ organisationId, id: newId('accountEntry'), amountMinor: -accountMinor, currency },
        ...{ kind: 'refunded', reference: payment.id, at: ctx.now },
      },
    });
  const clawed = saleMinor > 0n ? await claw(tx, ctx, order, saleMinor) : nothing;
  const taxes = saleMinor > 0n ? await credit(tx, ctx, order, saleMinor) : [];
  const taxMinor = taxes.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  await postJournal(tx, {
    ...{ organisationId, kind, reference, now: ctx.now },
    lines: [
      { account: from, amountMinor: -amountMinor, currency },
      { account: accounts.customerBalance, amountMinor: accountMinor, currency },
      ...taxes,
      { account: accounts.deferredRevenue, amountMinor: clawed.deferredMinor, currency },
      {
        ...{ account: accounts.refunds, currency },
        amountMinor: saleMinor - taxMinor - clawed.deferredMinor,
      },
    ],
  });
  return { taxMinor, clawedMicro: clawed.clawedMicro, owedMicro: clawed.owedMicro };
}

/** What of a payment bought nothing: it differed from what was asked, or was more. */
async function readOnAccount(tx: Tx, { organisationId, id, invoiceId, difference }: PaymentModel) {
  const { _sum } = await tx.accountEntry.aggregate({
    where: { organisationId, reference: { in: !difference && invoiceId ? [id, invoiceId] : [id] } },
    _sum: { amountMinor: true },
  });
  const minor = _sum.amountMinor ?? 0n;
  return minor > 0n ? minor : 0n;
}

async function claw(tx: Tx, ctx: Context, order: Order, saleMinor: bigint): Promise<Clawed> {
  const { payment, holdId, id, kind } = order;
  const lot = await lotOf(tx, payment);
  if (!lot) return nothing;
  const { takenMinor, paidMinor } = await readTaken(tx, payment);
  return clawCredits(tx, ctx, payment.organisationId, {
    ...{ lotId: lot.id, takenMinor: takenMinor + saleMinor, paidMinor, holdId },
    ...{ reference: id, idempotencyKey: `${kind}:${id}` },
  });
}

/** The lot that a payment bought: a pack's, or the allowance of the period that its invoice is for. */
export async function lotOf(tx: Tx, payment: PaymentModel): Promise<LotModel | null> {
  const { organisationId, purchaseId, invoiceId, difference } = payment;
  if (difference) return null;
  if (purchaseId)
    return tx.lot.findUnique({ where: { organisationId_purchaseId: { organisationId, purchaseId } } });
  const where = { organisationId_id: { organisationId, id: invoiceId ?? '' } };
  const invoice = await tx.invoice.findUnique({ where });
  if (!invoice?.subscriptionId || !invoice.periodStart) return null;
  const { subscriptionId, periodStart } = invoice;
  return tx.lot.findUnique({
    where: {
      organisationId_subscriptionId_periodStart: { organisationId, subscriptionId, periodStart },
    },
  });
}

/** What went back so far of all that was paid for the same purchase or invoice, and what that cost. */
export async function readTaken(tx: Tx, payment: PaymentModel) {
  const { organisationId, purchaseId, invoiceId } = payment;
  const payments = await tx.payment.findMany({
    where: { organisationId, difference: null, ...(purchaseId ? { purchaseId } : { invoiceId }) },
    select: { id: true },
  });
  const ids = payments.map(({ id }) => id);
  const [refunds, onAccount, disputes] = [
    await tx.refund.aggregate({
      // One that failed after it had succeeded took its credits all the same: its money waits on the account.
      where: { organisationId, paymentId: { in: ids }, settledAt: { not: null } },
      _sum: { amountMinor: true },
    }),
    await tx.accountEntry.aggregate({
      where: { organisationId, reference: { in: ids }, kind: 'refunded' },
      _sum: { amountMinor: true },
    }),
    await tx.dispute.aggregate({
      where: { organisationId, paymentId: { in: ids }, status: 'lost' },
      _sum: { amountMinor: true },
    }),
  ];
  const sum = (rows: { _sum: { amountMinor: bigint | null } }) => rows._sum.amountMinor ?? 0n;
  return {
    takenMinor: sum(refunds) + sum(onAccount) + sum(disputes),
    paidMinor: await paidOf(tx, payment),
  };
}

async function paidOf(tx: Tx, { organisationId, purchaseId, invoiceId, amountMinor }: PaymentModel) {
  if (purchaseId) {
    const where = { organisationId_id: { organisationId, id: purchaseId } };
    return (await tx.purchase.findUniqueOrThrow({ where })).totalMinor;
  }
  const where = { organisationId_id: { organisationId, id: invoiceId ?? '' } };
  return (await tx.invoice.findUnique({ where }))?.totalMinor ?? amountMinor;
}

/** The credit note, as far as the invoice is not credited yet; its taxes as the lines that give them back. */
async function credit(tx: Tx, ctx: Context, order: Order, saleMinor: bigint): Promise<AccountLine[]> {
  const { organisationId, purchaseId, invoiceId, currency } = order.payment;
  const invoice = purchaseId
    ? await tx.invoice.findUnique({ where: { organisationId_purchaseId: { organisationId, purchaseId } } })
    : await tx.invoice.findUnique({ where: { organisationId_id: { organisationId, id: invoiceId ?? '' } } });
  // What was bought before there were invoices, or is credited already, has no note.
  const left = invoice?.status === 'paid' ? invoice.totalMinor - invoice.creditedMinor : 0n;
  const amountMinor = saleMinor < left ? saleMinor : left;
  if (!invoice || amountMinor <= 0n) return [];
  const note = await issueCreditNote(tx, ctx, {
    ...{ organisationId, invoiceId: invoice.id, amountMinor, reason: order.reason },
    refundId: order.kind === 'refund' ? order.id : undefined,
  });
  return Taxes.parse(note.taxes).map(({ rateId, taxMinor }) => ({
    ...{ account: accounts.taxPayable(rateId), amountMinor: taxMinor, currency },
  }));
}
