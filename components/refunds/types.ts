export type RefundView = {
  id: string;
  amountMinor: string;
  taxMinor: string;
  currency: string;
  reason: string;
  status: 'pending' | 'succeeded' | 'failed';
  isByHand: boolean;
  providerRefundId: string | null;
  failure: string | null;
  attempts: number;
  clawed: string;
  owed: string;
  requestedBy: string | null;
  creditNote: { id: string; number: string } | null;
  createdAt: string;
  settledAt: string | null;
};

/** What a refund would take back, computed before it is ordered. Credits as decimals. */
export type RefundPreviewView = {
  taxMinor: string;
  /** Taken from the credits of this very payment, from others of the customer, and what is missing and owed. */
  fromOwn: string;
  fromOthers: string;
  owed: string;
};
