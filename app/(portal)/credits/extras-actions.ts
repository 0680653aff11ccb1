'use server';

import { redeemPromotion } from '@/lib/domain/promotions/redeem-promotion';
import { RedeemPromotionInput } from '@/lib/domain/promotions/schema';
import { TransferCreditsInput } from '@/lib/domain/transfers/schema';
import { transferCredits } from '@/lib/domain/transfers/transfer-credits';
import { memberAction } from '@/lib/web/actions';

export const redeem = memberAction(RedeemPromotionInput, redeemPromotion);
export const transfer = memberAction(TransferCreditsInput, transferCredits);
