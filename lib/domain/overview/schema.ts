import type { PurchaseDto } from '@/lib/domain/payments/schema';
import type { EntryDto, WalletDto } from '@/lib/domain/wallet/schema';

/** Something that waits for the reader, most pressing first. */
export type WaitingDto =
  | { kind: 'answer'; requestId: string; number: string; subject: string }
  | { kind: 'rate'; requestId: string; number: string; subject: string }
  /** A price that was proposed. */
  | { kind: 'quote'; requestId: string; number: string; subject: string }
  /** A request that was filed and not paid. */
  | { kind: 'fund'; requestId: string; number: string; subject: string }
  /** An invoice to be paid by hand. */
  | { kind: 'unpaid'; number: string; amountMinor: string; currency: string; isOverdue: boolean }
  /** The card did not pay the tier. */
  | { kind: 'renewal'; tier: string }
  | { kind: 'pay'; purchaseId: string; packName: string; declined: boolean };

/** What the portal suggests to do next: one thing. */
export type NextAction = 'answer' | 'settle' | 'buy' | 'rate' | 'file' | 'none';

export type OpenRequestDto = {
  id: string;
  number: string;
  subject: string;
  status: string;
  urgency: string;
  updatedAt: string;
};

/** Amounts are credits as decimals. `usage.days` has a row for each of the last 30 days, oldest first. */
export type OverviewDto = {
  wallet: WalletDto;
  /** `isLate`: its payment is missing, so that its credits have not come. */
  allowance: { tier: string; total: string; used: string; resetsAt: string; isLate: boolean } | null;
  forecast: { pacePerDay: string; runsOutAt: string | null; daysLeft: number | null };
  usage: {
    services: { code: string; name: string }[];
    days: { day: string; total: string; before: string; byService: Record<string, string> }[];
    total: string;
    totalBefore: string;
  };
  entries: EntryDto[];
  requests: OpenRequestDto[];
  waiting: WaitingDto[];
  nextAction: NextAction;
  /** Most of an unfinished purchase's facts stay with payments; only its state is shown here. */
  openPurchase: Pick<PurchaseDto, 'id' | 'packName' | 'state'> | null;
  asOf: string;
};
