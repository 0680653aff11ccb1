import type { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { type ErrorGroupModel, Prisma, db } from '@/lib/core/db';
import { notFound, parse } from '@/lib/core/errors';
import { decodePosition, encodePosition } from '@/lib/core/position';
import { addDays, dayIn } from '@/lib/core/time';
import {
  type ErrorGroupDto,
  ErrorGroupInput,
  type ErrorGroupSummaryDto,
  type ErrorTab,
  ListErrorsInput,
  type RequestErrorDto,
} from './schema';

const PAGE = 25;
const DAYS = 14;
const REPORTS = 10;

const inTab: Record<ErrorTab, Prisma.ErrorGroupWhereInput> = {
  open: { resolvedAt: null },
  resolved: { resolvedAt: { not: null } },
  all: {},
};

/** The organisation's reported errors by group, the last seen first, in keyset pages of 25. */
export async function listErrorGroups(ctx: Context, input: z.input<typeof ListErrorsInput>) {
  authorise(ctx, 'support:read');
  const { tab, after } = parse(ListErrorsInput, input);
  const organisationId = tenant(ctx);
  const from = after ? decodePosition(after) : null;
  const found = await db.errorGroup.findMany({
    where: {
      organisationId,
      ...inTab[tab],
      ...(from && {
        lastSeenAt: { lte: from.at },
        OR: [{ lastSeenAt: { lt: from.at } }, { id: { lt: from.id } }],
      }),
    },
    include: { _count: { select: { requests: true } } },
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'desc' }],
    take: PAGE + 1,
  });
  const groups = found.slice(0, PAGE);
  const days = await reportsByDay(
    ctx,
    organisationId,
    groups.map(({ id }) => id),
  );
  const rows = groups.map((group): ErrorGroupSummaryDto => ({
    ...summary(group, days),
    requests: group._count.requests,
  }));
  const last = groups.at(-1);
  const next = found.length > PAGE && last ? encodePosition({ at: last.lastSeenAt, id: last.id }) : null;
  return { rows, next };
}

/** How many groups each tab holds. */
export async function countErrorGroups(ctx: Context): Promise<Record<ErrorTab, number>> {
  authorise(ctx, 'support:read');
  const organisationId = tenant(ctx);
  const [open, all] = await Promise.all([
    db.errorGroup.count({ where: { organisationId, resolvedAt: null } }),
    db.errorGroup.count({ where: { organisationId } }),
  ]);
  return { open, all, resolved: all - open };
}

/** One group with its latest reports and the requests that were filed about it. Error: `not_found`. */
export async function getErrorGroup(
  ctx: Context,
  input: z.input<typeof ErrorGroupInput>,
): Promise<ErrorGroupDto> {
  authorise(ctx, 'support:read');
  const asked = ErrorGroupInput.safeParse(input);
  if (!asked.success) throw notFound();
  const id = asked.data.errorGroupId;
  const group = await db.errorGroup.findUnique({
    where: { organisationId_id: { organisationId: tenant(ctx), id } },
    include: {
      reports: { ...latest, take: REPORTS },
      requests: {
        select: { id: true, number: true, subject: true, status: true },
        orderBy: { createdAt: 'desc' },
        take: REPORTS,
      },
    },
  });
  if (!group) throw notFound();
  const days = await reportsByDay(ctx, tenant(ctx), [id]);
  return { ...details(group, days), requests: group.requests };
}

/**
 * How often the error happened that a request is about, and when: for whoever works on the request. Null where it is
 * about none; an unknown request is about none.
 */
export async function getErrorOfRequest(
  ctx: Context,
  { requestId }: { requestId: string },
): Promise<RequestErrorDto | null> {
  authorise(ctx, 'desk:read');
  const group = await db.errorGroup.findFirst({
    where: { requests: { some: { id: requestId } } },
    include: { reports: { ...latest, take: 5 } },
  });
  if (!group) return null;
  const days = await reportsByDay(ctx, group.organisationId, [group.id]);
  return details(group, days);
}

const latest = {
  select: { id: true, createdAt: true, url: true },
  orderBy: [{ createdAt: 'desc' as const }, { id: 'desc' as const }],
};

type Report = { id: string; url: string | null; createdAt: Date };

const details = (group: ErrorGroupModel & { reports: Report[] }, days: Days) => ({
  ...summary(group, days),
  ...{ fingerprint: group.fingerprint, stack: group.stack, url: group.url },
  context: group.context === null ? null : JSON.stringify(group.context, null, 2),
  reports: group.reports.map(({ id, url, createdAt }) => ({ id, url, at: createdAt.toISOString() })),
});

type Days = Map<string, number[]>;

const summary = (group: ErrorGroupModel, days: Days) => ({
  ...{ id: group.id, message: group.message, app: group.app, count: Number(group.count) },
  firstSeenAt: group.firstSeenAt.toISOString(),
  lastSeenAt: group.lastSeenAt.toISOString(),
  resolvedAt: group.resolvedAt?.toISOString() ?? null,
  days: days.get(group.id) ?? Array.from({ length: DAYS }, () => 0),
});

/** Reports of each of the last 14 days in UTC, today last. */
async function reportsByDay(ctx: Context, organisationId: string, groupIds: string[]): Promise<Days> {
  if (groupIds.length === 0) return new Map();
  const first = `${dayIn(addDays(ctx.now, 1 - DAYS))}T00:00:00Z`;
  const rows = await db.$queryRaw<{ groupId: string; day: number; count: bigint }[]>`
    SELECT "groupId", ("createdAt" AT TIME ZONE 'UTC')::date - (${first}::timestamptz AT TIME ZONE 'UTC')::date AS day,
      count(*) AS count
    FROM "ErrorReport"
    WHERE "organisationId" = ${organisationId} AND "groupId" IN (${Prisma.join(groupIds)})
      AND "createdAt" >= ${first}::timestamptz
    GROUP BY 1, 2`;
  const days: Days = new Map();
  for (const { groupId, day, count } of rows) {
    const counts = days.get(groupId) ?? Array.from({ length: DAYS }, () => 0);
    if (day < DAYS) counts[day] = Number(count);
    days.set(groupId, counts);
  }
  return days;
}
