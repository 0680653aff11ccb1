import { z } from 'zod';
import { DayInput } from '@/lib/core/dates';
import { Currency } from '@/lib/core/money';
import { parseRate } from './rules';

/** What one unit of `currency` is worth in the base currency from a day on. */
export const RateInput = z.object({
  currency: Currency,
  validFrom: DayInput,
  rate: z
    .string()
    .trim()
    .max(21)
    .refine((value) => parseRate(value) !== null, 'number'),
});

export const RateKey = RateInput.pick({ currency: true, validFrom: true });

export type RateDto = {
  currency: string;
  validFrom: string;
  /** An exact decimal. */
  rate: string;
  setAt: string;
  /** Good today: the newest of its currency that is not in the future. */
  isCurrent: boolean;
};
export type RatesDto = { base: string; rates: RateDto[]; missing: string[] };
