import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { Prisma as sql, db } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { figuresOf, monthsUntil, type Sums, addSums, noSums } from './rules';
import { type Grouping, ServiceQuery, type ServiceReport, type ServiceRow } from './schema';

/**
 * How the desk does, by expert, category or month, over the requests that were resolved in the last months (UTC) and
 * still are: satisfaction, first answer, resolution, and how many had to be taken up again. The times are summed from
 * the recorded segments of the promises, running ones only, in business time; what nothing was promised for counts in
 * neither. Months without a request are there with none. Errors: `forbidden`; `invalid`.
 */
export async function getServiceFigures(
  ctx: Context,
  input: z.input<typeof ServiceQuery>,
): Promise<ServiceReport> {
  authorise(ctx, 'desk:assign');
  const { by, months: span } = parse(ServiceQuery, input);
  const months = monthsUntil(ctx.now, Number(span));
  const from = new Date(`${months[0]}-01T00:00:00Z`);
  const found = await read(by, from, ctx.now);
  const known = new Map(found.map((row) => [row.key, row]));
  const listed =
    by === 'month' ? months.map((key) => known.get(key) ?? { key, name: key, ...noSums }) : found;
  const total = found.reduce<Sums>(addSums, noSums);
  return {
    ...{ by, from: from.toISOString(), to: ctx.now.toISOString() },
    rows: listed.map(({ key, name, ...sums }): ServiceRow => ({ key, name, ...figuresOf(sums) })),
    total: figuresOf(total),
  };
}

const keys: Record<Grouping, { key: sql.Sql; name: sql.Sql }> = {
  expert: { key: sql.sql`coalesce(r."expertId", '')`, name: sql.sql`coalesce(max(e.name), '')` },
  category: { key: sql.sql`r."categoryCode"`, name: sql.sql`max(r."categoryName")` },
  month: {
    key: sql.sql`to_char(r."resolvedAt" AT TIME ZONE 'UTC', 'YYYY-MM')`,
    name: sql.sql`to_char(max(r."resolvedAt") AT TIME ZONE 'UTC', 'YYYY-MM')`,
  },
};

type Row = Sums & { key: string; name: string };

function read(by: Grouping, from: Date, to: Date): Promise<Row[]> {
  const { key, name } = keys[by];
  return db.$queryRaw<Row[]>`
    WITH r AS MATERIALIZED (
      SELECT "organisationId", id, "expertId", "categoryCode", "categoryName", "resolvedAt", "reopenCount" FROM "Request"
      WHERE "resolvedAt" >= ${from} AND "resolvedAt" <= ${to} AND status IN ('resolved', 'closed')
    ), used AS (
      SELECT c."organisationId", c."requestId", c.kind, c."targetMs", sum(s."businessMs") FILTER (WHERE s."isRunning") AS ms
      FROM r JOIN "SlaClock" c ON (c."organisationId", c."requestId") = (r."organisationId", r.id)
      JOIN "SlaSegment" s ON (s."organisationId", s."requestId", s.kind) = (c."organisationId", c."requestId", c.kind)
      WHERE c.kind = 'resolution' OR c.state = 'stopped'
      GROUP BY 1, 2, 3, 4
    )
    SELECT ${key} AS key, ${name} AS name, count(*)::int AS resolved,
      count(*) FILTER (WHERE r."reopenCount" > 0)::int AS reopened,
      count(t.score)::int AS ratings, coalesce(sum(t.score), 0)::int AS scores,
      count(a.ms)::int AS answers, coalesce(sum(a.ms), 0)::float8 AS "answerMs",
      count(*) FILTER (WHERE a.ms <= a."targetMs")::int AS "answersKept",
      count(w.ms)::int AS resolutions, coalesce(sum(w.ms), 0)::float8 AS "resolutionMs",
      count(*) FILTER (WHERE w.ms <= w."targetMs")::int AS "resolutionsKept"
    FROM r
    LEFT JOIN used a ON (a."organisationId", a."requestId", a.kind) = (r."organisationId", r.id, 'first_answer')
    LEFT JOIN used w ON (w."organisationId", w."requestId", w.kind) = (r."organisationId", r.id, 'resolution')
    LEFT JOIN "Rating" t ON (t."organisationId", t."requestId") = (r."organisationId", r.id)
    LEFT JOIN "User" e ON e.id = r."expertId"
    GROUP BY 1 ORDER BY resolved DESC, name, key`;
}
