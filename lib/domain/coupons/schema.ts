import { z } from 'zod';

/** A code as people type it: capitals, digits and hyphens; small letters are made capitals. */
export const CouponCode = z
  .string()
  .trim()
  .toUpperCase()
  .max(40)
  .regex(/^[A-Z0-9][A-Z0-9-]{2,39}$/, 'promotionCode');

/** Where a buyer may leave the field empty. */
export const OptionalCouponCode = z.preprocess(
  (value) => (typeof value === 'string' && value.trim() === '' ? undefined : value),
  CouponCode.optional(),
);

export type CouponState = 'open' | 'early' | 'over' | 'used_up' | 'inactive';
