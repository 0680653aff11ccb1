import { type Context, can } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { type ApprovalStatus, db } from '@/lib/core/db';
import { readPromises } from '@/lib/domain/sla/read-promises';
import { getWallet } from '@/lib/domain/wallet/queries';
import { sumHolds } from './holds';
import { answerer } from './internal';
import { isOpen, startRefusal, worksOn } from './rules';
import type { RequestStatus, Urgency } from './schema';
import type { CardPriceDto, QuoteCardDto, RequestCreditsDto, RequestMoneyDto } from './schema.money-dto';
import { readCardPrice } from './sell-by-card';

type Row = {
  organisationId: string;
  id: string;
  status: RequestStatus;
  categoryCode: string;
  urgency: Urgency;
  priceMicro: bigint;
  needsApproval: boolean;
  approval: ApprovalStatus | null;
  lateRefundBps: number;
  lateReturnMicro: bigint;
  expertId: string | null;
};

/** What `readMoney` needs of a request. */
export const moneyFields = {
  ...{ organisationId: true, id: true, status: true, categoryCode: true, urgency: true, priceMicro: true },
  ...{ needsApproval: true, approval: true, lateRefundBps: true, lateReturnMicro: true, expertId: true },
} as const;

/** The promises, quotes and open payment of a request that the caller may read already. */
export async function readMoney(
  ctx: Context,
  row: Row,
  side: 'customer' | 'staff',
): Promise<RequestMoneyDto> {
  const isUnpaid = row.status === 'unpaid' && side === 'customer';
  const mayWork = side !== 'customer' && worksOn(answerer(ctx), row.expertId) && isOpen(row.status);
  const [credits, promises, quotes, card, wallet] = await Promise.all([
    readCredits(row),
    readPromises(db, row, ctx.now),
    readQuotes(row),
    isUnpaid ? readCard(ctx, row) : null,
    isUnpaid ? getWallet(ctx) : null,
  ]);
  return {
    ...{
      credits,
      promises,
      quotes,
      card,
      available: wallet?.available ?? null,
      lateRefundBps: row.lateRefundBps,
    },
    lateReturned: row.lateReturnMicro > 0n ? creditsToDecimal(row.lateReturnMicro) : null,
    startRefusal: isOpen(row.status) ? startRefusal(row) : null,
    mayMoney: side === 'customer' ? asCustomer(ctx, row, quotes, card) : asStaff(mayWork, quotes),
  };
}

/** Of one that is cancelled, all that was ever held has come back. */
async function readCredits(row: Row): Promise<RequestCreditsDto> {
  const { heldMicro, chargedMicro, allMicro } = await sumHolds(db, row);
  const isCancelled = row.status === 'cancelled';
  const shown = (micro: bigint) => creditsToDecimal(isCancelled ? 0n : micro);
  return {
    ...{ held: shown(heldMicro), charged: shown(chargedMicro) },
    returnable: shown(heldMicro + chargedMicro - row.lateReturnMicro),
    released: creditsToDecimal(isCancelled ? allMicro : 0n),
  };
}

const isWaiting = (quotes: QuoteCardDto[]) => quotes.some(({ status }) => status === 'proposed');

function asCustomer(ctx: Context, row: Row, quotes: QuoteCardDto[], card: CardPriceDto | null) {
  const writes = can(ctx, 'support:write');
  const buy = can(ctx, 'credits:buy');
  const pay = card !== null && !card.isPaid && writes && buy;
  return {
    ...{ fund: row.status === 'unpaid' && writes, pay, buy, decideQuote: writes && isWaiting(quotes) },
    ...{ propose: false, changeUrgency: false },
  };
}

function asStaff(works: boolean, quotes: QuoteCardDto[]) {
  return {
    ...{ fund: false, pay: false, buy: false, decideQuote: false },
    ...{ propose: works && !isWaiting(quotes), changeUrgency: works },
  };
}

async function readQuotes({ organisationId, id }: Row): Promise<QuoteCardDto[]> {
  const rows = await db.quote.findMany({
    where: { organisationId, requestId: id },
    orderBy: { proposedAt: 'desc' },
    take: 50,
  });
  const people = await db.user.findMany({
    where: { id: { in: [...new Set(rows.map(({ proposedById }) => proposedById))] } },
    select: { id: true, name: true },
  });
  const names = new Map(people.map(({ id: userId, name }) => [userId, name]));
  return rows.map(({ priceMicro, proposedById, proposedAt, decidedAt, ...quote }) => ({
    ...{ id: quote.id, body: quote.body, status: quote.status, comment: quote.comment },
    credits: creditsToDecimal(priceMicro),
    by: names.get(proposedById) ?? '',
    at: proposedAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
  }));
}

async function readCard(ctx: Context, row: Row): Promise<CardPriceDto | null> {
  const price = await readCardPrice(ctx, row);
  return (
    price && {
      ...{ totalMinor: price.totalMinor.toString(), taxMinor: price.taxMinor.toString() },
      ...{ currency: price.currency, isPaid: price.isPaid },
    }
  );
}
