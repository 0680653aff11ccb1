import { type Context, tenant } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { type PurchaseModel, db } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { AppError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { listPriceRules } from '@/lib/domain/catalog/queries';
import { pricePack } from '@/lib/domain/catalog/rules';
import { createCheckoutSession } from '@/lib/integrations/stripe/checkout';
import { CHECKOUT_LIFETIME_MS } from './rules';

/** Who buys: a person, or a program whose key may have been used for this before. */
type Buyer =
  { createdById: string } | { apiKeyId: string | null; idempotencyKey?: string; requestHash?: string };

/**
 * Writes a purchase with its own copy of name, credits and price. `seenTotal` is what the buyer was shown.
 * Errors: `not_found` for a pack that is not sold, `conflict` when the price is not the one that was shown.
 */
export async function writePurchase(
  ctx: Context,
  buyer: Buyer,
  request: { packCode: string; returnTo?: string; seenTotalMinor?: bigint },
): Promise<PurchaseModel> {
  const organisationId = tenant(ctx);
  const [pack, organisation, rules] = await Promise.all([
    db.pack.findFirst({ where: { code: request.packCode, active: true } }),
    db.organisation.findUniqueOrThrow({ where: { id: organisationId }, select: { customerClass: true } }),
    listPriceRules(),
  ]);
  if (!pack) throw new AppError('not_found', 'packGone');
  const { factors, ...price } = pricePack(pack, organisation.customerClass, rules);
  if (request.seenTotalMinor !== undefined && price.totalMinor !== request.seenTotalMinor)
    throw new AppError('conflict', 'packPriceChanged');
  return db.purchase.create({
    data: {
      organisationId,
      id: newId('purchase'),
      packCode: pack.code,
      packName: pack.name,
      creditsMicro: pack.creditsMicro,
      currency: pack.currency,
      validityDays: pack.validityDays,
      ...price,
      factors,
      returnTo: request.returnTo,
      ...buyer,
      createdAt: ctx.now,
      expiresAt: new Date(ctx.now.getTime() + CHECKOUT_LIFETIME_MS),
    },
  });
}

/**
 * Opens the provider's page for a purchase and keeps its address; asked again, the provider gives the same page. A
 * provider that fails closes the purchase and gives its key free, so that the same request can be made again.
 */
export async function openCheckout(ctx: Context, purchase: PurchaseModel, email: string): Promise<string> {
  const where = { organisationId: purchase.organisationId, id: purchase.id };
  try {
    const session = await askProvider(purchase, email);
    const data = { checkoutSessionId: session.id, checkoutUrl: session.url };
    await db.purchase.update({ where: { organisationId_id: where }, data });
    return session.url;
  } catch (error) {
    await db.purchase.updateMany({
      where: { ...where, status: 'pending' },
      data: { status: 'cancelled', closedAt: ctx.now, idempotencyKey: null, requestHash: null },
    });
    throw error;
  }
}

function askProvider(purchase: PurchaseModel, email: string) {
  const page = `${env.APP_URL}/credits/purchases/${purchase.id}`;
  return createCheckoutSession({
    purchaseId: purchase.id,
    organisationId: purchase.organisationId,
    packName: purchase.packName,
    credits: creditsToDecimal(purchase.creditsMicro),
    priceMinor: purchase.totalMinor,
    currency: purchase.currency,
    email,
    successUrl: page,
    cancelUrl: `${page}?back=1`,
    expiresAt: purchase.expiresAt,
  });
}
