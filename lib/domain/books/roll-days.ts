import { type Context, authorise } from '@/lib/core/context';
import { type Tx, db, transaction } from '@/lib/core/db';
import { each } from '@/lib/core/each';
import { addDays, dayIn } from '@/lib/core/time';
import { day, firstDay } from './internal';

/** The days from the first posting (or `from`) to yesterday, or up to `to`, that are not rolled up. */
export async function unrolledDays(tx: Tx, now: Date, range: { from?: string; to?: string } = {}) {
  const first = range.from ?? (await firstDay(tx, now));
  const today = dayIn(now);
  const end = range.to && range.to < today ? range.to : today;
  const rows = await tx.$queryRaw<{ day: string }[]>`
    SELECT to_char(d, 'YYYY-MM-DD') AS day FROM open_days(${day(first)}, ${day(end)}) d ORDER BY 1`;
  return rows.map((row) => row.day);
}

/** Adds one day up; the caller holds the books alone. */
export async function rollDay(tx: Tx, date: string, now: Date): Promise<void> {
  await tx.$executeRaw`SELECT journal_roll_day(${day(date)}, ${now.toISOString()}::timestamptz)`;
}

export async function holdBooks(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT books_hold(true)`;
}

/**
 * Adds up the days of the journal that are over, one transaction a day: whoever posts waits that long at most. A day that
 * something was posted into later is among them again. Returns how many days.
 */
export async function rollDays(ctx: Context): Promise<number> {
  authorise(ctx, 'jobs:manage');
  const days = await unrolledDays(db, ctx.now);
  await each(days, (date) =>
    transaction(async (tx) => {
      await holdBooks(tx);
      await rollDay(tx, date, ctx.now);
    }),
  );
  await rollCreditDays(ctx.now);
  return days.length;
}

/** Credits are added up for days that no open transaction can still write into. */
const SETTLED_DAYS = 1;

/** Adds up what moved credits on the days before yesterday that are not added up yet. */
async function rollCreditDays(now: Date): Promise<void> {
  const end = dayIn(addDays(now, -SETTLED_DAYS));
  const [first] = await db.$queryRaw<{ day: string | null }[]>`
    SELECT to_char(min("createdAt") AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day FROM "Lot"`;
  if (!first?.day) return;
  const rows = await db.$queryRaw<{ day: string }[]>`
    SELECT to_char(g, 'YYYY-MM-DD') AS day FROM generate_series(${day(first.day)}, ${day(end)} - 1, interval '1 day') g
    WHERE NOT EXISTS (SELECT FROM "CreditDay" r WHERE r.day = g::date AND r.kind = 'rolled') ORDER BY 1`;
  await each(rows, (row) => db.$executeRaw`SELECT credit_roll_day(${day(row.day)})`);
}
