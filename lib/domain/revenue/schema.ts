import { z } from 'zod';
import { Currency, parseMoney } from '@/lib/core/money';

export const presets = ['this-month', 'last-month', '30d', '90d', '6m', '12m'] as const;
export type Preset = (typeof presets)[number];

/** Days in UTC, both inclusive, with the same length before it to compare with. */
export type RangeDto = {
  preset: Preset | 'custom';
  from: string;
  to: string;
  days: number;
  formerFrom: string;
  formerTo: string;
};

/** What one period shows. Money in minor units, credits in micro-credits, all as text; null: nothing to measure. */
export type FiguresDto = {
  packRevenueMinor: string;
  purchases: number;
  buyers: number;
  mrrMinor: string;
  /** Twelve times MRR. */
  arrMinor: string;
  paidSubscriptions: number;
  lostSubscriptions: number;
  /** Subscriptions lost of those at the beginning; MRR lost (churn and contraction) of that at the beginning. */
  logoChurnBps: number | null;
  revenueChurnBps: number | null;
  /** MRR of a subscription divided by the monthly logo churn; null where nobody left. */
  ltvMinor: string | null;
  /** Pack revenue brought to the length of a month, plus MRR. */
  monthlyRevenueMinor: string;
  /** Organisations with a paid subscription at the end, and those without that bought a pack. */
  payers: number;
  arpuMinor: string | null;
  requestsFiled: number;
  reporters: number;
  purchaseRateBps: number | null;
  boughtMicro: string;
  utilisationBps: number | null;
  requestsResolved: number;
  resolutionSeconds: number | null;
  ratings: number;
  /** 452 is 4.52 of 5. */
  satisfactionHundredths: number | null;
  credits: CreditsDto;
  deferred: DeferredDto;
};

/** opening + sold + allowance + other - used - expired - withdrawn = closing; closing is what customers hold. */
export type CreditsDto = {
  openingMicro: string;
  soldMicro: string;
  allowanceMicro: string;
  otherMicro: string;
  usedMicro: string;
  expiredMicro: string;
  withdrawnMicro: string;
  closingMicro: string;
};

/** opening + sold - recognised - expired - refunded = closing, from the journal's account `deferred_revenue`. */
export type DeferredDto = {
  openingMinor: string;
  soldMinor: string;
  recognisedMinor: string;
  expiredMinor: string;
  refundedMinor: string;
  closingMinor: string;
};

/** The lines of the two roll-forwards, in their order. */
export const creditRows = [
  'opening',
  'sold',
  'allowance',
  'other',
  'used',
  'expired',
  'withdrawn',
  'closing',
] as const;
export const deferredRows = [
  ...(['opening', 'sold', 'recognised', 'expired'] as const),
  ...(['refunded', 'closing'] as const),
] as const;

export type PackMonthDto = { month: string; code: string; purchases: number; revenueMinor: string };
export type TierDto = { code: string; name: string; subscriptions: number; mrrMinor: string };
/** opening + new + reactivation + expansion + contraction + churn = closing; the last two are below zero. */
export type MovementDto = {
  month: string;
  openingMinor: string;
  newMinor: string;
  reactivationMinor: string;
  expansionMinor: string;
  contractionMinor: string;
  churnMinor: string;
  closingMinor: string;
};
export const movementKinds = ['new', 'reactivation', 'expansion', 'contraction', 'churn'] as const;

/** All currencies side by side; `rate` is null where finance set none by `day`, and then it is not in the sums. */
export type BaseDto = {
  currency: string;
  day: string;
  rows: {
    currency: string;
    rate: string | null;
    rateFrom: string | null;
    packRevenueMinor: string;
    mrrMinor: string;
    basePackRevenueMinor: string | null;
    baseMrrMinor: string | null;
  }[];
  packRevenueMinor: string;
  mrrMinor: string;
  missing: string[];
};

/** Organisations by the month of their first payment, and what share of them was a customer in each month since. */
export type CohortDto = {
  month: string;
  organisations: number;
  /** From the month itself on; the last one is this month. */
  months: { active: number; shareBps: number; paidMinor: string }[];
};

export type TopDto = {
  byUse: { organisationId: string; name: string; usedMicro: string }[];
  byPayment: { organisationId: string; name: string; paidMinor: string; payments: number }[];
};

export type KpiKey = 'revenue' | 'arpu' | 'purchaseRate' | 'utilisation' | 'resolution' | 'satisfaction';
export type KpiUnit = 'money' | 'bps' | 'seconds' | 'hundredths';

/** A measure beside its target, both in the same unit; `target` is null where none is set in this currency. */
export type KpiDto = {
  key: KpiKey;
  unit: KpiUnit;
  value: string | null;
  target: string | null;
  betterWhen: 'higher' | 'lower';
};

export type TargetsDto = {
  revenueMinor: number;
  arpuMinor: number;
  currency: string;
  purchaseRateBps: number;
  utilisationBps: number;
  resolutionHours: number;
  satisfaction: number;
};

export type RevenueReport = {
  range: RangeDto;
  currency: string;
  currencies: string[];
  now: FiguresDto;
  former: FiguresDto;
  months: string[];
  packs: { code: string; name: string }[];
  packMonths: PackMonthDto[];
  tiers: TierDto[];
  movements: MovementDto[];
  kpis: KpiDto[];
  targets: TargetsDto;
  base: BaseDto;
};

const decimal = (pattern: RegExp, max: number) =>
  z
    .string()
    .trim()
    .regex(pattern, 'number')
    .refine((value) => Number(value) <= max, `tooBig?max=${max}`);
const percent = decimal(/^\d{1,3}(\.\d{1,2})?$/, 100);

const isMoney = (field: 'revenue' | 'arpu') => ({ path: [field], message: 'money' });

/** The targets as finance types them: money as decimals, shares in per cent. */
export const TargetsInput = z
  .object({
    currency: Currency,
    revenue: z.string().trim().max(12),
    arpu: z.string().trim().max(12),
    purchaseRate: percent,
    utilisation: percent,
    resolutionHours: decimal(/^\d{1,4}$/, 8_760).refine((value) => Number(value) >= 1, 'tooSmall?min=1'),
    satisfaction: decimal(/^\d(\.\d{1,2})?$/, 5).refine((value) => Number(value) >= 1, 'tooSmall?min=1'),
  })
  .refine((input) => parseMoney(input.revenue, input.currency) !== null, isMoney('revenue'))
  .refine((input) => parseMoney(input.arpu, input.currency) !== null, isMoney('arpu'));

/** What stands behind a figure, row by row. */
export const rowSets = [
  ...(['purchases', 'subscriptions', 'movements', 'organisations'] as const),
  ...(['customers', 'lots', 'requests'] as const),
] as const;
export type RowSet = (typeof rowSets)[number];

/** How a column's text is to be read: money is minor units, credits are micro-credits, both as text. */
export type ColumnKind =
  'text' | 'movement' | 'customer' | 'money' | 'credits' | 'count' | 'instant' | 'seconds';
export type RowsDto = {
  columns: { key: string; kind: ColumnKind }[];
  rows: { id: string; cells: (string | null)[] }[];
  next: string | null;
};

/** The address of a range: what `parseRange` reads back. */
export function rangeQuery(
  { preset, from, to }: Pick<RangeDto, 'preset' | 'from' | 'to'>,
  currency: string,
): string {
  const range: Record<string, string> = preset === 'custom' ? { from, to } : { range: preset };
  return new URLSearchParams({ ...range, currency }).toString();
}
