import { z } from 'zod';
import type { Context } from '@/lib/core/context';
import type { PaymentModel, Tx } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { lockAccount, sumOf } from '@/lib/domain/invoices/account';
import { type AccountLine, accounts, postJournal } from '@/lib/domain/invoices/accounts';
import { creditShares, untaxed } from '@/lib/domain/invoices/rules';
import { issueCreditNote } from '@/lib/domain/invoices/steps';
import { type Clawed, clawCredits } from '@/lib/domain/wallet/steps';
import { type Split, invoiceOf, readFunds, splitOf } from './funds';
import { lotOf, readTaken } from './taken';

/** Money of a payment on its way back: a refund, or a dispute that was lost. */
export type Order = {
  payment: PaymentModel;
  /** Gross, in the currency that came. */
  amountMinor: bigint;
  /** The refund or dispute. */
  id: string;
  kind: 'refund' | 'dispute';
  reason: string;
  /** The account that gives the money: the provider's or the bank's cash, or what a dispute keeps already. */
  from: string;
  /** When it left, where that was before today. */
  occurredAt?: Date;
  /** The freeze of a dispute, which ends with it. */
  holdId?: string;
};

export type TakenBack = { taxMinor: bigint; soldMinor: bigint; clawedMicro: bigint; owedMicro: bigint };

const nothing: Clawed = { clawedMicro: 0n, owedMicro: 0n, deferredMinor: 0n };
const Taxes = z.array(z.looseObject({ rateId: z.string().nullable(), taxMinor: z.coerce.bigint() }));

/**
 * Books money that goes back: what bought nothing comes off the customer's account, what is paid of an open invoice is due
 * again; the rest takes its credits back by difference (law 7), is documented by a credit note and leaves tax, deferred
 * revenue and, as far as it was earned, revenue. What a bank takes though it was spent elsewhere, the customer owes: their
 * account is below zero. The caller holds the payment's lock and writes the refund or dispute afterwards.
 */
export async function takeBack(tx: Tx, ctx: Context, order: Order): Promise<TakenBack> {
  const { payment, amountMinor } = order;
  await lockAccount(tx, payment.organisationId);
  const funds = await readFunds(tx, payment);
  const split = splitOf(funds, amountMinor);
  const { soldMinor } = split;
  await takeFromAccount(tx, ctx, order, funds.currency, split);
  await owe(tx, payment, split.openMinor);
  const clawed = soldMinor > 0n ? await claw(tx, ctx, order, soldMinor) : nothing;
  const taxes = soldMinor > 0n ? await giveTaxBack(tx, ctx, order, soldMinor) : [];
  const taxMinor = taxes.reduce((sum, tax) => sum + tax.amountMinor, 0n);
  const line = (account: string, minor: bigint) => ({
    account,
    amountMinor: minor,
    currency: funds.currency,
  });
  await post(tx, ctx, order, funds.currency, [
    line(accounts.customerBalance, sumOf(split.account) + split.debtMinor),
    line(accounts.receivable, split.openMinor),
    ...taxes,
    line(accounts.deferredRevenue, clawed.deferredMinor),
    line(accounts.refunds, soldMinor - taxMinor - clawed.deferredMinor),
  ]);
  return { taxMinor, soldMinor, clawedMicro: clawed.clawedMicro, owedMicro: clawed.owedMicro };
}

async function takeFromAccount(tx: Tx, ctx: Context, order: Order, currency: string, split: Split) {
  const { organisationId, id: reference } = order.payment;
  const debt = split.debtMinor > 0n ? [{ reference, amountMinor: split.debtMinor }] : [];
  await tx.accountEntry.createMany({
    data: [...split.account, ...debt].map((part) => ({
      ...{ organisationId, id: newId('accountEntry'), amountMinor: -part.amountMinor, currency },
      ...{ kind: 'refunded', reference: part.reference, at: ctx.now },
    })),
  });
}

async function owe(tx: Tx, { organisationId, invoiceId }: PaymentModel, openMinor: bigint): Promise<void> {
  if (openMinor === 0n || !invoiceId) return;
  await tx.invoice.update({
    where: { organisationId_id: { organisationId, id: invoiceId } },
    data: { paidMinor: { decrement: openMinor } },
  });
}

/** Cash leaves on its day. Credits are taken back now, and with them what they deferred: until then the customer owes it. */
async function post(tx: Tx, ctx: Context, order: Order, currency: string, lines: AccountLine[]) {
  const { payment, id: reference, kind, amountMinor, occurredAt } = order;
  const base = { organisationId: payment.organisationId, kind, reference, now: ctx.now };
  const out = { account: order.from, amountMinor: -amountMinor, currency };
  if (!occurredAt) return postJournal(tx, { ...base, lines: [out, ...lines] });
  const between = { account: accounts.customerBalance, amountMinor, currency };
  await postJournal(tx, { ...base, occurredAt, lines: [out, between] });
  await postJournal(tx, { ...base, lines: [{ ...between, amountMinor: -amountMinor }, ...lines] });
}

async function claw(tx: Tx, ctx: Context, order: Order, soldMinor: bigint): Promise<Clawed> {
  const { payment, holdId, id, kind } = order;
  const lot = await lotOf(tx, payment);
  if (!lot) return nothing;
  const { takenMinor, paidMinor } = await readTaken(tx, payment);
  return clawCredits(tx, ctx, payment.organisationId, {
    ...{ lotId: lot.id, takenMinor: takenMinor + soldMinor, paidMinor, holdId },
    ...{ reference: id, idempotencyKey: `${kind}:${id}` },
  });
}

/** The credit note of what the sale gives back; its taxes as the lines that give them back. */
async function giveTaxBack(tx: Tx, ctx: Context, order: Order, soldMinor: bigint): Promise<AccountLine[]> {
  const { organisationId, currency } = order.payment;
  const invoice = await invoiceOf(tx, order.payment);
  if (!invoice) return taxWithoutInvoice(tx, order.payment, soldMinor);
  const note = await issueCreditNote(tx, ctx, {
    ...{ organisationId, invoiceId: invoice.id, amountMinor: soldMinor, reason: order.reason },
    refundId: order.kind === 'refund' ? order.id : undefined,
  });
  return Taxes.parse(note.taxes).map(({ rateId, taxMinor }) => ({
    ...{ account: accounts.taxPayable(rateId), amountMinor: taxMinor, currency },
  }));
}

/**
 * What was bought before invoices were issued here has no document that could be credited: its own tax goes back in
 * proportion, cumulatively, to the account that it was collected in.
 */
async function taxWithoutInvoice(tx: Tx, payment: PaymentModel, soldMinor: bigint): Promise<AccountLine[]> {
  const { organisationId, purchaseId, currency } = payment;
  const where = { organisationId_id: { organisationId, id: purchaseId ?? '' } };
  const { totalMinor, taxMinor, taxRateId: rateId } = await tx.purchase.findUniqueOrThrow({ where });
  if (taxMinor === 0n) return [];
  const { takenMinor } = await readTaken(tx, payment);
  const whole = { ...untaxed, rateId, netMinor: totalMinor - taxMinor, taxMinor };
  const [share] = creditShares([whole], totalMinor, takenMinor, soldMinor);
  const collected = await tx.journalLine.findFirst({
    where: {
      ...{ organisationId, account: { startsWith: 'tax_payable' } },
      entry: { kind: 'purchase', reference: purchaseId ?? '' },
    },
  });
  const account = collected?.account ?? accounts.taxPayable(rateId);
  return [{ account, amountMinor: share?.taxMinor ?? 0n, currency }];
}
