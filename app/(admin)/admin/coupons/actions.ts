'use server';

import { createCoupon } from '@/lib/domain/coupons/create-coupon';
import { deleteCoupon } from '@/lib/domain/coupons/delete-coupon';
import {
  CouponRef,
  CreateCouponInput,
  SetCouponActiveInput,
  UpdateCouponInput,
} from '@/lib/domain/coupons/schema';
import { setCouponActive } from '@/lib/domain/coupons/set-coupon-active';
import { updateCoupon } from '@/lib/domain/coupons/update-coupon';
import { staffAction } from '@/lib/web/actions';

export const create = staffAction(CreateCouponInput, createCoupon);
export const update = staffAction(UpdateCouponInput, updateCoupon);
export const setActive = staffAction(SetCouponActiveInput, setCouponActive);
export const remove = staffAction(CouponRef, deleteCoupon);
