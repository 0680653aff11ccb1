import type { PromotionState } from './schema';

type Window = { active: boolean; startsAt: Date; endsAt: Date | null; maxUses: number | null; uses: number };

/** Whether a code can be redeemed at `now`, and why not. */
export function stateOf(promotion: Window, now: Date): PromotionState {
  if (!promotion.active) return 'inactive';
  if (promotion.startsAt > now) return 'early';
  if (promotion.endsAt && promotion.endsAt <= now) return 'over';
  if (promotion.maxUses !== null && promotion.uses >= promotion.maxUses) return 'used_up';
  return 'open';
}
