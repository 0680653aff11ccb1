import type { Context } from '@/lib/core/context';
import type { PaymentModel, Tx } from '@/lib/core/db';
import { invariant } from '@/lib/core/errors';
import { grantPurchase } from './grant-purchase';

/** What an attempt that was paid pays for; the caller holds the locks of both. */
export async function settleSubject(
  tx: Tx,
  ctx: Context,
  payment: PaymentModel,
  received: { amountMinor: bigint; occurredAt?: Date },
): Promise<void> {
  const { organisationId, provider, purchaseId } = payment;
  const { occurredAt } = received;
  invariant(purchaseId, `payment ${payment.id} pays for nothing that is known`);
  const where = { organisationId_id: { organisationId, id: purchaseId } };
  await grantPurchase(tx, ctx, await tx.purchase.findUniqueOrThrow({ where }), { provider, occurredAt });
  await tx.organisation.updateMany({
    where: { id: organisationId, firstPaidAt: null },
    data: { firstPaidAt: occurredAt ?? ctx.now },
  });
}
