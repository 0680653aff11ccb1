import { z } from 'zod';
import { PositiveCreditsInput } from '@/lib/core/credits';
import { DayInput } from '@/lib/core/dates';
import { line } from '@/lib/core/text';

/** A code as people type it: capitals, digits and hyphens; small letters are made capitals. */
export const PromotionCodeText = z
  .string()
  .trim()
  .toUpperCase()
  .max(40)
  .regex(/^[A-Z0-9][A-Z0-9-]{2,39}$/, 'promotionCode');

const optionalDay = z.preprocess((value) => (value === '' ? undefined : value), DayInput.optional());
const optionalCount = (max: number) => z.int().min(1).max(max).nullable().default(null);

export const CreatePromotionInput = z
  .object({
    code: PromotionCodeText,
    name: line(80),
    credits: PositiveCreditsInput,
    /** First and last day (UTC) on which it can be redeemed; without them from now on and without an end. */
    startsOn: optionalDay,
    endsOn: optionalDay,
    /** Organisations that may use it; null: any number. */
    maxUses: optionalCount(1_000_000),
    /** Days until its credits expire; null: never. */
    validityDays: optionalCount(3_650),
  })
  .refine(({ startsOn, endsOn }) => !startsOn || !endsOn || startsOn <= endsOn, {
    path: ['endsOn'],
    message: 'endBeforeStart',
  });

export const PromotionInput = z.object({ code: PromotionCodeText });
export const SetPromotionActiveInput = PromotionInput.extend({ active: z.boolean() });
export const RedeemPromotionInput = PromotionInput;

export type PromotionState = 'open' | 'early' | 'over' | 'used_up' | 'inactive';

export type PromotionDto = {
  code: string;
  name: string;
  credits: string;
  startsAt: string;
  /** The instant at which it is over; null: never. */
  endsAt: string | null;
  maxUses: number | null;
  uses: number;
  validityDays: number | null;
  active: boolean;
  state: PromotionState;
};

export type PromotionUseDto = { organisationId: string; organisation: string; person: string; at: string };

export type RedeemedDto = { name: string; credits: string; expiresAt: string | null };
