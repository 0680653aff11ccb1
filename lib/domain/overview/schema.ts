import type { PurchaseDto } from '@/lib/domain/payments/schema';
import type { EntryDto, WalletDto } from '@/lib/domain/wallet/schema';

/** Something that waits for the reader, most pressing first. */
export type WaitingDto =
  | { kind: 'answer'; requestId: string; number: string; subject: string }
  | { kind: 'rate'; requestId: string; number: string; subject: string }
  | { kind: 'pay'; purchaseId: string; packName: string; declined: boolean };

/** What the portal suggests to do next: one thing. */
export type NextAction = 'answer' | 'buy' | 'rate' | 'file' | 'none';

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
  allowance: { tier: string; total: string; used: string; resetsAt: string } | null;
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
