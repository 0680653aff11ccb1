import { type Context, tenant } from '@/lib/core/context';
import { type Tx, db } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import { type CardOffer, lockCardPrices, readCardPrices } from '@/lib/domain/payments/price-by-card';
import { type Checkout, cardProvider, openSale, sellRequest } from '@/lib/domain/payments/request-sale';
import { payOpen } from '@/lib/domain/payments/start-payment';
import type { ProviderCode } from '@/lib/integrations/payment-provider';
import { type LockedRequest, lockRequest, requestChanged } from './internal';

/** A purchase that was just written, or one that waits for its money already. */
export type CardSale = { provider: ProviderCode } & ({ checkout: Checkout } | { purchaseId: string });

type Sale = { requestId: string; seenTotalMinor: bigint; provider: ProviderCode };

/** The way by which a card is charged here. Error: `invalid` `providerNotOffered` where there is none. */
export async function chooseCard(organisationId: string, wanted?: ProviderCode): Promise<ProviderCode> {
  const chosen = await cardProvider(organisationId, wanted);
  if (!chosen) throw new AppError('invalid', 'providerNotOffered');
  return chosen;
}

/**
 * Sells an unpaid request for a card: the purchase of exactly as many credits as it costs, or the one that is open.
 * `openCardPage` opens its page once this is committed. Errors: `conflict` `requestChanged` when it waits for no money,
 * `requestPaid` when that is on its way, `requestPriceChanged`, `buyerMissing`; `invalid` `noCardPrice`.
 */
export async function sellByCard(tx: Tx, ctx: Context, sale: Sale): Promise<CardSale> {
  const organisationId = tenant(ctx);
  const { requestId, provider, seenTotalMinor } = sale;
  const request = await lockRequest(tx, requestId, organisationId);
  if (request.status !== 'unpaid') throw requestChanged();
  const made = await tx.purchase.findMany({
    where: { organisationId, requestId, status: { in: ['pending', 'paid'] } },
  });
  if (made.some(({ status }) => status === 'paid')) throw new AppError('conflict', 'requestPaid');
  const [open] = made;
  if (open && open.totalMinor !== seenTotalMinor) throw new AppError('conflict', 'requestPriceChanged');
  if (open) return { provider, purchaseId: open.id };
  const priceOf = await lockCardPrices(tx, organisationId, ctx.now);
  const offer = priceOf(request.categoryCode, request.urgency);
  if (!offer) throw new AppError('invalid', 'noCardPrice');
  const checkout = await sellRequest(tx, ctx, {
    ...{ organisationId, requestId, provider, seenTotalMinor, offer },
    ...{ name: nameOf(request), creditsMicro: request.priceMicro },
    returnTo: `/support/requests/${requestId}`,
  });
  return { provider, checkout };
}

/** What the invoice says of it. */
const nameOf = ({ categoryName, number }: LockedRequest) => `${categoryName} (${number})`;

/** Gives the page at which the card is charged. Error: `provider_unavailable`. */
export async function openCardPage(ctx: Context, sale: CardSale): Promise<string> {
  if ('checkout' in sale) return openSale(ctx, sale.checkout);
  return (await payOpen(ctx, { purchaseId: sale.purchaseId }, sale.provider)).url;
}

export type CardPrice = Pick<CardOffer, 'taxMinor' | 'totalMinor' | 'currency'> & { isPaid: boolean };

/** What an unpaid request costs by card now: as its open purchase says, or the catalogue. Null: credits only. */
export async function readCardPrice(
  ctx: Context,
  request: { organisationId: string; id: string; categoryCode: string; urgency: string },
): Promise<CardPrice | null> {
  const { organisationId, id: requestId } = request;
  const made = await db.purchase.findFirst({
    where: { organisationId, requestId, status: { in: ['pending', 'paid'] } },
    orderBy: { status: 'desc' },
  });
  if (made) return { ...made, isPaid: made.status === 'paid' };
  if (!(await cardProvider(organisationId))) return null;
  const offer = (await readCardPrices(db, organisationId, ctx.now))(request.categoryCode, request.urgency);
  return offer && { ...offer, isPaid: false };
}
