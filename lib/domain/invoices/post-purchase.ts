import type { Context } from '@/lib/core/context';
import type { PurchaseModel, Tx } from '@/lib/core/db';

/**
 * Journal of a paid purchase: cash in, tax owed, the rest deferred until its credits are used or expire.
 * Debits are positive, credits negative.
 */
export async function postPurchase(
  tx: Tx,
  ctx: Context,
  purchase: PurchaseModel,
  provider = 'stripe',
): Promise<void> {
  const { totalMinor, taxMinor, currency } = purchase;
  const line = (account: string, amountMinor: bigint) => ({
    account,
    amountMinor: amountMinor.toString(),
    currency,
  });
  const lines = [
    line(`cash:${provider}`, totalMinor),
    line('deferred_revenue', taxMinor - totalMinor),
    line('tax_payable', -taxMinor),
  ];
  await tx.$executeRaw`
    SELECT journal_post(${purchase.organisationId}, ${ctx.now.toISOString()}::timestamptz, 'purchase',
      ${purchase.id}, ${JSON.stringify(lines)}::jsonb)`;
}
