import type { Tone } from '@/components/ui/chip';
import type { CouponState } from '@/lib/domain/coupons/schema';
import type { PromotionState } from '@/lib/domain/promotions/schema';

/** How the state of a code looks; a word goes with it. */
export const stateTone: Record<CouponState | PromotionState, Tone> = {
  open: 'positive',
  early: 'info',
  over: 'neutral',
  used_up: 'neutral',
  inactive: 'neutral',
};
