'use server';

import { proposeQuote as propose } from '@/lib/domain/quotes/propose-quote';
import { ProposeQuoteInput, QuoteRef } from '@/lib/domain/quotes/schema';
import { withdrawQuote as takeBack } from '@/lib/domain/quotes/withdraw-quote';
import { changeUrgency as change } from '@/lib/domain/support/change-urgency';
import { ChangeUrgencyInput } from '@/lib/domain/support/schema';
import { staffAction } from '@/lib/web/actions';

export const proposeQuote = staffAction(ProposeQuoteInput, propose);
export const withdrawQuote = staffAction(QuoteRef, takeBack);
export const changeUrgency = staffAction(ChangeUrgencyInput, change);
