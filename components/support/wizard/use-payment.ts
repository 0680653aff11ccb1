'use client';

import { useEffect } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import type { CardQuoteDto, CategoryDto, QuoteDto } from '@/lib/domain/support/schema.dto';
import { type WizardValues, quoteOf } from './wizard-values';

export interface Payment {
  category: CategoryDto | undefined;
  quote: QuoteDto | null;
  /** What a card would be charged with; null where it cannot pay. */
  card: CardQuoteDto | null;
  by: 'credits' | 'card';
  /** The wallet has too little for its price in credits. */
  isShort: boolean;
  /** By credits, and they are not there. */
  isBlocked: boolean;
}

/** How the request that is typed would be paid; keeps the form's price, way and total as they are shown. */
export function usePayment(
  form: UseFormReturn<WizardValues>,
  categories: CategoryDto[],
  available: string,
): Payment {
  const values = form.watch();
  const quote = quoteOf(values, categories);
  const category = categories.find(({ code }) => code === values.category);
  const card = category?.card?.[values.urgency || 'normal'] ?? null;
  const isShort = quote !== null && Number(quote.price) > Number(available);
  const by = card && (isShort || values.pay === 'card') ? 'card' : 'credits';
  const { setValue } = form;
  useEffect(() => setValue('price', quote?.price ?? '0'), [setValue, quote?.price]);
  useEffect(() => {
    setValue('pay', by);
    setValue('totalMinor', by === 'card' ? card?.totalMinor : undefined);
  }, [setValue, by, card?.totalMinor]);
  return { category, quote, card, by, isShort, isBlocked: isShort && by === 'credits' };
}
