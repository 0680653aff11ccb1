import { type Context, authorise, tenant } from '@/lib/core/context';
import { db, transaction } from '@/lib/core/db';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { detachCard } from '@/lib/integrations/stripe/saved-cards';
import { lockTopUp } from './internal';

/**
 * Takes the saved card away, here and at the provider; a top-up that is on waits for another one. Without a card
 * nothing happens. Error: `provider_unavailable`.
 */
export async function removeCard(ctx: Context): Promise<void> {
  authorise(ctx, 'credits:buy');
  const organisationId = tenant(ctx);
  const row = await db.autoTopUp.findUnique({ where: { organisationId } });
  if (!row?.paymentMethodId) return;
  const { paymentMethodId } = row;
  await detachCard(paymentMethodId);
  await transaction(async (tx) => {
    const known = await lockTopUp(tx, organisationId);
    // Somebody saved another card meanwhile: that one stays.
    if (known?.paymentMethodId !== paymentMethodId) return;
    await tx.autoTopUp.update({
      where: { organisationId },
      data: {
        ...{ paymentMethodId: null, cardBrand: null, cardLast4: null, cardExpiry: null },
        ...{ status: 'paused', pausedReason: 'card_missing', nextTryAt: null, updatedAt: ctx.now },
      },
    });
    await recordAudit(tx, ctx, {
      ...{ action: 'top-up.card', recordType: 'auto-top-up', recordId: organisationId },
      before: { card: known.cardLast4 },
      after: { card: null },
    });
  });
}
