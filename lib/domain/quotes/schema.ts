import { z } from 'zod';
import { PositiveCreditsInput } from '@/lib/core/credits';
import { Id, newId } from '@/lib/core/ids';
import { text } from '@/lib/core/text';
import { limits } from '@/lib/domain/support/schema';

/** An id made by the form itself, so that the same quote sent twice is one quote. */
export const newQuoteId = () => newId('quote');

export const ProposeQuoteInput = z.object({
  requestId: Id('request'),
  quoteId: Id('quote'),
  /** Credits, a decimal. */
  credits: PositiveCreditsInput,
  body: text(limits.body, 3),
});

export const QuoteRef = z.object({ quoteId: Id('quote') });

export const AcceptQuoteInput = QuoteRef.extend({
  /** The price that was shown, in credits: another one is never held unseen. */
  credits: PositiveCreditsInput,
});

export const DeclineQuoteInput = QuoteRef.extend({ comment: text(limits.reason, 0).default('') });
