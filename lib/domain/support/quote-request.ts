import type { z } from 'zod';
import { type Context, authorise, can, tenant } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { type Tx, db } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { listPriceRules, listSupportCategories } from '@/lib/domain/catalog/queries';
import { priceRequest, unquoted } from '@/lib/domain/catalog/rules';
import type { PriceFactor } from '@/lib/domain/catalog/schema';
import { type CardOffer, readCardPrices } from '@/lib/domain/payments/price-by-card';
import { cardProvider } from '@/lib/domain/payments/request-sale';
import type { CardQuoteDto, CategoryDto, FactorDto, QuoteDto } from './schema.dto';
import { QuoteInput, type Urgency, urgencies } from './schema';

/** Stored factors (micro-credits as text) in credits, as they are shown. */
export function factorsDto(factors: readonly PriceFactor[]): FactorDto[] {
  return factors.map(({ kind, key, bps, before, after }) => ({
    kind: kind as FactorDto['kind'],
    key,
    bps,
    before: creditsToDecimal(BigInt(before)),
    after: creditsToDecimal(BigInt(after)),
  }));
}

const customerClassOf = async (tx: Tx, organisationId: string) => {
  const found = await tx.organisation.findUniqueOrThrow({
    where: { id: organisationId },
    select: { customerClass: true },
  });
  return found.customerClass;
};

/**
 * The price of a request now, with its category; 0 for one that is quoted. Error: `invalid` on `category` when it is not
 * on offer.
 */
export async function quote(tx: Tx, organisationId: string, code: string, urgency: Urgency) {
  const category = await tx.supportCategory.findUnique({ where: { code } });
  if (!category?.active) throw new AppError('invalid', 'invalidInput', { fields: { category: 'unknown' } });
  if (category.isQuoted) return { category, ...unquoted };
  const [customerClass, rules] = [await customerClassOf(tx, organisationId), await listPriceRules(tx)];
  return { category, ...priceRequest(category, urgency, customerClass, rules) };
}

/** What a request would cost the caller's organisation, with every factor as a line; nothing is written. */
export async function quoteRequest(ctx: Context, input: z.input<typeof QuoteInput>): Promise<QuoteDto> {
  authorise(ctx, 'support:read');
  const { category, urgency } = parse(QuoteInput, input);
  const { priceMicro, factors } = await quote(db, tenant(ctx), category, urgency);
  return { price: creditsToDecimal(priceMicro), factors: factorsDto(factors) };
}

/** Every category on offer with its price at each urgency: the wizard shows the price without asking again. */
export async function listQuotes(ctx: Context): Promise<CategoryDto[]> {
  authorise(ctx, 'support:read');
  const [categories, customerClass, rules, cards] = await Promise.all([
    listSupportCategories(),
    customerClassOf(db, tenant(ctx)),
    listPriceRules(),
    cardQuotes(ctx),
  ]);
  return categories.map(({ code, name, hint, priceMicro, isQuoted, needsApproval, lateRefundBps }) => {
    const at = (urgency: Urgency): QuoteDto => {
      const priced = isQuoted ? unquoted : priceRequest({ code, priceMicro }, urgency, customerClass, rules);
      return { price: creditsToDecimal(priced.priceMicro), factors: factorsDto(priced.factors) };
    };
    const quotes = Object.fromEntries(urgencies.map((urgency) => [urgency, at(urgency)]));
    return {
      ...{ code, name, hint, isQuoted, needsApproval, lateRefundBps, card: cards(code) },
      quotes: quotes as Record<Urgency, QuoteDto>,
    };
  });
}

/** What the caller may pay by card, by category; nothing for whoever may not buy, or where no card is taken. */
async function cardQuotes(ctx: Context): Promise<(code: string) => CategoryDto['card']> {
  const organisationId = tenant(ctx);
  if (!can(ctx, 'credits:buy') || !(await cardProvider(organisationId))) return () => null;
  const priceOf = await readCardPrices(db, organisationId, ctx.now);
  return (code) => {
    const offers = urgencies.flatMap((urgency) => {
      const offer = priceOf(code, urgency);
      return offer ? [[urgency, cardDto(offer)] as const] : [];
    });
    return offers.length === 0 ? null : (Object.fromEntries(offers) as NonNullable<CategoryDto['card']>);
  };
}

const cardDto = ({ totalMinor, taxMinor, taxName, currency }: CardOffer): CardQuoteDto => ({
  ...{ totalMinor: totalMinor.toString(), taxMinor: taxMinor.toString(), taxName, currency },
});
