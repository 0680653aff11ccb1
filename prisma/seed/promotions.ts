import type { PromotionCodeModel, PromotionUseModel } from '@/lib/core/db';
import { credits } from '@/lib/core/credits';
import { DAY_MS, addDays } from '@/lib/core/time';
import { STORY_DAYS, type World, later } from './world';

/** A promotion code of the story: from which of its days, and for how many, it can be redeemed. */
export type Offer = {
  code: string;
  name: string;
  day: number;
  open: number;
  credits: number;
  validityDays: number;
  maxUses: number | null;
};

/** Over long ago. */
export const autumn: Offer = {
  ...{ code: 'AUTUMN-25', name: 'Autumn campaign', day: 88, open: 14 },
  ...{ credits: 25, validityDays: 21, maxUses: null },
};

/** Still running when the story ends. */
export const winter: Offer = {
  ...{ code: 'WINTER-40', name: 'Winter offer', day: STORY_DAYS - 16, open: 60 },
  ...{ credits: 40, validityDays: 60, maxUses: 10 },
};

/** What the admin made, as `createPromotion` writes it. */
export function planOffers(world: World): Omit<PromotionCodeModel, 'uses' | 'active'>[] {
  return [autumn, winter].map(({ code, name, day, open, credits: amount, validityDays, maxUses }) => {
    const startsAt = later(world.start, day * DAY_MS);
    const days = { startsAt, endsAt: addDays(startsAt, open), createdAt: startsAt };
    return { code, name, creditsMicro: credits(amount), validityDays, maxUses, ...days };
  });
}

/** The codes at the story's end, with how often each was redeemed. */
export function planPromotions(world: World, used: readonly PromotionUseModel[]): PromotionCodeModel[] {
  return planOffers(world).map((offer) => {
    const uses = used.filter(({ code }) => code === offer.code).length;
    return { ...offer, active: true, uses };
  });
}
