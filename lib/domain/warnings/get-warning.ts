import { type Context, authorise, can, tenant } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { getSetting } from '@/lib/domain/catalog/queries';
import { tierOffers } from '@/lib/domain/catalog/tier-offers';
import { readMode } from '@/lib/domain/enforcement/get-enforcement';
import { readLevel } from './internal';
import { passed, thresholdDto, thresholdsOf, toneOf } from './rules';
import type { WarningDto } from './schema';

/** The most severe warning that applies to the caller's wallet now and that the caller has not muted; null for none. */
export async function getWarning(ctx: Context): Promise<WarningDto | null> {
  authorise(ctx, 'credits:read');
  const organisationId = tenant(ctx);
  const userId = 'userId' in ctx.actor ? ctx.actor.userId : '';
  const [settings, level, wallet, member, mode] = await Promise.all([
    getSetting('catalogue'),
    readLevel(db, organisationId, ctx.now),
    db.wallet.findUnique({ where: { organisationId }, select: { lastSeq: true } }),
    db.member.findUnique({
      where: { organisationId_userId: { organisationId, userId } },
      select: { mutedWarnings: true },
    }),
    readMode(),
  ]);
  if (!wallet?.lastSeq) return null;
  const told = passed(thresholdsOf(settings), level).find(({ key }) => !member?.mutedWarnings.includes(key));
  if (!told) return null;
  const isBlocking = told.kind === 'zero' && mode === 'on';
  return {
    ...thresholdDto(told),
    tone: toneOf(told),
    available: creditsToDecimal(level.availableMicro),
    periodStart: level.periodStart.toISOString(),
    mayBuy: can(ctx, 'credits:buy'),
    isBlocking,
    tiers: isBlocking ? await paidTiers(ctx) : [],
  };
}

/** What would have brought credits, in the currency of the organisation. */
async function paidTiers(ctx: Context): Promise<WarningDto['tiers']> {
  return (await tierOffers(ctx)).flatMap(({ name, allowance, prices }) => {
    const monthly = prices.find(({ interval }) => interval === 'month');
    return monthly ? [{ name, allowance, priceMinor: monthly.totalMinor, currency: monthly.currency }] : [];
  });
}
