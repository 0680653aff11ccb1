import type { z } from 'zod';
import { type Context, authorise, caller, tenant } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { type PurchaseModel, db } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { AppError, parse } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { listPriceRules } from '@/lib/domain/catalog/queries';
import { pricePack } from '@/lib/domain/catalog/rules';
import { createCheckoutSession } from '@/lib/integrations/stripe/checkout';
import { CHECKOUT_LIFETIME_MS } from './rules';
import { StartCheckoutInput } from './schema';

/**
 * Opens a checkout for a pack and gives the provider's address to pay at. The purchase is written before the
 * provider hears of it, so that no payment can come for a purchase we do not know; it keeps its own copy of name,
 * credits and price. Errors: `not_found` for a pack that is not sold, `conflict` when the price is not the one that
 * the buyer saw, `provider_unavailable`.
 */
export async function startCheckout(ctx: Context, input: z.input<typeof StartCheckoutInput>) {
  authorise(ctx, 'credits:buy');
  const request = parse(StartCheckoutInput, input);
  const purchase = await createPurchase(ctx, request);
  try {
    const session = await openSession(ctx, purchase);
    await db.purchase.update({
      where: { organisationId_id: { organisationId: purchase.organisationId, id: purchase.id } },
      data: { checkoutSessionId: session.id, checkoutUrl: session.url },
    });
    return { purchaseId: purchase.id, checkoutUrl: session.url };
  } catch (error) {
    await db.purchase.updateMany({
      where: { organisationId: purchase.organisationId, id: purchase.id, status: 'pending' },
      data: { status: 'cancelled', closedAt: ctx.now },
    });
    throw error;
  }
}

async function createPurchase(
  ctx: Context,
  request: z.output<typeof StartCheckoutInput>,
): Promise<PurchaseModel> {
  const organisationId = tenant(ctx);
  const [pack, organisation, rules] = await Promise.all([
    db.pack.findFirst({ where: { code: request.packCode, active: true } }),
    db.organisation.findUniqueOrThrow({ where: { id: organisationId }, select: { customerClass: true } }),
    listPriceRules(),
  ]);
  if (!pack) throw new AppError('not_found', 'packGone');
  const { factors, ...price } = pricePack(pack, organisation.customerClass, rules);
  if (price.totalMinor !== BigInt(request.totalMinor)) throw new AppError('conflict', 'packPriceChanged');
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
      createdById: caller(ctx),
      createdAt: ctx.now,
      expiresAt: new Date(ctx.now.getTime() + CHECKOUT_LIFETIME_MS),
    },
  });
}

async function openSession(ctx: Context, purchase: PurchaseModel) {
  const buyer = await db.user.findUniqueOrThrow({ where: { id: caller(ctx) }, select: { email: true } });
  const page = `${env.APP_URL}/credits/purchases/${purchase.id}`;
  return createCheckoutSession({
    purchaseId: purchase.id,
    organisationId: purchase.organisationId,
    packName: purchase.packName,
    credits: creditsToDecimal(purchase.creditsMicro),
    priceMinor: purchase.totalMinor,
    currency: purchase.currency,
    email: buyer.email,
    successUrl: page,
    cancelUrl: `${page}?back=1`,
    expiresAt: purchase.expiresAt,
  });
}
