import type { z } from 'zod';
import { type Context, authorise, caller } from '@/lib/core/context';
import { parse } from '@/lib/core/errors';
import { emailOf, openCheckout, writePurchase } from './internal';
import { StartCheckoutInput } from './schema';

/**
 * Opens a checkout for a pack and gives the address to pay at: the provider's, or our own for a transfer. The purchase
 * is written before the provider hears of it, so that no payment can come for a purchase we do not know; it keeps its
 * own copy of name, credits and price. Errors: `not_found` for a pack that is not sold, `conflict` when the price is not
 * the one that the buyer saw, `invalid` for a coupon or a provider that is none here, `provider_unavailable`.
 */
export async function startCheckout(ctx: Context, input: z.input<typeof StartCheckoutInput>) {
  authorise(ctx, 'credits:buy');
  const { totalMinor, ...request } = parse(StartCheckoutInput, input);
  const buyer = { createdById: caller(ctx) };
  const checkout = await writePurchase(ctx, buyer, { ...request, seenTotalMinor: BigInt(totalMinor) });
  return {
    purchaseId: checkout.purchase.id,
    paymentId: checkout.payment.id,
    checkoutUrl: await openCheckout(ctx, checkout, await emailOf(caller(ctx))),
  };
}
