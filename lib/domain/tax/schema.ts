import { z } from 'zod';
import { DayInput } from '@/lib/core/dates';
import { Id } from '@/lib/core/ids';
import { line } from '@/lib/core/text';

/** What is due on a sale: a rate of the table as it stood, or none (`rateId` null, category O). */
export type TaxDto = {
  rateId: string | null;
  /** As documents name it: «VAT 19 %», «Reverse charge». */
  name: string;
  rateBps: number;
  /** The catalogue's prices contain it. */
  isInclusive: boolean;
  category: TaxCategory;
};

/** UN/CEFACT 5305: standard, zero-rated, exempt, reverse charge, outside of the tax. */
export const taxCategories = ['S', 'Z', 'E', 'AE', 'O'] as const;
export type TaxCategory = (typeof taxCategories)[number];

/** Nothing is due. */
export const noTax: TaxDto = { rateId: null, name: '', rateBps: 0, isInclusive: false, category: 'O' };

/** A rate of the table from a day on. Regions: ISO 3166, `EU`, or `*` for everywhere else. */
export const SaveTaxRateInput = z
  .object({
    region: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^([A-Z]{2}|\*)$/, 'region'),
    name: line(60),
    /** Per cent, at most two decimals: `19`. */
    rate: z
      .string()
      .trim()
      .regex(/^\d{1,3}(\.\d{1,2})?$/, 'percent'),
    isInclusive: z.boolean().default(false),
    category: z.enum(taxCategories),
    validFrom: DayInput,
  })
  .transform(({ rate, ...input }) => {
    const [whole = '0', fraction = ''] = rate.split('.');
    return { ...input, rateBps: Number(`${whole}${fraction.padEnd(2, '0')}`) };
  })
  .superRefine(({ rateBps, category, region }, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (rateBps > 10_000) refuse('rate', 'percent');
    else if ((category === 'S') !== rateBps > 0) refuse('rate', 'rateOfCategory');
    if (category === 'AE' && region !== 'EU') refuse('region', 'reverseRegion');
  });

/** `endsOn` is its last day. */
export const EndTaxRateInput = z.object({ id: Id('taxRate'), endsOn: DayInput });

export type TaxRateDto = {
  id: string;
  region: string;
  name: string;
  rateBps: number;
  isInclusive: boolean;
  category: TaxCategory;
  validFrom: string;
  /** Its last day; null: it holds. */
  endsOn: string | null;
  state: 'coming' | 'holds' | 'over';
};
