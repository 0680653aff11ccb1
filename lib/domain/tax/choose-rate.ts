import { isInEu } from './european-union';
import { type TaxDto, noTax } from './schema';

export type TaxRow = Omit<TaxDto, 'rateId'> & {
  id: string;
  /** ISO 3166, `EU`, or `*` for everywhere else. */
  region: string;
  validFrom: Date;
  /** The first day on which it holds no more; null: it holds. */
  validTo: Date | null;
};

type Buyer = { country: string; isBusiness: boolean; taxId: string | null };

const holds = (row: TaxRow, at: Date) => row.validFrom <= at && (row.validTo === null || row.validTo > at);

/** The latest of the rows of a region that hold. */
function latest(rows: readonly TaxRow[], region: string, isWanted: (row: TaxRow) => boolean): TaxRow | null {
  const found = rows.filter((row) => row.region === region && isWanted(row));
  return found.reduce<TaxRow | null>(
    (best, row) => (best && best.validFrom >= row.validFrom ? best : row),
    null,
  );
}

/**
 * The tax on a sale by where the seller and the buyer are (Directive 2006/112/EC, articles 44, 58 and 196, in short):
 * at home the rate of the country; between two states of the EU the reverse charge for a business with a tax id,
 * else the rate of the buyer's country, or the seller's own where the table has none for it; elsewhere the rate of the
 * buyer's country, of `EU`, or of `*`. None of them: nothing is due. `rows` is the rate table, `at` the day that counts.
 */
export function chooseRate(rows: readonly TaxRow[], sellerCountry: string, buyer: Buyer, at: Date): TaxDto {
  const valid = rows.filter((row) => holds(row, at));
  const { country } = buyer;
  const own = (region: string) => latest(valid, region, ({ category }) => category !== 'AE');
  const isAcrossEu = country !== sellerCountry && isInEu(country) && isInEu(sellerCountry);
  const isReversed = isAcrossEu && buyer.isBusiness && buyer.taxId !== null;
  const row =
    (isReversed ? latest(valid, 'EU', ({ category }) => category === 'AE') : null) ??
    own(country) ??
    (isAcrossEu ? own(sellerCountry) : null) ??
    (isInEu(country) ? own('EU') : null) ??
    (country === sellerCountry ? null : own('*'));
  if (!row) return noTax;
  const { id, name, rateBps, isInclusive, category } = row;
  return { rateId: id, name, rateBps, isInclusive, category };
}
