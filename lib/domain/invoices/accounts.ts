import { type JournalKind, type Tx } from '@/lib/core/db';
import { invariant } from '@/lib/core/errors';

/**
 * The accounts of the journal. Debits are positive, credits negative.
 * `cash`: what a provider or a bank holds for us. `billedInAdvance`: the net of invoices that are not paid yet.
 * `deferredRevenue`: paid credits that were not used. `refunds`: what was sent back of revenue that had been earned.
 * `disputes`: money that a card's bank keeps until it has decided. `customerBalance`: what customers paid too much.
 * `badDebt`: invoices that were given up, tax included; `billedUncollected` stands against their net, which was never earned.
 * `promotionCost`: a credit that was given on a provider's own pages and paid for something here. `fees`: what providers
 * keep. `exchange`: what they turned into another currency; its lines stand in both.
 */
export const accounts = {
  cash: (provider: string) => `cash:${provider}`,
  receivable: 'receivable',
  taxPayable: (taxRateId: string | null) => `tax_payable:${taxRateId ?? 'none'}`,
  deferredRevenue: 'deferred_revenue',
  billedInAdvance: 'billed_in_advance',
  revenue: 'revenue',
  breakage: 'breakage',
  refunds: 'refunds',
  disputes: 'disputes',
  fees: 'fees',
  exchange: 'exchange',
  customerBalance: 'customer_balance',
  promotionCost: 'promotion_cost',
  badDebt: 'bad_debt',
  billedUncollected: 'billed_uncollected',
} as const;

/** Stands for an organisation in postings that belong to no customer: payouts, and what a provider charges us by itself. */
export const SELLER = 'seller';

/** Minor units of one currency; above zero a debit. */
export type AccountLine = { account: string; amountMinor: bigint; currency: string };

/** As the SQL functions read them: amounts as text, lines of zero left out. */
export const plainLines = (lines: readonly AccountLine[]) =>
  lines
    .filter(({ amountMinor }) => amountMinor !== 0n)
    .map((line) => ({ ...line, amountMinor: line.amountMinor.toString() }));

export type Posting = {
  organisationId: string;
  kind: JournalKind;
  /** What it is posted for: a purchase, an invoice, a payment, a refund or a dispute. */
  reference: string;
  now: Date;
  /** When it happened, where that was earlier; a month that is closed keeps it out (JournalEntry.lateFor). */
  occurredAt?: Date;
  lines: readonly AccountLine[];
};

/**
 * The instant that something counts for in the books, as its posting does: when it happened, or now, where that month is
 * closed. What was paid is dated so everywhere, so that a figure of payments and one of the journal agree.
 */
export async function bookedAt(tx: Tx, now: Date, occurredAt?: Date): Promise<Date> {
  if (!occurredAt) return now;
  const [row] = await tx.$queryRaw<{ at: Date }[]>`
    SELECT books_instant(${now.toISOString()}::timestamptz, ${occurredAt.toISOString()}::timestamptz) AS at`;
  return row?.at ?? now;
}

/** Posts one entry, whose lines sum to zero in each currency; none when every line is zero. */
export const postJournal = (tx: Tx, posting: Posting): Promise<void> => postJournals(tx, [posting]);

/** Posts any number of entries, in their order, in one statement. */
export async function postJournals(tx: Tx, postings: readonly Posting[]): Promise<void> {
  for (const { lines, reference } of postings) requireBalance(lines, reference);
  const rows = postings
    .map((posting) => ({ ...posting, lines: plainLines(posting.lines) }))
    .filter(({ lines }) => lines.length > 0);
  if (rows.length === 0) return;
  await tx.$executeRaw`
    SELECT journal_post(r."organisationId", r.now, r.kind, r.reference, r.lines, r."occurredAt")
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r ("organisationId" text, now timestamptz, kind "JournalKind",
      reference text, lines jsonb, "occurredAt" timestamptz)`;
}

function requireBalance(lines: readonly AccountLine[], reference: string): void {
  const sums = new Map<string, bigint>();
  for (const { currency, amountMinor } of lines) sums.set(currency, (sums.get(currency) ?? 0n) + amountMinor);
  invariant(
    [...sums.values()].every((sum) => sum === 0n),
    `the posting for ${reference} does not balance`,
  );
}
