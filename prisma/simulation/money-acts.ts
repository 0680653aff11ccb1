import { randomUUID } from 'node:crypto';
import type { Context } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { moneyToDecimal } from '@/lib/core/money';
import { DAY_MS, dayIn } from '@/lib/core/time';
import { startPayment } from '@/lib/domain/payments/start-payment';
import { acceptProof } from '@/lib/domain/proofs/accept-proof';
import { submitProof } from '@/lib/domain/proofs/submit-proof';
import { getRefundTerms } from '@/lib/domain/refunds/get-refund-terms';
import { requestRefund } from '@/lib/domain/refunds/request-refund';
import { decide, dispute, payAtPaymob } from './vendors';
import { type Act, type World, at, pick } from './world';

export type MoneyAct = 'payInvoice' | 'refund' | 'dispute' | 'decide';

const PDF =
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n';

/** The smallest proof there is; a comment makes each a file of its own. */
function proofFile(): Uint8Array {
  const body = `${PDF}% ${randomUUID()}\n`;
  return new TextEncoder().encode(`${body}trailer<</Root 1 0 R/Size 4>>\n%%EOF\n`);
}

/** Mostly the whole; or a part, a part and then the rest, or more than was asked for. */
function partsOf(amountMinor: bigint, share: number): bigint[] {
  const part = amountMinor / 3n || amountMinor;
  if (share < 0.08) return [part];
  if (share < 0.25) return [part, amountMinor - part].filter((one) => one > 0n);
  return [share > 0.9 ? amountMinor + 500n : amountMinor];
}

/** Sends a payment to the bank's account, with its proofs; finance finds it and accepts them. */
export async function transferMoney(world: World, ctx: Context, paymentId: string, share: number) {
  const { amountMinor, currency, reference } = await db.payment.findFirstOrThrow({
    where: { id: paymentId },
  });
  // Paid up to six days ago, which may be another month.
  const on = dayIn(new Date(world.now.getTime() - Math.floor(share * 6) * DAY_MS));
  for (const part of partsOf(amountMinor, share)) {
    const amount = moneyToDecimal(part, currency);
    const stated = { paymentId, fileName: 'proof.pdf', amount, on, reference };
    const { proofId } = await submitProof(ctx, { ...stated, bytes: proofFile() });
    await acceptProof(at(world, world.finance), { proofId, amount, on });
  }
}

/** The oldest invoice that we collect ourselves: in Egypt by Paymob or by transfer, elsewhere by transfer. */
const payInvoice: Act = async (world, { id, owner }, { a, b }) => {
  const invoice = await db.invoice.findFirst({
    where: { organisationId: id, status: 'open', providerInvoiceId: null },
    orderBy: { serial: 'asc' },
  });
  if (!invoice) return false;
  const ctx = at(world, owner);
  const provider = invoice.currency === 'EGP' && a < 0.6 ? 'paymob' : 'bank_transfer';
  const { paymentId, url } = await startPayment(ctx, { provider, invoiceId: invoice.id });
  if (provider === 'paymob') await payAtPaymob(url, b > 0.1);
  else await transferMoney(world, ctx, paymentId, b);
  return true;
};

const paymentsOf = (organisationId: string, provider?: string) =>
  db.payment.findMany({
    where: { organisationId, provider, receivedMinor: { gt: 0 } },
    orderBy: [{ createdAt: 'asc' }, { amountMinor: 'asc' }],
  });

/** The whole of what is left of a payment or a part of it, by its provider or, for a transfer, by hand. */
const refund: Act = async (world, { id }, { a, b }) => {
  const payment = pick(await paymentsOf(id), a);
  if (!payment) return false;
  const ctx = at(world, world.finance);
  const { leftMinor, isAskable } = await getRefundTerms(ctx, { paymentId: payment.id });
  const left = BigInt(leftMinor);
  if (left === 0n) return false;
  const part = (left * BigInt(Math.ceil(b * 100))) / 100n || 1n;
  await requestRefund(ctx, {
    ...{ paymentId: payment.id, amountMinor: (b > 0.5 ? left : part).toString(), reason: 'simulated' },
    isByHand: !isAskable,
  });
  return true;
};

/** A charge is disputed; the bank decides at once in some cases, later in the others. */
const disputed: Act = async (_, { id }, { a, b }) => {
  const payment = pick(await paymentsOf(id, 'stripe'), a);
  if (!payment?.providerPaymentId || payment.refundedMinor > 0n) return false;
  if (await db.dispute.findFirst({ where: { organisationId: id, paymentId: payment.id } })) return false;
  const theirs = await dispute(payment.providerPaymentId);
  if (b < 0.3) await decide(theirs, b < 0.15 ? 'won' : 'lost');
  return true;
};

/** The bank decides about the dispute that is open longest. */
const decided: Act = async (_, { id }, { a }) => {
  const open = await db.dispute.findFirst({
    where: { organisationId: id, status: { in: ['needs_response', 'under_review'] } },
    orderBy: [{ openedAt: 'asc' }, { amountMinor: 'asc' }],
  });
  if (!open) return false;
  await decide(open.providerDisputeId, a < 0.5 ? 'won' : 'lost');
  return true;
};

export const moneyActs: Record<MoneyAct, Act> = { payInvoice, refund, dispute: disputed, decide: decided };
