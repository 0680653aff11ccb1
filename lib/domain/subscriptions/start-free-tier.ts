import type { Context } from '@/lib/core/context';
import type { Tx } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { zoned } from '@/lib/core/time';
import { getSetting } from '@/lib/domain/catalog/queries';
import { grantCredits } from '@/lib/domain/wallet/steps';
import { grantAllowance } from './grant-allowance';
import { periodEndAfter } from './rules';

/**
 * Puts a new organisation on the catalogue's free tier: the subscription, its first period's allowance as a lot that
 * expires with the period, and the welcome grant if the catalogue has one; one who comes back (`isReturn`) gets no
 * second welcome. Error: `conflict` without a free tier.
 */
export async function startFreeTier(
  tx: Tx,
  ctx: Context,
  organisationId: string,
  { isReturn = false }: { isReturn?: boolean } = {},
): Promise<void> {
  const tier = await tx.tier.findFirst({
    where: { prices: { none: {} }, active: true },
    orderBy: { position: 'asc' },
  });
  if (!tier) throw new AppError('conflict', 'noFreeTier');
  const { timeZone, currency } = await tx.organisation.findUniqueOrThrow({ where: { id: organisationId } });
  const anchorDay = zoned(ctx.now, timeZone).day;
  const subscription = await tx.subscription.create({
    data: {
      organisationId,
      id: newId('subscription'),
      tierCode: tier.code,
      tierName: tier.name,
      priceMinor: 0n,
      currency,
      allowanceMicro: tier.allowanceMicro,
      rolloverMicro: tier.rolloverMicro,
      collection: 'free',
      status: 'active',
      anchorDay,
      periodStart: ctx.now,
      periodEnd: periodEndAfter({ startedAt: ctx.now, anchorDay, timeZone }, ctx.now),
      startedAt: ctx.now,
    },
  });
  await grantAllowance(tx, ctx, subscription, timeZone);
  if (isReturn) return;
  const { welcomeCredits } = await getSetting('catalogue', tx);
  if (welcomeCredits > 0n)
    await grantCredits(tx, ctx, organisationId, { amountMicro: welcomeCredits, source: 'welcome' });
}
