import { type Context, tenant } from '@/lib/core/context';
import { type PaymentModel, type PurchaseModel, type Tx, db, transaction } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { AppError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { findCoupon } from '@/lib/domain/coupons/find-coupon';
import { guardGuess } from '@/lib/domain/coupons/guard-guess';
import { useCoupon } from '@/lib/domain/coupons/steps';
import { requireBuyer } from '@/lib/domain/billing/require-buyer';
import type { PaymentProvider, ProviderCode } from '@/lib/integrations/payment-provider';
import { closePurchase } from './close-purchase';
import { expiryOf } from './expiry-of';
import { priceFor } from './price-for';
import { providerOf, providersFor } from './providers';
import { CHECKOUT_LIFETIME_MS } from './rules';
import { openPayment } from './steps';

/** Who buys: a person, or a program whose key may have been used for this before. */
type Buyer =
  { createdById: string } | { apiKeyId: string | null; idempotencyKey?: string; requestHash?: string };

export type CheckoutRequest = {
  packCode: string;
  provider?: ProviderCode;
  couponCode?: string;
  returnTo?: string;
  seenTotalMinor?: bigint;
};

export type Checkout = { purchase: PurchaseModel; payment: PaymentModel };

/** Whoever buys for themselves. */
export const emailOf = async (userId: string): Promise<string> =>
  (await db.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true } })).email;

/** The provider that was asked for, or the usual one. Error: `invalid` when it is none for this organisation. */
export async function chooseProvider(
  organisationId: string,
  wanted: ProviderCode | undefined,
): Promise<PaymentProvider> {
  const place = await db.organisation.findUniqueOrThrow({
    where: { id: organisationId },
    select: { currency: true, country: true },
  });
  const offered = await providersFor(place);
  const chosen = wanted ? offered.find(({ code }) => code === wanted) : offered[0];
  if (!chosen) throw new AppError('invalid', 'providerNotOffered');
  return chosen;
}

/**
 * Writes a purchase with its own copy of name, credits and price, and its first attempt to be paid. `seenTotal` is what
 * the buyer was shown. Errors: `not_found` for a pack that is not sold, `conflict` when the price is not the one that
 * was shown or nobody said who buys, `invalid` for a coupon that is not good for it or a provider that is not offered,
 * `limit_reached` after too many wrong coupons.
 */
export async function writePurchase(ctx: Context, buyer: Buyer, request: CheckoutRequest): Promise<Checkout> {
  const organisationId = tenant(ctx);
  const provider = await chooseProvider(organisationId, request.provider);
  const write = () => writeAt(provider.code, ctx, buyer, request);
  return request.couponCode ? guardGuess(organisationId, write) : write();
}

function writeAt(
  provider: ProviderCode,
  ctx: Context,
  buyer: Buyer,
  request: CheckoutRequest,
): Promise<Checkout> {
  const organisationId = tenant(ctx);
  return transaction(async (tx) => {
    const id = newId('purchase');
    await requireBuyer(tx, organisationId);
    const terms = await readTerms(tx, ctx, request);
    const { pack, currency, taxRateId, factors, netMinor: _, ...price } = terms.offer;
    if (request.seenTotalMinor !== undefined && price.totalMinor !== request.seenTotalMinor)
      throw new AppError('conflict', 'packPriceChanged');
    const expiresAt = await expiryOf(tx, provider, ctx.now);
    const purchase = await tx.purchase.create({
      data: {
        ...{ organisationId, id, packCode: pack.code, packName: pack.name },
        ...{ creditsMicro: pack.creditsMicro, validityDays: pack.validityDays },
        ...{ currency, taxRateId, factors, ...price, ...buyer },
        returnTo: request.returnTo,
        ...{ createdAt: ctx.now, expiresAt },
      },
    });
    const payment = await openPayment(tx, ctx, {
      ...{ organisationId, provider, purchaseId: id, currency, expiresAt },
      amountMinor: price.totalMinor,
      createdById: 'createdById' in buyer ? buyer.createdById : null,
    });
    if (!terms.coupon) return { purchase, payment };
    const use = await useCoupon(tx, ctx, terms.coupon, { organisationId, purchaseId: id });
    const data = { couponUseId: use.id };
    const where = { organisationId_id: { organisationId, id } };
    return { purchase: await tx.purchase.update({ where, data }), payment };
  });
}

async function readTerms(tx: Tx, ctx: Context, { packCode, couponCode }: CheckoutRequest) {
  const organisationId = tenant(ctx);
  const offer = await priceFor(tx, organisationId, packCode, ctx.now);
  if (!couponCode) return { offer, coupon: null };
  const coupon = await findCoupon(tx, {
    ...{ code: couponCode, scope: 'packs', itemCode: packCode, currency: offer.currency },
    ...{ organisationId, now: ctx.now },
  });
  return { offer: await priceFor(tx, organisationId, packCode, ctx.now, coupon), coupon };
}

/** The page of ours where a payment is followed, and where a provider sends the payer back to. */
export const pageOf = (payment: { id: string; purchaseId: string | null }): string =>
  payment.purchaseId
    ? `${env.APP_URL}/credits/purchases/${payment.purchaseId}`
    : `${env.APP_URL}/billing/payments/${payment.id}`;

/**
 * Opens the provider's page for an attempt and keeps its address; asked again, the provider gives the same page or a new
 * one. A transfer is followed on our own page.
 */
export async function openAtProvider(
  payment: PaymentModel,
  about: { description: string; email: string; organisation: { name: string; country: string | null } },
): Promise<string> {
  const { organisationId, id, reference, amountMinor, currency, provider } = payment;
  const opened = await providerOf(provider).open({
    ...{ id, reference, organisationId, description: about.description, amountMinor, currency },
    payer: { email: about.email, name: about.organisation.name, country: about.organisation.country },
    returnUrl: pageOf(payment),
    expiresAt: payment.expiresAt ?? new Date(payment.createdAt.getTime() + CHECKOUT_LIFETIME_MS),
  });
  const url = opened.url ?? `${env.APP_URL}/billing/payments/${id}`;
  await db.payment.update({
    where: { organisationId_id: { organisationId, id } },
    data: { providerId: opened.providerId ?? undefined, url },
  });
  return url;
}

/**
 * The same for a purchase. A provider that fails closes the purchase and gives its key free, so that the same request can
 * be made again.
 */
export async function openCheckout(ctx: Context, checkout: Checkout, email: string): Promise<string> {
  const { purchase, payment } = checkout;
  const organisation = await db.organisation.findUniqueOrThrow({
    where: { id: purchase.organisationId },
    select: { name: true, country: true },
  });
  try {
    return await openAtProvider(payment, { description: purchase.packName, email, organisation });
  } catch (error) {
    await transaction((tx) => closePurchase(tx, ctx, purchase, 'cancelled', { freesKey: true }));
    throw error;
  }
}
