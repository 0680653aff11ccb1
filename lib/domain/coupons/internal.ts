import type { CouponModel } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import { addDays } from '@/lib/core/time';

export const startOf = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** The instant after the last day on which it is good; null: no end. Error: `invalid` when that is over. */
export function endOf(endsOn: string | undefined, now: Date): Date | null {
  const endsAt = endsOn ? addDays(startOf(endsOn), 1) : null;
  if (endsAt && endsAt <= now)
    throw new AppError('invalid', 'invalidInput', { fields: { endsOn: 'inFuture' } });
  return endsAt;
}

/** A coupon as the audit log keeps it: JSON knows no bigint. */
export function auditOf({ startsAt, endsAt, createdAt: _, uses: _uses, ...coupon }: CouponModel) {
  return {
    ...coupon,
    amountOffMinor: coupon.amountOffMinor?.toString() ?? null,
    capMinor: coupon.capMinor?.toString() ?? null,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt?.toISOString() ?? null,
  };
}
