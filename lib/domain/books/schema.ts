import { z } from 'zod';
import { DayInput } from '@/lib/core/dates';
import { Currency } from '@/lib/core/money';

/** The journals of the books: what an entry was posted for. */
export const journalKinds = [
  ...(['purchase', 'invoice', 'payment', 'recognition', 'expiry', 'refund'] as const),
  ...(['dispute', 'void', 'write_off', 'transfer', 'correction', 'fee', 'payout'] as const),
] as const;

const text = (schema: z.ZodString) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

/** What the list of the journal shows; `after` is the `next` of the page before. */
export const JournalQuery = z.object({
  kind: z.preprocess((value) => (value === '' ? undefined : value), z.enum(journalKinds).optional()),
  account: text(z.string().regex(/^[a-z_]+(:\w{1,40})?$/, 'unknown')),
  currency: z.preprocess((value) => (value === '' ? undefined : value), Currency.optional()),
  /** Id of what was posted for, of the entry, or of the customer. */
  about: text(z.string().trim().max(40).regex(/^\w+$/, 'unknown')),
  from: z.preprocess((value) => (value === '' ? undefined : value), DayInput.optional()),
  to: z.preprocess((value) => (value === '' ? undefined : value), DayInput.optional()),
  late: z.preprocess((value) => (value === '' ? undefined : value), z.literal('1').optional()),
  after: text(z.string().max(200)),
});

export type JournalFilters = Omit<z.output<typeof JournalQuery>, 'after'>;

/** Debits and credits in minor units as text; the other of the two is null. */
export type JournalLineDto = {
  account: string;
  /** Of a tax account: what its rate is called. */
  taxName: string | null;
  debitMinor: string | null;
  creditMinor: string | null;
  currency: string;
};
export type JournalAboutDto = {
  kind: 'invoice' | 'purchase' | 'payment' | 'refund' | 'dispute' | 'lot';
  /** The number that people know it by. */
  name: string;
  href: string | null;
};
export type JournalEntryDto = {
  id: string;
  kind: (typeof journalKinds)[number];
  reference: string;
  /** What the reference stands for; null for what is not kept any more. */
  about: JournalAboutDto | null;
  organisationId: string;
  organisation: string;
  postedAt: string;
  /** When it happened, where the month of that day was locked already. */
  lateFor: string | null;
  lines: JournalLineDto[];
};

/** A month, `2026-10`. */
export const Month = z.string().regex(/^(19[7-9]\d|2\d{3})-(0[1-9]|1[0-2])$/, 'wrongFormat');

/**
 * How a column's text is to be read. Money: minor units of the row's own currency. Account: what follows a bar names its
 * tax rate.
 */
export type BookColumn = {
  key: string;
  kind: 'account' | 'tax' | 'customer' | 'money' | 'count' | 'month' | 'day' | 'text' | 'currency' | 'rate';
};
export type BookRow = {
  id: string;
  currency: string;
  cells: (string | null)[];
  /** The filter of the journal that shows what the row sums. */
  journal?: Record<string, string>;
  isTotal?: boolean;
};
/**
 * Two ways to the same sum: `here` of this table, `there` of where else it stands, and what is on its way from one to the
 * other (`pending`, nothing when it is left out).
 */
export type Tie = {
  key: string;
  currency: string;
  hereMinor: string;
  thereMinor: string;
  pendingMinor?: string;
};
export type BookTable = { columns: BookColumn[]; rows: BookRow[]; ties: Tie[] };

export const bookTabs = [
  ...(['journal', 'balance', 'deferred', 'breakage'] as const),
  ...(['receivables', 'tax', 'cash'] as const),
] as const;
export type BookTab = (typeof bookTabs)[number];

export const LockInput = z.object({ month: Month });
export const UnlockInput = z.object({
  month: Month,
  reason: z.string().trim().min(3).max(500),
});

/** What is checked before a month is locked. */
export const monthChecks = [
  'balanced',
  'rolledUp',
  'deferred',
  'recognised',
  'invoices',
  'creditNotes',
  'earlier',
] as const;
export type MonthCheckDto = {
  check: (typeof monthChecks)[number];
  looked: number;
  /** What differs, one line each; empty when all is well. */
  differences: string[];
};
export type MonthState = 'running' | 'open' | 'locked';
export type MonthDto = {
  month: string;
  state: MonthState;
  lockedAt: string | null;
  lockedBy: string | null;
  entries: number;
  /** Entries that count here and happened in a month that was locked. */
  late: number;
};
export type MonthDetailDto = MonthDto & {
  checks: MonthCheckDto[];
  table: BookTable;
  ageing: BookTable;
  canUnlock: boolean;
};
