import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { type Context, authorise, caller, tenant } from '@/lib/core/context';
import { parseCredits } from '@/lib/core/credits';
import { type Tx, transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import type { ProviderCode } from '@/lib/integrations/payment-provider';
import { fileKey } from './draft-token';
import { type Opened, openRequest } from './open-request';
import { type CardSale, chooseCard, openCardPage, sellByCard } from './sell-by-card';
import { FileRequestInput } from './schema';

type Filing = z.output<typeof FileRequestInput>;
export type FiledRequest = {
  requestId: string;
  number: string;
  status: Opened['status'];
  /** Where its card is charged; null where none is, or where the provider did not answer: the request waits unpaid. */
  url: string | null;
};

/**
 * Files a paid request: its price is held, or (`pay: 'card'`) it waits unpaid for a card, which then buys exactly its
 * price in credits. Number, request, attachments, event, mail and purchase in one transaction, or nothing of it. The
 * draft's token is the idempotency key: sent twice, it is one request and one hold.
 * Errors: `insufficient_credits` (the draft stays); `conflict` `priceChanged` or `requestPriceChanged` when the price is
 * no longer the one that was shown, `idempotencyConflict` when the token was used with other words, `buyerMissing`;
 * `invalid` for a field, `noCardPrice` where the category has no price in money.
 */
export async function fileRequest(
  ctx: Context,
  input: z.input<typeof FileRequestInput>,
): Promise<FiledRequest> {
  authorise(ctx, 'support:write');
  const filing = parse(FileRequestInput, input);
  const provider = await cardOf(ctx, filing);
  const { opened, sale } = await transaction((tx) => file(tx, ctx, filing, provider));
  const { requestId, number, status } = opened;
  return { requestId, number, status, url: sale && (await pageOf(ctx, sale)) };
}

async function cardOf(ctx: Context, { pay }: Filing): Promise<ProviderCode | null> {
  if (pay !== 'card') return null;
  authorise(ctx, 'credits:buy');
  return chooseCard(tenant(ctx));
}

async function pageOf(ctx: Context, sale: CardSale): Promise<string | null> {
  try {
    return await openCardPage(ctx, sale);
  } catch (error) {
    // What was typed is filed; it can be paid from its own page.
    if (error instanceof AppError && error.code === 'provider_unavailable') return null;
    throw error;
  }
}

async function file(tx: Tx, ctx: Context, filing: Filing, provider: ProviderCode | null) {
  const organisationId = tenant(ctx);
  const userId = caller(ctx);
  const { token, pay, price, totalMinor, ...words } = filing;
  const opened = await openRequest(tx, ctx, {
    ...{ ...words, organisationId, by: { userId }, via: 'portal', key: fileKey(token) },
    hash: createHash('sha256')
      .update(JSON.stringify({ ...words, pay, price, totalMinor }))
      .digest('hex'),
    pays: pay === 'card' ? 'later' : 'now',
    seenPriceMicro: parseCredits(price) ?? undefined,
  });
  await tx.requestDraft.deleteMany({ where: { organisationId, userId } });
  if (!provider || opened.status !== 'unpaid') return { opened, sale: null };
  if (totalMinor === undefined) throw new AppError('invalid', 'noCardPrice');
  const seenTotalMinor = BigInt(totalMinor);
  const sale = await sellByCard(tx, ctx, { requestId: opened.requestId, seenTotalMinor, provider });
  return { opened, sale };
}
