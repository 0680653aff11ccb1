import { type Context, authorise, tenant } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { moneyToDecimal } from '@/lib/core/money';
import { listOffers } from '@/lib/domain/payments/list-offers';
import type { PauseReason } from '@/lib/domain/payments/top-up-rules';
import { firstSettings, readSpent } from './internal';
import { topUpState } from './rules';
import type { AutoTopUpDto } from './schema';

/** The auto top-up of the caller's organisation; before anybody saved one, what the form starts from. */
export async function getAutoTopUp(ctx: Context): Promise<AutoTopUpDto> {
  authorise(ctx, 'credits:buy');
  const organisationId = tenant(ctx);
  const [row, last, spent, offers] = await Promise.all([
    db.autoTopUp.findUnique({ where: { organisationId } }),
    db.purchase.findFirst({
      where: { organisationId, origin: 'auto_top_up' },
      orderBy: { id: 'desc' },
      select: { status: true, payments: { select: { declineCode: true }, orderBy: { id: 'desc' }, take: 1 } },
    }),
    readSpent(db, organisationId, ctx.now),
    listOffers(ctx),
  ]);
  const settings = row ?? {
    ...(await firstSettings(db, organisationId, ctx.now)),
    ...{ status: 'active' as const, pausedReason: null, nextTryAt: null, cardLast4: null },
  };
  const state = topUpState(settings, last?.status === 'pending', ctx.now);
  const rests = state === 'waiting' || state === 'paused';
  const reason = rests ? ((settings.pausedReason as PauseReason | null) ?? null) : null;
  return {
    state,
    reason,
    declineCode: reason === 'declined' ? (last?.payments[0]?.declineCode ?? null) : null,
    nextTryAt: state === 'waiting' ? (settings.nextTryAt?.toISOString() ?? null) : null,
    enabled: settings.enabled,
    threshold: creditsToDecimal(settings.thresholdMicro),
    packCode: settings.packCode,
    packName: offers.find(({ code }) => code === settings.packCode)?.name ?? null,
    agreedMinor: settings.agreedMinor.toString(),
    monthlyCapMinor: settings.monthlyCapMinor.toString(),
    monthlyCap: moneyToDecimal(settings.monthlyCapMinor, settings.currency),
    currency: settings.currency,
    card: row?.cardLast4
      ? { brand: row.cardBrand ?? '', last4: row.cardLast4, expiry: row.cardExpiry ?? '' }
      : null,
    spentMinor: spent.spentMinor.toString(),
    monthEndsAt: spent.end.toISOString(),
    offers,
  };
}
