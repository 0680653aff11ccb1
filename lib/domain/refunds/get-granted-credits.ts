import { type Context, authorise } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { notFound } from '@/lib/core/errors';
import { PaymentRef } from '@/lib/domain/payments/schema';
import type { GrantedCreditsDto } from './schema';
import { lotOf } from './take-back';

/**
 * What a payment brought, so that a refund can be explained before it is ordered; null where it brought no credits.
 * Error: `not_found`.
 */
export async function getGrantedCredits(
  ctx: Context,
  input: { paymentId: string },
): Promise<GrantedCreditsDto | null> {
  authorise(ctx, 'payments:manage');
  const ref = PaymentRef.safeParse(input);
  const payment = ref.data && (await db.payment.findFirst({ where: { id: ref.data.paymentId } }));
  if (!payment) throw notFound();
  const lot = await lotOf(db, payment);
  if (!lot) return null;
  const { organisationId, id: paymentId } = payment;
  const where = { organisationId, paymentId };
  const [refunds, disputes] = await Promise.all([
    db.refund.aggregate({ where, _sum: { clawedMicro: true } }),
    db.dispute.aggregate({ where, _sum: { clawedMicro: true } }),
  ]);
  const clawed = (refunds._sum.clawedMicro ?? 0n) + (disputes._sum.clawedMicro ?? 0n);
  return {
    granted: creditsToDecimal(lot.grantedMicro),
    remaining: creditsToDecimal(lot.remainingMicro),
    clawed: creditsToDecimal(clawed),
  };
}
