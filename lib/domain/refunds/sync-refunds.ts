import type { Context } from '@/lib/core/context';
import { type PaymentModel, db, isUniqueViolation } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { providerOf } from '@/lib/domain/payments/providers';
import type { FoundRefund } from '@/lib/integrations/payment-provider';
import { readForeign } from './funds';
import { bringRefund } from './run-refund';

/**
 * Brings the refunds of a payment to what its provider knows: ours that were under way, and those that somebody made on
 * the provider's own pages, which claw and credit as ours do.
 */
export async function syncRefunds(ctx: Context, payment: PaymentModel): Promise<void> {
  const { organisationId, id: paymentId, providerId, providerPaymentId } = payment;
  if (!providerPaymentId) return;
  const known = await db.refund.findMany({ where: { organisationId, paymentId }, orderBy: { id: 'asc' } });
  const found = await providerOf(payment.provider).listRefunds({
    ...{ providerId, providerPaymentId },
    known: known
      .filter(({ isByHand }) => !isByHand)
      .map(({ id, providerRefundId, amountMinor, status }) => ({
        id,
        providerRefundId,
        amountMinor,
        status,
      })),
  });
  for (const state of found) await bringOne(ctx, payment, state);
}

async function bringOne(ctx: Context, payment: PaymentModel, state: FoundRefund): Promise<void> {
  const { organisationId, id: paymentId } = payment;
  const isOurs = state.refundId
    ? { id: state.refundId, organisationId }
    : { organisationId, providerRefundId: state.id };
  const known = await db.refund.findFirst({ where: { ...isOurs, paymentId } });
  if (!known && state.status === 'failed') return;
  const refund = known ?? (await adopt(ctx, payment, state));
  if (refund && refund.status !== state.status) await bringRefund(ctx, refund, payment, state);
}

/** In the currency that came. Another who heard of it at the same moment wrote it: then that one brings it on. */
async function adopt(ctx: Context, payment: PaymentModel, state: FoundRefund) {
  const currency = (await readForeign(db, payment))?.currency ?? payment.currency;
  try {
    return await db.refund.create({
      data: {
        ...{ organisationId: payment.organisationId, id: newId('refund'), paymentId: payment.id },
        ...{ amountMinor: state.amountMinor, currency, providerRefundId: state.id, attempts: 1 },
        ...{ reason: 'Refunded on the pages of the provider', createdAt: ctx.now },
      },
    });
  } catch (error) {
    if (isUniqueViolation(error)) return null;
    throw error;
  }
}
