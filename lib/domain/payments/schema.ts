import { z } from 'zod';
import { Id } from '@/lib/core/ids';
import { localPath } from '@/lib/core/text';
import { providerCodes } from '@/lib/integrations/payment-provider';
import { OptionalCouponCode } from '@/lib/domain/coupons/schema';
import { Code, type PackDto, type PriceFactor } from '@/lib/domain/catalog/schema';

export const StartCheckoutInput = z.object({
  packCode: Code,
  /** The total that the buyer saw, in minor units: a price that changed meanwhile is never charged unseen. */
  totalMinor: z.string().regex(/^\d{1,15}$/, 'invalid'),
  /** One of those that are offered here; none: the usual one. */
  provider: z.enum(providerCodes).optional(),
  couponCode: OptionalCouponCode,
  /** Where to go on after paying: a path of this app. */
  returnTo: localPath.optional(),
});

export const PurchaseRef = z.object({ purchaseId: Id('purchase') });

/** `waiting` is a checkout that was opened; `declined` one whose last card was refused and that can still be paid. */
export type PurchaseState = 'waiting' | 'declined' | 'paid' | 'cancelled' | 'expired' | 'failed';

export type PurchaseDto = {
  id: string;
  state: PurchaseState;
  packCode: string;
  packName: string;
  credits: string;
  listPriceMinor: string;
  discountMinor: string;
  taxMinor: string;
  totalMinor: string;
  currency: string;
  factors: PriceFactor[];
  /** The newest attempt to pay, and where. */
  paymentId: string | null;
  provider: string | null;
  checkoutUrl: string | null;
  declineCode: string | null;
  returnTo: string | null;
  /** Null where no person bought: `origin` says what did. */
  buyer: string | null;
  origin: 'checkout' | 'auto_top_up';
  createdAt: string;
  paidAt: string | null;
};

/** A pack as offered to one organisation: `totalMinor` is what it is charged, tax in it. */
export type PackOfferDto = PackDto & {
  totalMinor: string;
  discountMinor: string;
  taxMinor: string;
  /** As invoices name it; empty where none is due. */
  taxName: string;
  /** The list price contains the tax. */
  isTaxIncluded: boolean;
  factors: PriceFactor[];
  /** The coupon that is taken off here. */
  couponCode: string | null;
};
