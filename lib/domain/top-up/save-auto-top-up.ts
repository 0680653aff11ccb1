import type { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { parseMoney } from '@/lib/core/money';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { requireBuyer } from '@/lib/domain/billing/require-buyer';
import { awake, lockTopUp, offerFor, queueWatch } from './internal';
import { SaveAutoTopUpInput } from './schema';

/**
 * Says when which pack is bought by itself, and how much a month may cost at most. Saving is acting: a pause ends.
 * Errors: `not_found` for a pack that is not sold, `conflict` when its price is not the one that was seen or when there
 * is no card to charge or nobody said who buys, `invalid` for a cap below one pack.
 */
export async function saveAutoTopUp(ctx: Context, input: z.input<typeof SaveAutoTopUpInput>): Promise<void> {
  authorise(ctx, 'credits:buy');
  const request = parse(SaveAutoTopUpInput, input);
  const organisationId = tenant(ctx);
  await transaction(async (tx) => {
    const known = await lockTopUp(tx, organisationId);
    if (request.enabled) await requireBuyer(tx, organisationId);
    const offer = await offerFor(tx, organisationId, request.packCode, ctx.now);
    if (!offer) throw new AppError('not_found', 'packGone');
    if (offer.totalMinor !== BigInt(request.priceMinor)) throw new AppError('conflict', 'packPriceChanged');
    if (request.enabled && !known?.paymentMethodId) throw new AppError('conflict', 'topUpNeedsCard');
    const settings = {
      enabled: request.enabled,
      thresholdMicro: request.threshold,
      packCode: request.packCode,
      agreedMinor: offer.totalMinor,
      monthlyCapMinor: capOf(request.monthlyCap, offer.currency, offer.totalMinor),
      currency: offer.currency,
    };
    const data = { ...settings, ...awake(ctx.now) };
    await tx.autoTopUp.upsert({
      where: { organisationId },
      create: { organisationId, ...data },
      update: data,
    });
    await recordAudit(tx, ctx, {
      ...{ action: 'top-up.save', recordType: 'auto-top-up', recordId: organisationId },
      before: known ? pick(known) : undefined,
      after: settings,
    });
    if (request.enabled) await queueWatch(tx, organisationId);
  });
}

function capOf(text: string, currency: string, priceMinor: bigint): bigint {
  const refuse = (message: string) =>
    new AppError('invalid', 'invalidInput', { fields: { monthlyCap: message } });
  const minor = parseMoney(text, currency);
  if (minor === null) throw refuse('money');
  if (minor < priceMinor) throw refuse('capBelowPrice');
  return minor;
}

const pick = (row: Record<'enabled' | 'thresholdMicro' | 'packCode' | 'monthlyCapMinor', unknown>) => ({
  enabled: row.enabled,
  thresholdMicro: row.thresholdMicro,
  packCode: row.packCode,
  monthlyCapMinor: row.monthlyCapMinor,
});
