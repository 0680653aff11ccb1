import type { Context } from '@/lib/core/context';
import type { Tx } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { startFreeTier } from '@/lib/domain/subscriptions/start-free-tier';
import { openWallet } from '@/lib/domain/wallet/steps';

/** Makes an organisation whole: its owner, its wallet, the free tier with the first allowance. Returns its id. */
export async function foundOrganisation(
  tx: Tx,
  ctx: Context,
  { name, ownerId }: { name: string; ownerId: string },
): Promise<string> {
  const organisationId = newId('organisation');
  await tx.organisation.create({ data: { id: organisationId, name, createdAt: ctx.now } });
  await tx.member.create({ data: { organisationId, userId: ownerId, role: 'owner', createdAt: ctx.now } });
  await openWallet(tx, ctx, organisationId);
  await startFreeTier(tx, ctx, organisationId);
  return organisationId;
}
