'use server';

import { cancelCheckout } from '@/lib/domain/payments/cancel-checkout';
import { PurchaseRef, StartCheckoutInput } from '@/lib/domain/payments/schema';
import { startCheckout } from '@/lib/domain/payments/start-checkout';
import { memberAction } from '@/lib/web/actions';

export const buyPack = memberAction(StartCheckoutInput, startCheckout);
export const cancelPurchase = memberAction(PurchaseRef, cancelCheckout);
