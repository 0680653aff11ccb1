import type { Context } from '@/lib/core/context';
import type { Tx } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { readBillingSetting } from '@/lib/domain/billing/settings';
import { startFreeTier } from '@/lib/domain/subscriptions/start-free-tier';
import { openWallet } from '@/lib/domain/wallet/steps';

/** Makes an organisation whole, in the base currency: its owner, its wallet, the free tier with the first allowance. Returns its id. */
export async function foundOrganisation(
  tx: Tx,
  ctx: Context,
  { name, ownerId }: { name: string; ownerId: string },
): Promise<string> {
  const organisationId = newId('organisation');
  // Until the first payment it can choose another one.
  const { baseCurrency: currency } = await readBillingSetting('money', tx);
  await tx.organisation.create({ data: { id: organisationId, name, currency, createdAt: ctx.now } });
  await tx.member.create({ data: { organisationId, userId: ownerId, role: 'owner', createdAt: ctx.now } });
  await openWallet(tx, ctx, organisationId);
  await startFreeTier(tx, ctx, organisationId);
  return organisationId;
}
