import { type Context, caller } from '@/lib/core/context';
import { type Tx, db } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { requireBuyer } from '@/lib/domain/billing/require-buyer';
import type { ProviderCode } from '@/lib/integrations/payment-provider';
import { expiryOf } from './expiry-of';
import { type Checkout, emailOf, openCheckout } from './internal';
import type { CardOffer } from './price-by-card';
import { providersFor } from './providers';
import { openPayment } from './steps';

export type { Checkout } from './internal';

type Sale = {
  organisationId: string;
  requestId: string;
  /** As it stands on the invoice. */
  name: string;
  /** The request's price in micro-credits: exactly as many are bought, and held as they come. */
  creditsMicro: bigint;
  offer: CardOffer;
  /** What the buyer was shown, minor units. */
  seenTotalMinor: bigint;
  provider: ProviderCode;
  returnTo: string;
};

/** The way by which a card can be charged here: the one that was asked for, or the first. Null where there is none. */
export async function cardProvider(
  organisationId: string,
  wanted?: ProviderCode,
): Promise<ProviderCode | null> {
  const place = await db.organisation.findUniqueOrThrow({
    where: { id: organisationId },
    select: { currency: true, country: true },
  });
  const offered = (await providersFor(place)).filter(({ code }) => code !== 'bank_transfer');
  return (wanted ? offered.find(({ code }) => code === wanted) : offered[0])?.code ?? null;
}

/**
 * Writes the purchase of a request by card, with its first attempt to be paid; `openSale` opens the provider's page once
 * this is committed. One that is pending or paid a request: a second breaks a unique key. Errors: `conflict`
 * `requestPriceChanged` when the total is not the one that was shown, or nobody said who buys.
 */
export async function sellRequest(tx: Tx, ctx: Context, sale: Sale): Promise<Checkout> {
  const { organisationId, requestId, provider, offer } = sale;
  const { currency, taxRateId, factors, listPriceMinor, discountMinor, taxMinor, totalMinor } = offer;
  await requireBuyer(tx, organisationId);
  if (totalMinor !== sale.seenTotalMinor) throw new AppError('conflict', 'requestPriceChanged');
  const expiresAt = await expiryOf(tx, provider, ctx.now);
  const createdById = caller(ctx);
  const purchase = await tx.purchase.create({
    data: {
      ...{ organisationId, id: newId('purchase'), origin: 'request', requestId },
      ...{ packCode: 'request', packName: sale.name, creditsMicro: sale.creditsMicro },
      ...{ currency, taxRateId, factors, listPriceMinor, discountMinor, taxMinor, totalMinor },
      ...{ createdById, createdAt: ctx.now, expiresAt, returnTo: sale.returnTo },
    },
  });
  const payment = await openPayment(tx, ctx, {
    ...{ organisationId, provider, purchaseId: purchase.id, currency, expiresAt, createdById },
    amountMinor: totalMinor,
  });
  return { purchase, payment };
}

/** Opens the provider's page for a sale and gives its address. Error: `provider_unavailable`; the purchase is closed. */
export async function openSale(ctx: Context, sale: Checkout): Promise<string> {
  return openCheckout(ctx, sale, await emailOf(caller(ctx)));
}
