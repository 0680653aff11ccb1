import { type Context, authorise } from '@/lib/core/context';
import { Prisma } from '@/lib/core/db';
import { BPS, mulDiv } from '@/lib/core/money';
import { snapshot } from './internal';
import { paidNet } from './paid';
import type { CohortDto } from './schema';
import { cohortMonths } from './rules';

const MONTHS = 12;

type Size = { month: string; organisations: bigint };
type Activity = { cohort: string; month: string; active: bigint; paidMinor: bigint };

/**
 * Organisations by the month of their first payment, the last twelve months of them. In a month after, those count that paid
 * something in it or had a paid subscription at its end; `paidMinor` is what they paid, less what went back since.
 */
export async function getCohorts(ctx: Context, currency: string): Promise<CohortDto[]> {
  authorise(ctx, 'revenue:read');
  const months = cohortMonths(ctx.now, MONTHS);
  const [first = ''] = months;
  const start = Prisma.sql`${`${first}-01T00:00:00Z`}::timestamptz`;
  const cohort = Prisma.sql`SELECT id, date_trunc('month', "firstPaidAt" AT TIME ZONE 'UTC') AS cohort FROM "Organisation"
    WHERE "firstPaidAt" >= ${start} AND currency = ${currency}`;
  const { sizes, rows } = await snapshot(async (tx) => ({
    sizes: await tx.$queryRaw<Size[]>`
      SELECT to_char(cohort, 'YYYY-MM') AS month, count(*) AS organisations FROM (${cohort}) c GROUP BY cohort`,
    rows: await tx.$queryRaw<Activity[]>`
      WITH c AS MATERIALIZED (${cohort}), paid AS (
        SELECT c.id AS org, c.cohort, date_trunc('month', p."settledAt" AT TIME ZONE 'UTC') AS month, p.minor
        FROM ${paidNet} p JOIN c ON c.id = p."organisationId"
        WHERE p."settledAt" >= ${start} AND p.currency = ${currency}
      ), held AS (
        SELECT m.org, m.cohort, g AS month, 0::bigint FROM (
          SELECT c.id AS org, c.cohort, m."afterMinor", m.at AT TIME ZONE 'UTC' AS since,
            lead(m.at AT TIME ZONE 'UTC') OVER (PARTITION BY m."organisationId", m."subscriptionId" ORDER BY m.at, m.id) AS until
          FROM "MrrMovement" m JOIN c ON c.id = m."organisationId" WHERE m.currency = ${currency}
        ) m, LATERAL generate_series(date_trunc('month', m.since), coalesce(m.until, ${ctx.now.toISOString()}::timestamptz AT TIME ZONE 'UTC'),
          interval '1 month') g
        WHERE m."afterMinor" > 0 AND (m.until IS NULL OR m.until >= g + interval '1 month')
      ), active AS (
        SELECT org, cohort, month, sum(minor) AS minor FROM (SELECT * FROM paid UNION ALL SELECT * FROM held) a
        WHERE month >= cohort GROUP BY org, cohort, month
      )
      SELECT to_char(cohort, 'YYYY-MM') AS cohort, to_char(month, 'YYYY-MM') AS month, count(*) AS active, sum(minor)::bigint AS "paidMinor"
      FROM active GROUP BY active.cohort, active.month`,
  }));
  const found = new Map(rows.map((row) => [`${row.cohort} ${row.month}`, row]));
  return months.map((month) => {
    const organisations = sizes.find((size) => size.month === month)?.organisations ?? 0n;
    return {
      month,
      organisations: Number(organisations),
      months: months
        .filter((one) => one >= month)
        .map((one) => {
          const { active = 0n, paidMinor = 0n } = found.get(`${month} ${one}`) ?? {};
          const shareBps = organisations > 0n ? Number(mulDiv(active, BPS, organisations)) : 0;
          return { active: Number(active), shareBps, paidMinor: paidMinor.toString() };
        }),
    };
  });
}
