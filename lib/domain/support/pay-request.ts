import type { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { chooseCard, openCardPage, sellByCard } from './sell-by-card';
import { PayRequestInput } from './schema';

/**
 * Pays for an unpaid request by card, at the price that was shown: gives the provider's page. Asked again while that can
 * be paid, it is the same purchase. What comes is held for the request, which then begins (`support.fund`).
 * Errors: `not_found`; `conflict` `requestChanged`, `requestPaid`, `requestPriceChanged`, `buyerMissing`; `invalid`
 * `noCardPrice`, `providerNotOffered`; `provider_unavailable`.
 */
export async function payRequest(
  ctx: Context,
  input: z.input<typeof PayRequestInput>,
): Promise<{ requestId: string; url: string }> {
  authorise(ctx, 'support:write');
  authorise(ctx, 'credits:buy');
  const { requestId, totalMinor, provider: wanted } = parse(PayRequestInput, input);
  const provider = await chooseCard(tenant(ctx), wanted);
  const seenTotalMinor = BigInt(totalMinor);
  const sale = await transaction((tx) => sellByCard(tx, ctx, { requestId, seenTotalMinor, provider }));
  return { requestId, url: await openCardPage(ctx, sale) };
}
