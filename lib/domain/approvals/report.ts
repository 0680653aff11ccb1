import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { type Prisma, Prisma as sql, db } from '@/lib/core/db';
import { invariant, parse } from '@/lib/core/errors';
import { DAY_MS, addDays } from '@/lib/core/time';
import { cursorInstant, decodeCursor, encodeCursor, isCursor } from '@/lib/domain/support/cursor';
import { limits, ReportQuery } from './schema';
import type { ApprovalFigures, ApprovalReportDto, ApprovalRowDto } from './schema.dto';

const PAGE = 25;
const MOST_ORGANISATIONS = 100;

type Query = z.output<typeof ReportQuery>;
type Range = { since: Date; lateBefore: Date; organisation: string | null };

/**
 * What was asked of owners in the last 30, 90 or 365 days and what waits from before: by organisation and state, how
 * long decisions took, what is late, and how it went over time. The rows below follow the filters, newest first.
 */
export async function approvalReport(
  ctx: Context,
  input: z.input<typeof ReportQuery>,
): Promise<ApprovalReportDto> {
  authorise(ctx, 'desk:read');
  const query = parse(ReportQuery, input);
  const range: Range = {
    since: addDays(ctx.now, -Number(query.days)),
    lateBefore: addDays(ctx.now, -limits.lateDays),
    organisation: query.organisation ?? null,
  };
  const [[totals], organisations, chart, page] = await Promise.all([
    figures(range, false),
    figures(range, true),
    chartOf(range, ctx.now, query.days === '30' ? 1 : 7),
    rowsOf(query, range),
  ]);
  invariant(totals, 'a sum without a row');
  return { totals, organisations, chart, ...page };
}

type Figures = ApprovalFigures & { id: string; name: string };

/** One row for each organisation, the most asked first, or one for all of them. */
function figures(range: Range, isEach: boolean): Promise<Figures[]> {
  const each = isEach
    ? sql.sql`GROUP BY o.id, o.name ORDER BY count(*) DESC, o.id LIMIT ${MOST_ORGANISATIONS}`
    : sql.empty;
  const named = isEach ? sql.sql`o.id, o.name,` : sql.empty;
  return db.$queryRaw<Figures[]>`
    SELECT ${named}
      count(*) FILTER (WHERE a.status = 'pending')::int AS pending,
      count(*) FILTER (WHERE a.status = 'approved')::int AS approved,
      count(*) FILTER (WHERE a.status = 'rejected')::int AS rejected,
      count(*) FILTER (WHERE a.status = 'voided')::int AS voided,
      count(*) FILTER (WHERE a.status = 'pending' AND a."createdAt" < ${at(range.lateBefore)})::int AS late,
      (percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM a."decidedAt" - a."createdAt"))
        / 3600)::float8 AS "turnaroundHours"
    FROM "Approval" a JOIN "Organisation" o ON o.id = a."organisationId"
    WHERE (a."createdAt" >= ${at(range.since)} OR a.status = 'pending') AND ${ofOrganisation(range)}
    ${each}`;
}

const at = (instant: Date) => sql.sql`${instant.toISOString()}::timestamptz`;
const ofOrganisation = ({ organisation }: Range) =>
  organisation ? sql.sql`a."organisationId" = ${organisation}` : sql.sql`true`;

/** Whole days or weeks; the decisions of one are those made in it, whenever they were asked for. */
async function chartOf(range: Range, now: Date, stepDays: 1 | 7): Promise<ApprovalReportDto['chart']> {
  const unit = stepDays === 1 ? 'day' : 'week';
  const rows = await db.$queryRaw<{ day: string; kind: 'asked' | 'approved' | 'rejected'; count: number }[]>`
    SELECT to_char(date_trunc(${unit}, e.at AT TIME ZONE 'UTC'), 'YYYY-MM-DD') AS day, e.kind, count(*)::int AS count
    FROM "Approval" a, LATERAL (VALUES (a."createdAt", 'asked'), (a."decidedAt", a.status::text)) AS e (at, kind)
    WHERE e.at >= ${at(range.since)} AND ${ofOrganisation(range)}
    GROUP BY 1, 2`;
  const found = new Map(rows.map(({ day, kind, count }) => [`${day} ${kind}`, count]));
  const counted = (day: string, kind: string) => found.get(`${day} ${kind}`) ?? 0;
  return daysBetween(firstDay(range.since, stepDays), now, stepDays).map((from) => ({
    from,
    asked: counted(from, 'asked'),
    approved: counted(from, 'approved'),
    rejected: counted(from, 'rejected'),
  }));
}

/** The day, or the Monday of its week, in UTC. */
function firstDay(instant: Date, stepDays: 1 | 7): number {
  const day = Math.floor(instant.getTime() / DAY_MS);
  // Day 0 of the epoch was a Thursday.
  return stepDays === 1 ? day : day - ((day + 3) % 7);
}

function daysBetween(first: number, now: Date, step: number): string[] {
  const days: string[] = [];
  for (let day = first; day * DAY_MS <= now.getTime(); day += step)
    days.push(new Date(day * DAY_MS).toISOString().slice(0, 10));
  return days;
}

const listed = {
  ...{ id: true, requestId: true, status: true, createdAt: true, decidedAt: true },
  ask: { select: { ownerName: true } },
  request: {
    select: { number: true, subject: true, organisation: { select: { id: true, name: true } } },
  },
} satisfies Prisma.ApprovalSelect;

async function rowsOf(query: Query, range: Range): Promise<Pick<ApprovalReportDto, 'rows' | 'next'>> {
  const from = query.after && isCursor(query.after) ? decodeCursor(query.after) : null;
  const found = await db.approval.findMany({
    where: {
      AND: [
        { OR: [{ createdAt: { gte: range.since } }, { status: 'pending' }] },
        query.state === 'late' ? { status: 'pending', createdAt: { lt: range.lateBefore } } : {},
        query.state && query.state !== 'late' ? { status: query.state } : {},
        range.organisation ? { organisationId: range.organisation } : {},
        from ? olderThan(cursorInstant(from), from.id) : {},
      ],
    },
    select: listed,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: PAGE + 1,
  });
  const rows = found.slice(0, PAGE).map((row) => rowDto(row, range.lateBefore));
  const last = rows.at(-1);
  const next = found.length > PAGE && last ? encodeCursor({ key: last.askedAt, id: last.id }) : null;
  return { rows, next };
}

const olderThan = (createdAt: Date, id: string): Prisma.ApprovalWhereInput => ({
  createdAt: { lte: createdAt },
  OR: [{ createdAt: { lt: createdAt } }, { id: { lt: id } }],
});

type Listed = Prisma.ApprovalGetPayload<{ select: typeof listed }>;

const rowDto = ({ ask, request, ...row }: Listed, lateBefore: Date): ApprovalRowDto => ({
  ...{ id: row.id, requestId: row.requestId, number: request.number, subject: request.subject },
  ...{ organisation: request.organisation, owner: ask.ownerName, state: row.status },
  isLate: row.status === 'pending' && row.createdAt < lateBefore,
  askedAt: row.createdAt.toISOString(),
  decidedAt: row.decidedAt?.toISOString() ?? null,
});
