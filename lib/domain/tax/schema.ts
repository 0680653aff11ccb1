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
