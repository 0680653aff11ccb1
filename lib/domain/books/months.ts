import { type Context, authorise } from '@/lib/core/context';
import { Prisma, db } from '@/lib/core/db';
import { notFound } from '@/lib/core/errors';
import { dayIn } from '@/lib/core/time';
import { ageingTable } from './ageing';
import { accountTable, inclusive } from './balance';
import { checkMonth } from './checks';
import { daysOfMonth, firstDay, monthOf, monthsBetween } from './internal';
import type { MonthDetailDto, MonthDto } from './schema';

type Counts = { month: string; entries: bigint; late: bigint };

// Two ranges of an index: to name each entry's month would read them all.
const ofMonth = Prisma.sql`e."postedAt" >= g::timestamp AT TIME ZONE 'UTC'
  AND e."postedAt" < (g::timestamp + interval '1 month') AT TIME ZONE 'UTC'`;

/** Every month since the first posting, the newest first, with how many entries count for it. */
export async function listMonths(ctx: Context): Promise<MonthDto[]> {
  authorise(ctx, 'revenue:read');
  const first = await firstDay(db, ctx.now);
  const counts = await db.$queryRaw<Counts[]>`
    SELECT to_char(g, 'YYYY-MM') AS month, (SELECT count(*) FROM "JournalEntry" e WHERE ${ofMonth}) AS entries,
      (SELECT count(*) FROM "JournalEntry" e WHERE ${ofMonth} AND e."lateFor" IS NOT NULL) AS late
    FROM generate_series(${`${monthOf(first)}-01`}::date, ${dayIn(ctx.now)}::date, interval '1 month') g`;
  const byMonth = new Map(counts.map((row) => [row.month, row]));
  const periods = await db.accountingPeriod.findMany({ where: { lockedAt: { not: null } } });
  const locked = new Map(periods.map((period) => [monthOf(dayIn(period.month)), period]));
  const names = await db.user.findMany({
    where: { id: { in: periods.flatMap(({ lockedById }) => lockedById ?? []) } },
    select: { id: true, name: true },
  });
  const running = monthOf(dayIn(ctx.now));
  return monthsBetween(monthOf(first), running)
    .toReversed()
    .map((month) => {
      const period = locked.get(month);
      return {
        month,
        state: period ? 'locked' : month === running ? 'running' : 'open',
        lockedAt: period?.lockedAt?.toISOString() ?? null,
        lockedBy: names.find(({ id }) => id === period?.lockedById)?.name ?? period?.lockedById ?? null,
        entries: Number(byMonth.get(month)?.entries ?? 0n),
        late: Number(byMonth.get(month)?.late ?? 0n),
      };
    });
}

/**
 * One month: its checks, sums by account and receivables at its end; of a locked one those that were kept when it was locked.
 * Error: `not_found` before the first posting and after today.
 */
export async function getMonth(ctx: Context, month: string): Promise<MonthDetailDto> {
  authorise(ctx, 'revenue:read');
  const months = await listMonths(ctx);
  const shown = months.find((one) => one.month === month);
  if (!shown) throw notFound();
  const canUnlock = months.find(({ state }) => state === 'locked')?.month === month;
  const period = await db.accountingPeriod.findUnique({
    where: { month: new Date(`${month}-01T00:00:00Z`) },
  });
  if (period?.lockedAt && period.summary) {
    const kept = period.summary as Pick<MonthDetailDto, 'checks' | 'table' | 'ageing'>;
    return { ...shown, ...kept, canUnlock };
  }
  const checks = await checkMonth(db, month, ctx.now);
  const days = daysOfMonth(month);
  const ageing = await ageingTable(db, ctx.now, inclusive(days).to);
  return { ...shown, checks, table: await accountTable(db, ctx.now, days), ageing, canUnlock };
}
