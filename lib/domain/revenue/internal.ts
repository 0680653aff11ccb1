import { Prisma, type Tx, db } from '@/lib/core/db';
import { dayIn } from '@/lib/core/time';

export type Period = { start: Date; end: Date };

/**
 * Every figure of one report is read from one snapshot, so that they agree with each other while sales go on. Sums by
 * organisation may use more memory than what a customer waits for: on the disk they take several times as long.
 */
export function snapshot<T>(read: (tx: Tx) => Promise<T>): Promise<T> {
  const reading = async (tx: Tx) => {
    await tx.$executeRaw`SET LOCAL work_mem = '64MB'`;
    return read(tx);
  };
  return db.$transaction(reading, {
    isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead,
    maxWait: 10_000,
    timeout: 30_000,
  });
}

/** An instant as SQL takes it whatever the session's time zone. */
export const at = (instant: Date) => Prisma.sql`${instant.toISOString()}::timestamptz`;

export const day = (value: string) => Prisma.sql`${value}::date`;

/** `column` lies in the period. */
export const within = (column: Prisma.Sql, { start, end }: Period) =>
  Prisma.sql`${column} >= ${at(start)} AND ${column} < ${at(end)}`;

/** Calendar days in UTC: comparing a date with an instant would depend on the session's time zone. */
export const withinDays = ({ start, end }: Period) =>
  Prisma.sql`day >= ${day(dayIn(start))} AND day < ${day(dayIn(end))}`;

/** The first row of a query that always gives one. */
export async function only<R>(rows: Promise<R[]>): Promise<R> {
  const [row] = await rows;
  if (!row) throw new Error('a summary gave no row');
  return row;
}

/** The first day that anything was sold, subscribed or posted on; today where nothing was. */
export async function firstDay(tx: Tx, now: Date): Promise<string> {
  const { first } = await only(tx.$queryRaw<{ first: string | null }[]>`
    SELECT to_char(least((SELECT min("postedAt") FROM "JournalEntry"), (SELECT min(at) FROM "MrrMovement")) AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS first`);
  return first ?? dayIn(now);
}
