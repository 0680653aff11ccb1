import type { Locale } from '@/lib/core/locales';
import type { ApprovalState } from './schema';

export type OwnerContactDto = { name: string; email: string; locale: Locale };

/** Why an approval is void: price or scope changed, it was asked anew, or the request ended. */
export type VoidReason = 'changed' | 'askedAgain' | 'ended';

/** What a link shows to whoever has it: what was asked and what became of it, nothing of the thread. */
export type ApprovalPageDto = {
  state: ApprovalState;
  voidReason: VoidReason | null;
  organisation: string;
  owner: string;
  asker: string;
  note: string;
  askedAt: string;
  request: { number: string; subject: string; category: string; price: string; lines: string[] };
  decidedAt: string | null;
  comment: string;
};

/** `isNew` is false when it had been decided, or voided, before. */
export type DecisionDto = ApprovalPageDto & { isNew: boolean };

/** A draft of one request's summary; without lines the person writes, and `reason` says why. */
export type DraftedSummaryDto = {
  requestId: string;
  lines: string[] | null;
  reason: 'notSetUp' | 'failed' | 'unusable' | null;
};

/** An approval as staff see it: what was asked, what came of it, and apart from that who seems to have looked. */
export type ApprovalDto = {
  id: string;
  state: ApprovalState;
  voidReason: VoidReason | null;
  owner: { name: string; email: string };
  askedBy: string;
  askedAt: string;
  remindedAt: string | null;
  lines: string[];
  note: string;
  decidedAt: string | null;
  comment: string;
  views: { people: number; scanners: number; firstSeenAt: string | null };
};

/** What a dialog needs to know before anything is asked. */
export type AskableDto = {
  requestId: string;
  number: string;
  subject: string;
  version: number;
  price: string;
  organisation: { id: string; name: string };
  owner: { name: string; email: string } | null;
  state: ApprovalState | null;
  /** A reason of `errors` for which it cannot be asked, beside a missing owner. */
  refusal: 'approvalGiven' | 'requestClosed' | 'notYourRequest' | null;
};

export type ApprovalRowDto = {
  id: string;
  requestId: string;
  number: string;
  subject: string;
  organisation: { id: string; name: string };
  owner: string;
  state: ApprovalState;
  /** Pending for more than seven days. */
  isLate: boolean;
  askedAt: string;
  decidedAt: string | null;
};

type Counts = Record<ApprovalState, number> & { late: number };

/** `turnaroundHours`: the middle of the times from the question to the decision, of the decided ones; else null. */
export type ApprovalFigures = Counts & { turnaroundHours: number | null };

export type ApprovalReportDto = {
  totals: ApprovalFigures;
  organisations: (ApprovalFigures & { id: string; name: string })[];
  /** Days, or weeks that begin on a Monday, in UTC, without a gap. */
  chart: { from: string; asked: number; approved: number; rejected: number }[];
  rows: ApprovalRowDto[];
  next: string | null;
};
