/** A page that can be paid, as somebody opened it. */
export interface Intention {
  id: string;
  orderId: number;
  clientSecret: string;
  reference: string;
  amount: number;
  currency: string;
  integrations: number[];
  description: string;
  notificationUrl: string;
  redirectionUrl: string;
  expiresAtMs: number;
  createdAtMs: number;
}

/** A transaction as Paymob writes it; `obj` is what goes over the wire. */
export interface PaymobTransaction {
  id: number;
  orderId: number;
  obj: Record<string, unknown>;
}

export interface PaymobDelivery {
  id: string;
  orderId: number;
  url: string;
  body: string;
  hmac: string;
  owed: number;
  attempts: { at: string; status: number | null; error: string | null }[];
}

export const paymentOutcomes = ['succeeds', 'declines', 'pending'] as const;
export type PaymentOutcome = (typeof paymentOutcomes)[number];
export const refundOutcomes = ['succeeds', 'refused', 'lost', 'pending'] as const;
export type RefundOutcome = (typeof refundOutcomes)[number];

export interface PaymobSettings {
  duplicate: boolean;
  hold: boolean;
  delayMs: number;
  zone: 'none' | '+03:00';
  /** Once; null: the card decides. */
  nextPayment: PaymentOutcome | null;
  nextRefund: RefundOutcome | null;
  unreachable: boolean;
}

export const paymobDefaults: PaymobSettings = {
  ...{ duplicate: false, hold: false, delayMs: 0, zone: 'none' },
  ...{ nextPayment: null, nextRefund: null, unreachable: false },
};
