import { z } from 'zod';
import { Currency } from '@/lib/core/money';
import { Code, roundings } from './schema';

// What other programs read of the catalogue. Credits and money are decimals as text, never floats.
const credits = z
  .string()
  .regex(/^\d+(\.\d{1,6})?$/)
  .describe('Credits, a decimal of at most six places');
const money = z
  .string()
  .regex(/^\d+(\.\d+)?$/)
  .describe("A decimal in the customer's currency, without tax and discounts");

export const ApiService = z.object({
  code: Code,
  name: z.string(),
  group: z.string(),
  unit: z.string().describe('What a quantity counts'),
  price: credits.describe('Credits for `perUnits` units'),
  perUnits: z.int().min(1),
  rounding: z.enum(roundings).describe('How a cost is rounded to a millionth of a credit'),
  priceText: z.string().describe('The price in words: `20 credits per 100 leads`'),
  since: z.iso.datetime().describe('From when on this price stands'),
});
export type ApiService = z.output<typeof ApiService>;

export const ApiPack = z.object({
  code: Code,
  name: z.string(),
  description: z.string(),
  credits,
  price: money,
  currency: Currency,
  validityDays: z.int().nullable().describe('Days until bought credits expire; null: never'),
});
export type ApiPack = z.output<typeof ApiPack>;

export const ApiTier = z.object({
  code: Code,
  name: z.string(),
  description: z.string(),
  price: money.nullable().describe('A month; null: only sold by the year'),
  yearlyPrice: money.nullable().describe('A year; null: only sold by the month'),
  currency: Currency,
  trialDays: z.int().min(0).describe('Days before the first payment'),
  allowance: credits.describe('Credits that each month brings'),
  rollover: credits.describe('The most of an allowance that lives on for one month more'),
});
export type ApiTier = z.output<typeof ApiTier>;
