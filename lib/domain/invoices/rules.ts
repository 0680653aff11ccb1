import { allocate } from '@/lib/core/money';
import { spreadTax } from '@/lib/domain/tax/rules';
import type { TaxCategory } from '@/lib/domain/tax/schema';

/** One line as it is charged; amounts are gross, in minor units of the invoice's currency. */
export type DraftLine = {
  kind: 'pack' | 'tier' | 'proration';
  description: string;
  /** 1, unless said; a decimal of at most six places. */
  quantity?: string;
  /** The price of one before the discount, and the discount: in the terms of the catalogue, with or without tax. */
  unitMinor?: bigint;
  discountMinor?: bigint;
  /** Below zero for the credit of a proration. */
  amountMinor: bigint;
  taxRateId: string | null;
  periodStart?: Date;
  periodEnd?: Date;
  /** The tier that is charged, where that may be another than the subscription's when it is paid. */
  tierCode?: string;
};

/** A rate as an invoice freezes it. */
export type Rate = { rateId: string | null; name: string; rateBps: number; category: TaxCategory };

/** What an invoice owes at one rate. */
export type TaxSum = Rate & { netMinor: bigint; taxMinor: bigint };

export type BuiltLine = {
  position: number;
  kind: DraftLine['kind'];
  description: string;
  quantity: string;
  /** Of one, without tax and before the discount: quantity × unit − discount = net. */
  unitMinor: bigint;
  discountMinor: bigint;
  netMinor: bigint;
  taxMinor: bigint;
  taxRateId: string | null;
  taxBps: number;
  taxCategory: TaxCategory;
  periodStart?: Date;
  periodEnd?: Date;
  tierCode?: string;
};

/**
 * Takes the tax out of the lines: within each rate by largest remainder, so that the lines of a rate sum to the tax of
 * their sum, rounded once (EN 16931, BR-CO-17), and all lines to the total.
 */
export function buildLines(
  lines: readonly DraftLine[],
  rates: ReadonlyMap<string | null, Rate>,
): BuiltLine[] {
  const taxes = new Map<number, bigint>();
  for (const rateId of new Set(lines.map((line) => line.taxRateId))) {
    const at = lines.flatMap((line, index) => (line.taxRateId === rateId ? [index] : []));
    const parts = spreadTax(
      at.map((index) => lines[index]?.amountMinor ?? 0n),
      rates.get(rateId)?.rateBps ?? 0,
    );
    for (const [nth, index] of at.entries()) taxes.set(index, parts[nth] ?? 0n);
  }
  return lines.map((line, index) => {
    const rate = rates.get(line.taxRateId) ?? untaxed;
    const taxMinor = taxes.get(index) ?? 0n;
    return {
      position: index + 1,
      kind: line.kind,
      description: line.description,
      quantity: line.quantity ?? '1',
      ...unitOf(line, taxMinor),
      netMinor: line.amountMinor - taxMinor,
      taxMinor,
      taxRateId: line.taxRateId,
      taxBps: rate.rateBps,
      taxCategory: rate.category,
      periodStart: line.periodStart,
      periodEnd: line.periodEnd,
      tierCode: line.tierCode,
    };
  });
}

export const untaxed: Rate = { rateId: null, name: '', rateBps: 0, category: 'O' };

/**
 * Unit price and discount without tax. A price that already is without tax is kept; one that contains it gives its
 * share up; one that does not lead to the amount is left out for what the line came to.
 */
function unitOf(line: DraftLine, taxMinor: bigint): { unitMinor: bigint; discountMinor: bigint } {
  const netMinor = line.amountMinor - taxMinor;
  const { unitMinor, discountMinor = 0n, quantity = '1' } = line;
  const bare = { unitMinor: netMinor, discountMinor: 0n };
  if (unitMinor === undefined || !/^[1-9]\d{0,8}$/.test(quantity)) return bare;
  const count = BigInt(quantity);
  const listMinor = unitMinor * count;
  if (listMinor - discountMinor === netMinor) return { unitMinor, discountMinor };
  if (listMinor - discountMinor !== line.amountMinor || line.amountMinor <= 0n) return bare;
  const [, discountTax = 0n] = allocate((taxMinor * listMinor) / line.amountMinor, [
    line.amountMinor,
    discountMinor,
  ]);
  const netDiscount = discountMinor - discountTax;
  const netList = netMinor + netDiscount;
  return netList % count === 0n ? { unitMinor: netList / count, discountMinor: netDiscount } : bare;
}

/** What the lines owe by rate, in the order in which the rates appear. */
export function sumByRate(
  lines: readonly Pick<BuiltLine, 'taxRateId' | 'netMinor' | 'taxMinor'>[],
  rates: ReadonlyMap<string | null, Rate>,
): TaxSum[] {
  return [...new Set(lines.map((line) => line.taxRateId))].map((rateId) => {
    const of = lines.filter((line) => line.taxRateId === rateId);
    return {
      ...(rates.get(rateId) ?? untaxed),
      rateId,
      netMinor: of.reduce((sum, line) => sum + line.netMinor, 0n),
      taxMinor: of.reduce((sum, line) => sum + line.taxMinor, 0n),
    };
  });
}

/**
 * What a credit note of `amountMinor` takes back of each rate, where `before` was credited already: cumulative, so that
 * notes of the whole invoice end at exactly its net and tax. All amounts above or at zero.
 */
export function creditShares(
  taxes: readonly TaxSum[],
  totalMinor: bigint,
  beforeMinor: bigint,
  amountMinor: bigint,
): TaxSum[] {
  const upTo = (credited: bigint) => {
    const gross = allocateSigned(
      credited,
      taxes.map((tax) => tax.netMinor + tax.taxMinor),
      totalMinor,
    );
    return taxes.map((tax, index) => {
      const whole = tax.netMinor + tax.taxMinor;
      const part = gross[index] ?? 0n;
      return { part, tax: whole === 0n ? 0n : roundedShare(part, tax.taxMinor, whole) };
    });
  };
  const now = upTo(beforeMinor + amountMinor);
  const then = upTo(beforeMinor);
  return taxes.map((tax, index) => {
    const gross = (now[index]?.part ?? 0n) - (then[index]?.part ?? 0n);
    const taxMinor = (now[index]?.tax ?? 0n) - (then[index]?.tax ?? 0n);
    return { ...tax, netMinor: gross - taxMinor, taxMinor };
  });
}

const roundedShare = (amount: bigint, part: bigint, whole: bigint): bigint =>
  (amount * part + whole / 2n) / whole;

/** Shares of `amount` by what each rate is of the total: floors, the rest to the last, so that it is monotonic. */
function allocateSigned(amount: bigint, weights: readonly bigint[], total: bigint): bigint[] {
  if (total <= 0n) return weights.map(() => 0n);
  const parts = weights.map((weight) => (amount * weight) / total);
  const rest = amount - parts.reduce((a, b) => a + b, 0n);
  return parts.map((part, index) => (index === parts.length - 1 ? part + rest : part));
}

const DAY_MS = 86_400_000;

/** Whole days since the due day (a date at midnight UTC); 0 until it is over. */
export function daysOverdue(dueOn: Date | null, now: Date): number {
  if (!dueOn) return 0;
  return Math.max(0, Math.floor(now.getTime() / DAY_MS) - Math.floor(dueOn.getTime() / DAY_MS));
}
