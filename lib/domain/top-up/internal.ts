import type { Context } from '@/lib/core/context';
import { type AutoTopUpModel, type Tx, db } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import { enqueue } from '@/lib/core/jobs';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { getSetting } from '@/lib/domain/catalog/queries';
import { type PackOffer, priceFor } from '@/lib/domain/payments/price-for';
import type { SavedCard } from '@/lib/integrations/stripe/saved-cards';
import { monthOf } from './rules';

/** Takes the row that all who touch a top-up take first; null while there is none. */
export async function lockTopUp(tx: Tx, organisationId: string): Promise<AutoTopUpModel | null> {
  await tx.$queryRaw`SELECT 1 FROM "AutoTopUp" WHERE "organisationId" = ${organisationId} FOR UPDATE`;
  return tx.autoTopUp.findUnique({ where: { organisationId } });
}

/** A pack on the shelf at this organisation's price; null when it is not sold, or not in its currency. */
export async function offerFor(
  tx: Tx,
  organisationId: string,
  packCode: string,
  now: Date,
): Promise<PackOffer | null> {
  try {
    return await priceFor(tx, organisationId, packCode, now);
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null;
    throw error;
  }
}

/** Charged by auto top-ups in the month of `now`, tax included; what is on its way counts. */
export async function readSpent(tx: Tx, organisationId: string, now: Date) {
  const { timeZone } = await tx.organisation.findUniqueOrThrow({
    where: { id: organisationId },
    select: { timeZone: true },
  });
  const month = monthOf(now, timeZone);
  const { _sum } = await tx.purchase.aggregate({
    where: {
      ...{ organisationId, origin: 'auto_top_up', status: { in: ['pending', 'paid'] } },
      createdAt: { gte: month.start, lt: month.end },
    },
    _sum: { totalMinor: true },
  });
  return { spentMinor: _sum.totalMinor ?? 0n, ...month };
}

const CHARGES_A_MONTH = 5n;

/**
 * What an organisation starts from: the first pack of the shelf, five times a month, at the catalogue's low mark. Where
 * no pack is sold in its currency the pack is '' and costs nothing.
 */
export async function firstSettings(tx: Tx, organisationId: string, now: Date) {
  const { currency } = await tx.organisation.findUniqueOrThrow({
    where: { id: organisationId },
    select: { currency: true },
  });
  const first = await tx.pack.findFirst({
    where: { active: true, prices: { some: { currency } } },
    orderBy: [{ position: 'asc' }, { code: 'asc' }],
  });
  const settings = await getSetting('catalogue', tx);
  const offer = first && (await offerFor(tx, organisationId, first.code, now));
  const agreedMinor = offer?.totalMinor ?? 0n;
  return {
    enabled: false,
    thresholdMicro: settings.lowCredits,
    packCode: offer?.pack.code ?? '',
    agreedMinor,
    monthlyCapMinor: agreedMinor * CHARGES_A_MONTH,
    currency,
  };
}

/** A person acted: whatever stood in the way is forgotten, and the next charge is decided anew. */
export const awake = (now: Date) => ({
  ...{ status: 'active' as const, pausedReason: null, failures: 0, nextTryAt: null, updatedAt: now },
});

/** Looks at the wallet at once. */
export const queueWatch = (tx: Tx, organisationId: string) =>
  enqueue(tx, 'wallet.watch', { organisationId }, { jobKey: `wallet.watch:${organisationId}` });

const cardTrouble = new Set(['declined', 'authentication_required', 'card_missing', 'card_expired']);

/**
 * Keeps a card for the top-ups of an organisation; a pause that was the old card's fault ends. Answers the id of the
 * card that is to go: the one whose place it took, or itself when a newer one was entered. The same card again changes
 * nothing.
 */
export async function keepCard(tx: Tx, ctx: Context, organisationId: string, card: SavedCard) {
  const known = await lockTopUp(tx, organisationId);
  if (known?.paymentMethodId === card.paymentMethodId) return null;
  if (known?.cardEnteredAt && known.cardEnteredAt > card.enteredAt) return card.paymentMethodId;
  const kept = {
    paymentMethodId: card.paymentMethodId,
    ...{ cardBrand: card.brand, cardLast4: card.last4, cardExpiry: card.expiry },
    cardEnteredAt: card.enteredAt,
    ...(known?.pausedReason && !cardTrouble.has(known.pausedReason) ? {} : awake(ctx.now)),
    updatedAt: ctx.now,
  };
  const first = await firstSettings(tx, organisationId, ctx.now);
  if (!known && !first.packCode) throw new AppError('not_found', 'packGone');
  // Two who save the first card at once: the later one waits for the row and finds it there.
  await tx.autoTopUp.upsert({
    where: { organisationId },
    create: { organisationId, ...first, ...kept },
    update: kept,
  });
  await recordAudit(tx, ctx, {
    ...{ action: 'top-up.card', recordType: 'auto-top-up', recordId: organisationId, organisationId },
    before: { card: known?.cardLast4 ?? null },
    after: { card: card.last4, brand: card.brand, expiry: card.expiry },
  });
  if (known?.enabled) await queueWatch(tx, organisationId);
  return known?.paymentMethodId ?? null;
}

/** The organisation's customer at Stripe; null until a card was saved. */
export async function customerOf(organisationId: string): Promise<string | null> {
  const row = await db.organisation.findUniqueOrThrow({
    where: { id: organisationId },
    select: { stripeCustomerId: true },
  });
  return row.stripeCustomerId;
}
