import type { Action } from '@/components/ui/action-result';

/** What a customer may do about the money of a request, handed down by the page. */
export type MoneyActions = {
  fund: Action<{ requestId: string }, unknown>;
  pay: Action<{ requestId: string; totalMinor: string }, { url: string }>;
  acceptQuote: Action<{ quoteId: string; credits: string }, unknown>;
  declineQuote: Action<{ quoteId: string; comment?: string }, unknown>;
};

/** What staff may do about it. */
export type DeskMoneyActions = {
  proposeQuote: Action<{ requestId: string; quoteId: string; credits: string; body: string }, unknown>;
  withdrawQuote: Action<{ quoteId: string }, unknown>;
  changeUrgency: Action<
    {
      requestId: string;
      fromUrgency: 'normal' | 'high' | 'critical';
      urgency: 'normal' | 'high' | 'critical';
      reason: string;
    },
    unknown
  >;
};
