import { z } from 'zod';
import { DayInput } from '@/lib/core/dates';
import { Currency, parseMoney } from '@/lib/core/money';
import { line } from '@/lib/core/text';
import { Code } from '@/lib/domain/catalog/schema';

/** A code as people type it: capitals, digits and hyphens; small letters are made capitals. */
export const CouponCode = z
  .string()
  .trim()
  .toUpperCase()
  .max(40)
  .regex(/^[A-Z0-9][A-Z0-9-]{2,39}$/, 'promotionCode');

const blankIsNone = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (typeof value === 'string' && value.trim() === '' ? undefined : value), schema);

/** Where a buyer may leave the field empty. */
export const OptionalCouponCode = blankIsNone(CouponCode.optional());

export const couponDurations = ['once', 'repeating', 'forever'] as const;
export const couponScopes = ['both', 'packs', 'tiers'] as const;

const optionalDay = blankIsNone(DayInput.optional());
const optionalAmount = blankIsNone(z.string().trim().max(20).optional());
const optionalCount = (max: number) => z.int().min(1).max(max).nullable().default(null);

const Terms = z.object({
  code: CouponCode,
  name: line(80),
  takesOff: z.enum(['percent', 'amount']),
  /** Per cent, at most two decimals: `12.5`. */
  percent: optionalAmount,
  /** The most that a percentage takes off, in `currency`. */
  cap: optionalAmount,
  /** What is taken off, in `currency`. */
  amount: optionalAmount,
  currency: blankIsNone(Currency.optional()),
  duration: z.enum(couponDurations).default('once'),
  /** For how many months, where it repeats. */
  months: optionalCount(60),
  scope: z.enum(couponScopes).default('both'),
  /** Packs and tiers that it is good for; none: all of its scope. */
  onlyCodes: z.array(Code).max(50).default([]),
  /** First and last day (UTC) on which it can be used; without them from now on and without an end. */
  startsOn: optionalDay,
  endsOn: optionalDay,
  /** Organisations that may use it; null: any number. */
  maxUses: optionalCount(1_000_000),
});

type Terms = z.output<typeof Terms>;
type Refuse = (field: keyof Terms, message: string) => void;

/** `12.5` → 1250; null when it is no share between 0.01 and 100. */
function percentBps(typed: string | undefined): number | null {
  const match = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(typed ?? '');
  const bps = match ? Number(`${match[1]}${(match[2] ?? '').padEnd(2, '0')}`) : 0;
  return bps >= 1 && bps <= 10_000 ? bps : null;
}

function readAmount(terms: Terms, field: 'amount' | 'cap', refuse: Refuse): bigint | null {
  const typed = terms[field];
  if (typed === undefined) return null;
  if (!terms.currency) {
    refuse('currency', 'required');
    return null;
  }
  const minor = parseMoney(typed, terms.currency);
  if (minor === null) refuse(field, 'money');
  else if (minor === 0n) refuse(field, 'aboveZero');
  return minor;
}

function takenOff(terms: Terms, refuse: Refuse) {
  if (terms.takesOff === 'amount') {
    if (terms.amount === undefined) refuse('amount', 'required');
    return { percentBps: null, amountOffMinor: readAmount(terms, 'amount', refuse), capMinor: null };
  }
  const bps = percentBps(terms.percent);
  if (bps === null) refuse('percent', terms.percent === undefined ? 'required' : 'percent');
  return { percentBps: bps, amountOffMinor: null, capMinor: readAmount(terms, 'cap', refuse) };
}

export const CreateCouponInput = Terms.transform((terms, context) => {
  const refuse: Refuse = (field, message) => context.addIssue({ code: 'custom', path: [field], message });
  const { takesOff: _, percent: _p, amount: _a, cap: _c, currency, months, ...coupon } = terms;
  const off = takenOff(terms, refuse);
  if (terms.duration === 'repeating' && months === null) refuse('months', 'required');
  if (terms.startsOn && terms.endsOn && terms.startsOn > terms.endsOn) refuse('endsOn', 'endBeforeStart');
  return {
    ...coupon,
    ...off,
    // A share without a cap is good in every currency.
    currency: off.amountOffMinor === null && off.capMinor === null ? null : (currency ?? null),
    months: terms.duration === 'repeating' ? months : null,
  };
});

export const CouponRef = z.object({ code: CouponCode });

/** A buyer's coupon; refusals stand beside `coupon`. */
export const ApplyCouponInput = z.object({ coupon: CouponCode });
export const SetCouponActiveInput = CouponRef.extend({ active: z.boolean() });

/** What may change once it is out: what it takes off may not. */
export const UpdateCouponInput = CouponRef.extend({
  name: Terms.shape.name,
  endsOn: Terms.shape.endsOn,
  maxUses: Terms.shape.maxUses,
});

export type CouponState = 'open' | 'early' | 'over' | 'used_up' | 'inactive';

/** Amounts in minor units as text. */
export type CouponDto = {
  code: string;
  name: string;
  percentBps: number | null;
  amountOffMinor: string | null;
  capMinor: string | null;
  currency: string | null;
  duration: (typeof couponDurations)[number];
  months: number | null;
  scope: (typeof couponScopes)[number];
  onlyCodes: string[];
  startsAt: string;
  /** The instant at which it is over; null: never. */
  endsAt: string | null;
  maxUses: number | null;
  uses: number;
  active: boolean;
  state: CouponState;
};

export type CouponUseDto = {
  organisationId: string;
  organisation: string;
  subject: 'purchase' | 'subscription';
  subjectId: string;
  at: string;
  releasedAt: string | null;
};
