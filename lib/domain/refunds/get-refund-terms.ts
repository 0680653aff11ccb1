import { type Context, authorise } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { type PaymentModel, db } from '@/lib/core/db';
import { notFound } from '@/lib/core/errors';
import { partsOf, sumOf } from '@/lib/domain/invoices/account';
import { PaymentRef } from '@/lib/domain/payments/schema';
import { invoiceOf, leftOf, readFunds, splitOf } from './funds';
import { obstacleOf } from './request-refund';
import type { GrantedCreditsDto, RefundTermsDto } from './schema';
import { lotOf, readTaken } from './taken';

/** What of a payment can be sent back and how, so that a refund is explained before it is ordered. Error: `not_found`. */
export async function getRefundTerms(ctx: Context, input: { paymentId: string }): Promise<RefundTermsDto> {
  authorise(ctx, 'payments:manage');
  const ref = PaymentRef.safeParse(input);
  const payment = ref.data && (await db.payment.findFirst({ where: { id: ref.data.paymentId } }));
  if (!payment) throw notFound();
  const funds = await readFunds(db, payment);
  const leftMinor = (await obstacleOf(db, payment)) ? 0n : leftOf(funds);
  const { openMinor, soldMinor } = splitOf(funds, leftMinor);
  const unsoldMinor = sumOf(partsOf(funds.own, leftMinor)) + openMinor;
  const { takenMinor, paidMinor } = await readTaken(db, payment);
  return {
    ...{ currency: funds.currency, leftMinor: leftMinor.toString(), soldMinor: soldMinor.toString() },
    unsoldMinor: unsoldMinor.toString(),
    ...{ paidMinor: paidMinor.toString(), takenMinor: takenMinor.toString() },
    isAskable: payment.provider !== 'bank_transfer' && payment.providerPaymentId !== null,
    hasInvoice: (await invoiceOf(db, payment)) !== null,
    credits: await grantedOf(payment),
  };
}

async function grantedOf(payment: PaymentModel): Promise<GrantedCreditsDto | null> {
  const lot = await lotOf(db, payment);
  if (!lot) return null;
  return {
    granted: creditsToDecimal(lot.grantedMicro),
    remaining: creditsToDecimal(lot.remainingMicro),
    clawed: creditsToDecimal(lot.clawedMicro),
  };
}
