import { type Context, authorise } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { dayIn } from '@/lib/core/time';
import { inclusive } from './balance';
import { day, daysOfMonth, firstDay, monthOf, sumBy } from './internal';
import type { BookTable } from './schema';

type Expired = { month: string; cohort: string; currency: string; minor: bigint };

/** What expired unused, by the month of expiry and the month of purchase, up to the end of `month`; the newest first. */
export async function getBreakage(ctx: Context, month?: string): Promise<BookTable> {
  authorise(ctx, 'revenue:read');
  const shown = month ?? monthOf(dayIn(ctx.now));
  const { to } = daysOfMonth(shown);
  const rows = await db.$queryRaw<Expired[]>`
    SELECT to_char(day, 'YYYY-MM') AS month, to_char(cohort, 'YYYY-MM') AS cohort, currency, sum("amountMinor")::bigint AS minor
    FROM deferred_days(${day(await firstDay(db, ctx.now))}, ${day(to)}) WHERE kind = 'expiry'
    GROUP BY 1, 2, 3 ORDER BY 3, 1 DESC, 2`;
  const currencies = [...new Set(rows.map(({ currency }) => currency))];
  return {
    columns: [
      { key: 'expiredIn', kind: 'month' },
      { key: 'boughtIn', kind: 'month' },
      { key: 'currency', kind: 'currency' },
      { key: 'breakage', kind: 'money' },
    ],
    rows: currencies.flatMap((currency) => {
      const own = rows.filter((row) => row.currency === currency);
      return [
        ...own.map((row) => ({
          id: `${currency} ${row.month} ${row.cohort}`,
          currency,
          cells: [row.month, row.cohort, currency, row.minor.toString()],
          journal: { kind: 'expiry', currency, ...inclusive(daysOfMonth(row.month)) },
        })),
        {
          id: `${currency} total`,
          currency,
          cells: ['total', null, currency, sumBy(own, ({ minor }) => minor).toString()],
          isTotal: true,
        },
      ];
    }),
    ties: [],
  };
}
