'use server';

import { ApplyCouponInput } from '@/lib/domain/coupons/schema';
import { cancelCheckout } from '@/lib/domain/payments/cancel-checkout';
import { listOffersWithCoupon } from '@/lib/domain/payments/list-offers-with-coupon';
import { PurchaseRef, StartCheckoutInput } from '@/lib/domain/payments/schema';
import { startCheckout } from '@/lib/domain/payments/start-checkout';
import { memberAction } from '@/lib/web/actions';

export const buyPack = memberAction(StartCheckoutInput, startCheckout);
export const applyCoupon = memberAction(ApplyCouponInput, listOffersWithCoupon);
export const cancelPurchase = memberAction(PurchaseRef, cancelCheckout);
