import type { z } from 'zod';
import { type Context, authorise, caller, tenant } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { type Tx, isUniqueViolation, transaction } from '@/lib/core/db';
import { AppError, invariant, parse } from '@/lib/core/errors';
import { type ThrottleRule, returnTurn, takeTurn } from '@/lib/core/throttle';
import { addDays } from '@/lib/core/time';
import { grantCredits } from '@/lib/domain/wallet/steps';
import { stateOf } from './rules';
import { RedeemPromotionInput, type RedeemedDto } from './schema';

const HOUR = 3_600;
// Wrong codes only: a right one gives its turn back.
const guesses = {
  organisation: { name: 'promotion:organisation', points: 10, seconds: HOUR },
  address: { name: 'promotion:ip', points: 40, seconds: HOUR },
} satisfies Record<string, ThrottleRule>;

/**
 * Gives the credits of a promotion code to the caller's organisation, once. Errors: `not_found` `promotionUnknown`;
 * `conflict` `promotionEarly`, `promotionOver`, `promotionUsedUp` or `promotionUsedBefore`; `limit_reached` after ten
 * wrong codes in an hour.
 */
export async function redeemPromotion(
  ctx: Context,
  input: z.input<typeof RedeemPromotionInput>,
): Promise<RedeemedDto> {
  authorise(ctx, 'credits:buy');
  const { code } = parse(RedeemPromotionInput, input);
  const userId = caller(ctx);
  const turns = [
    [guesses.organisation, tenant(ctx)],
    [guesses.address, ctx.ip ?? 'unknown'],
  ] as const;
  const allowed = await Promise.all(turns.map(([rule, key]) => takeTurn(rule, key)));
  if (!allowed.every(Boolean)) throw new AppError('limit_reached', 'tooManyAttempts');
  const redeemed = await transaction((tx) => redeem(tx, ctx, code, userId)).catch((error: unknown) => {
    throw isUniqueViolation(error) ? new AppError('conflict', 'promotionUsedBefore') : error;
  });
  await Promise.all(turns.map(([rule, key]) => returnTurn(rule, key)));
  return redeemed;
}

async function redeem(tx: Tx, ctx: Context, code: string, usedById: string): Promise<RedeemedDto> {
  const organisationId = tenant(ctx);
  const used = await tx.promotionUse.findUnique({ where: { organisationId_code: { organisationId, code } } });
  if (used) throw new AppError('conflict', 'promotionUsedBefore');
  // One statement decides and counts: callers at the same moment never get past the cap.
  const count = await tx.$executeRaw`
    UPDATE "PromotionCode" SET uses = uses + 1
    WHERE code = ${code} AND active AND "startsAt" <= ${ctx.now.toISOString()}::timestamptz
      AND ("endsAt" IS NULL OR "endsAt" > ${ctx.now.toISOString()}::timestamptz)
      AND ("maxUses" IS NULL OR uses < "maxUses")`;
  const promotion = await tx.promotionCode.findUnique({ where: { code } });
  if (!promotion) throw new AppError('not_found', 'promotionUnknown');
  if (count === 0) throw refusal(stateOf(promotion, ctx.now));
  const { creditsMicro, validityDays, name } = promotion;
  const expiresAt = validityDays === null ? undefined : addDays(ctx.now, validityDays);
  const { lotId } = await grantCredits(tx, ctx, organisationId, {
    ...{ amountMicro: creditsMicro, source: 'promotion', expiresAt },
    ...{ reference: code, reason: name, idempotencyKey: `promotion:${code}` },
  });
  invariant(lotId, 'a grant without a lot');
  await tx.promotionUse.create({ data: { organisationId, code, lotId, usedById, usedAt: ctx.now } });
  return { name, credits: creditsToDecimal(creditsMicro), expiresAt: expiresAt?.toISOString() ?? null };
}

function refusal(state: ReturnType<typeof stateOf>): AppError {
  switch (state) {
    case 'early':
      return new AppError('conflict', 'promotionEarly');
    case 'used_up':
    // Open again: the last use was undone between the two statements.
    case 'open':
      return new AppError('conflict', 'promotionUsedUp');
    case 'over':
    case 'inactive':
      return new AppError('conflict', 'promotionOver');
  }
}
