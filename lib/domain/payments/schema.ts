import { z } from 'zod';
import { Id } from '@/lib/core/ids';
import { localPath } from '@/lib/core/text';
import type { DisputeDto } from '@/lib/domain/disputes/schema';
import type { ProofDto, ReviewRowDto } from '@/lib/domain/proofs/schema';
import type { RefundDto } from '@/lib/domain/refunds/schema';
import { type ProviderCode, providerCodes } from '@/lib/integrations/payment-provider';
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
  /** The invoice of what was paid; it has the receipt. */
  invoiceNumber: string | null;
  checkoutUrl: string | null;
  declineCode: string | null;
  /** Money came that was not what was asked for: it bought nothing, and is on the customer's account. */
  isOnAccount: boolean;
  returnTo: string | null;
  /** Null where no person bought: `origin` says what did. */
  buyer: string | null;
  origin: 'checkout' | 'auto_top_up' | 'request';
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

export const PaymentRef = z.object({ paymentId: Id('payment') });

export const StartPaymentInput = z
  .object({
    purchaseId: Id('purchase').optional(),
    invoiceId: Id('invoice').optional(),
    provider: z.enum(providerCodes),
  })
  .refine(({ purchaseId, invoiceId }) => (purchaseId === undefined) !== (invoiceId === undefined), 'invalid');

export const paymentStatuses = ['open', 'processing', 'succeeded', 'failed', 'cancelled', 'expired'] as const;
export type PaymentState = (typeof paymentStatuses)[number];

export type PaymentFilter = {
  status?: PaymentState;
  provider?: string;
  organisationId?: string;
  /** Only those that finance has to look at. */
  differs?: boolean;
  text?: string;
  before?: string;
};

export type PaidForDto = { kind: 'purchase' | 'invoice'; id: string; label: string; href: string | null };

/** One attempt to be paid, as finance sees it. Money in minor units. */
export type PaymentRowDto = {
  id: string;
  organisation: { id: string; name: string };
  provider: string;
  status: PaymentState;
  paidFor: PaidForDto;
  amountMinor: string;
  receivedMinor: string;
  refundedMinor: string;
  currency: string;
  reference: string;
  providerId: string | null;
  providerPaymentId: string | null;
  declineCode: string | null;
  /** amount, currency, paid_twice or invoice_closed: the money is on the customer's account. */
  difference: string | null;
  attempts: number;
  createdAt: string;
  settledAt: string | null;
};

export type PaymentDetailDto = PaymentRowDto & {
  events: {
    eventId: string;
    type: string;
    outcome: string | null;
    receivedAt: string;
    processedAt: string | null;
  }[];
  refunds: RefundDto[];
  disputes: DisputeDto[];
  proofs: ReviewRowDto[];
};

/** What is being paid, as its customer sees it. */
export type PayPageDto = {
  id: string;
  organisationId: string;
  provider: string;
  status: PaymentState;
  paidFor: PaidForDto;
  amountMinor: string;
  receivedMinor: string;
  dueMinor: string;
  currency: string;
  reference: string;
  declineCode: string | null;
  /** The provider's page, while it can be paid there. */
  url: string | null;
  expiresAt: string | null;
  settledAt: string | null;
  /** What it is for waits for its money still, by whichever way. */
  canPay: boolean;
  /** The ways to pay that are offered here, the usual one first. */
  providers: ProviderCode[];
  /** Of a transfer. */
  account: { holder: string; bank: string; iban: string; bic: string | null } | null;
  proofs: ProofDto[];
};

/** Money that came beyond what was due. Minor units of one currency, its movements newest first. */
export type OnAccountDto = {
  balanceMinor: string;
  currency: string;
  entries: { id: string; kind: string; amountMinor: string; at: string }[];
};
