import { z } from 'zod';
import { DayInput } from '@/lib/core/dates';
import { CsvMapping } from '@/lib/integrations/bank-statement/csv-mapping';

export const reconciledProviders = ['stripe', 'paymob', 'bank_transfer'] as const;
export type ReconciledProvider = (typeof reconciledProviders)[number];

const LONGEST_DAYS = 366;
const days = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** Which days are compared with which side; both days are included, in UTC. */
export const ReconciliationInput = z
  .object({ provider: z.enum(reconciledProviders), from: DayInput, to: DayInput })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'beforeFrom' })
  .refine(({ from, to }) => days(from, to) < LONGEST_DAYS, { path: ['to'], message: 'rangeTooLong' });

export const matchKinds = ['missing_here', 'missing_there', 'differs', 'matched'] as const;
export type MatchKindName = (typeof matchKinds)[number];

/** What somebody says of a difference: put right elsewhere, explained, or none of our business. */
export const decisions = ['corrected', 'explained', 'ignored'] as const;
/** `recorded`: the line was booked from here as money that arrived. */
export const outcomes = [...decisions, 'recorded'] as const;
export type ItemOutcome = (typeof outcomes)[number];

export const ItemInput = z.object({
  runId: z.string().max(60),
  position: z.coerce.number().int().min(0).max(1_000_000),
});

export const DecisionInput = ItemInput.extend({
  decision: z.enum(decisions),
  note: z.string().trim().min(3).max(500),
});

/** Which transfer a line of a statement pays, by the reference that we gave it. */
export const RecordInput = ItemInput.extend({
  reference: z.string().trim().min(1).max(40),
});

export const STATEMENT_BYTES = 5 * 1_048_576;
export { CsvMapping };

export type RunStatus = 'queued' | 'running' | 'ready' | 'failed';
export type Counts = Record<MatchKindName, number> & { undecided: number };
/**
 * What the books have at a provider (`here`) against what it says that it holds (`there`) when the comparison was made, and
 * how much more the books have because fees and payouts are not posted yet (`pending`). Minor units.
 */
export const CashTie = z.object({
  key: z.literal('cash'),
  currency: z.string(),
  hereMinor: z.string(),
  thereMinor: z.string(),
  pendingMinor: z.string(),
});
export type CashTie = z.output<typeof CashTie>;

export type RunDto = {
  id: string;
  provider: ReconciledProvider;
  from: string;
  to: string;
  status: RunStatus;
  failure: string | null;
  counts: Counts;
  ties: CashTie[];
  createdAt: string;
  createdBy: string | null;
  finishedAt: string | null;
};

export type ItemDto = {
  position: number;
  kind: MatchKindName;
  organisationId: string | null;
  organisation: string | null;
  subjectId: string | null;
  /** Where the payment is shown; null where nothing of ours is known. */
  paymentId: string | null;
  /** What the payer of that payment writes. */
  reference: string | null;
  theirId: string | null;
  ourMinor: string | null;
  theirMinor: string | null;
  currency: string;
  ourAt: string | null;
  theirAt: string | null;
  text: string;
  decision: ItemOutcome | null;
  note: string | null;
  decidedBy: string | null;
  decidedAt: string | null;
};

export type StatementDto = {
  id: string;
  fileName: string;
  format: string;
  account: string;
  currency: string;
  from: string;
  to: string;
  openingMinor: string | null;
  closingMinor: string | null;
  lines: number;
  importedAt: string;
};
