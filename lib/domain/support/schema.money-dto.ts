import type { SlaDto } from '@/lib/domain/sla/schema.dto';

/** A price that staff proposed for work beyond what was paid. Credits as decimals. */
export type QuoteCardDto = {
  id: string;
  credits: string;
  /** Markdown. */
  body: string;
  status: 'proposed' | 'accepted' | 'declined' | 'withdrawn';
  by: string;
  at: string;
  decidedAt: string | null;
  comment: string | null;
};

/** What a request costs by card: minor units of one currency, tax in the total. */
export type CardPriceDto = {
  totalMinor: string;
  taxMinor: string;
  currency: string;
  /** Money for it has come: its credits wait in the wallet. */
  isPaid: boolean;
};

/** What became of all that was ever held for a request: its price, and each quote. Credits as decimals. */
export type RequestCreditsDto = {
  /** Held now: what a resolution charges. */
  held: string;
  charged: string;
  /** Given back because it was cancelled. */
  released: string;
  /** Held now or charged and not given back: what comes back when it is cancelled. */
  returnable: string;
};

/** What the caller may do about a request's money; `buy`: get more credits for it. */
type MayMoney = Record<'fund' | 'pay' | 'buy' | 'decideQuote' | 'propose' | 'changeUrgency', boolean>;

/** What was promised and asked for a request, and what the caller may do about it. */
export type RequestMoneyDto = {
  credits: RequestCreditsDto;
  promises: SlaDto[];
  /** What part of the price goes back when it is late, in basis points. */
  lateRefundBps: number;
  /** What went back; null where nothing did. */
  lateReturned: string | null;
  /** The newest first. */
  quotes: QuoteCardDto[];
  /** Null unless it is unpaid, and a card can pay for it. */
  card: CardPriceDto | null;
  /** Credits that the wallet has, while it is unpaid. */
  available: string | null;
  /** Why work may not begin yet. */
  startRefusal: 'approvalMissing' | 'quoteMissing' | null;
  mayMoney: MayMoney;
};
