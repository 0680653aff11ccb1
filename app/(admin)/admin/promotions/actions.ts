'use server';

import { createPromotion } from '@/lib/domain/promotions/create-promotion';
import { CreatePromotionInput, SetPromotionActiveInput } from '@/lib/domain/promotions/schema';
import { setPromotionActive } from '@/lib/domain/promotions/set-promotion-active';
import { staffAction } from '@/lib/web/actions';

export const create = staffAction(CreatePromotionInput, createPromotion);
export const setActive = staffAction(SetPromotionActiveInput, setPromotionActive);
