import { addDays } from '@/lib/core/time';
import type { z } from 'zod';
import { type Context, authorise, can, caller, tenant } from '@/lib/core/context';
import { type Prisma, db } from '@/lib/core/db';
import { notFound, parse } from '@/lib/core/errors';
import { cursorInstant, decodeCursor, encodeCursor } from './cursor';
import type { Page, RequestDto, RequestSummaryDto } from './schema.dto';
import { followersDto } from './followers-dto';
import { addressed } from './internal';
import { readMoney } from './read-money';
import { mayRate, nextStatus, takesMessages } from './rules';
import {
  ListRequestsInput,
  RequestInput,
  type RequestStatus,
  type RequestTab,
  openStatuses,
  requestTabs,
} from './schema';
import { publicThread, requestFacts, requestFields, summaryDto, summaryFields } from './thread';

const PAGE = 25;

const tabStatuses: Record<RequestTab, readonly RequestStatus[] | null> = {
  all: null,
  open: openStatuses,
  waiting: ['waiting_on_customer'],
  resolved: ['resolved', 'closed'],
  cancelled: ['cancelled'],
};

const inTab = (tab: RequestTab): Prisma.RequestWhereInput => {
  const statuses = tabStatuses[tab];
  return statuses ? { status: { in: [...statuses] } } : {};
};

/** The organisation's requests, newest first, in keyset pages of 25. */
export async function listRequests(
  ctx: Context,
  input: z.input<typeof ListRequestsInput>,
): Promise<Page<RequestSummaryDto>> {
  authorise(ctx, 'support:read');
  const { tab, after } = parse(ListRequestsInput, input);
  const from = after ? decodeCursor(after) : null;
  const found = await db.request.findMany({
    where: {
      organisationId: tenant(ctx),
      ...inTab(tab),
      ...(from && olderThan(cursorInstant(from), from.id)),
    },
    select: summaryFields,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: PAGE + 1,
  });
  const rows = found.slice(0, PAGE).map(summaryDto);
  const last = rows.at(-1);
  const next = found.length > PAGE && last ? encodeCursor({ key: last.createdAt, id: last.id }) : null;
  return { rows, next };
}

const olderThan = (createdAt: Date, id: string): Prisma.RequestWhereInput => ({
  createdAt: { lte: createdAt },
  OR: [{ createdAt: { lt: createdAt } }, { id: { lt: id } }],
});

/** How many requests each tab holds. */
export async function countRequests(ctx: Context): Promise<Record<RequestTab, number>> {
  authorise(ctx, 'support:read');
  const groups = await db.request.groupBy({
    by: ['status'],
    where: { organisationId: tenant(ctx) },
    _count: { _all: true },
  });
  const counted = (tab: RequestTab) =>
    groups
      .filter(({ status }) => tabStatuses[tab]?.includes(status) ?? true)
      .reduce((sum, group) => sum + group._count._all, 0);
  return Object.fromEntries(requestTabs.map((tab) => [tab, counted(tab)])) as Record<RequestTab, number>;
}

/** One request of the caller's organisation with its thread: what its customer may read, and never a note. */
export async function getRequest(ctx: Context, input: z.input<typeof RequestInput>): Promise<RequestDto> {
  authorise(ctx, 'support:read');
  const { requestId: id } = addressed(RequestInput, input);
  const organisationId = tenant(ctx);
  const row = await db.request.findUnique({
    where: { organisationId_id: { organisationId, id } },
    select: requestFields,
  });
  if (!row) throw notFound();
  const writes = can(ctx, 'support:write');
  return {
    ...requestFacts(row),
    ...followersDto(row, caller(ctx), 'customer'),
    ...(await readMoney(ctx, row, 'customer')),
    thread: await publicThread(db, row, caller(ctx)),
    may: {
      reply: writes && takesMessages(row.status),
      cancel: writes && nextStatus('withdraw', row.status) !== null,
      rate: writes && mayRate(row.status, row.rating?.createdAt ?? null, ctx.now),
    },
  };
}

/** Open requests for the overview: those that wait for the customer first, then the newest. */
export async function listOpenRequests(ctx: Context, take = 5): Promise<RequestSummaryDto[]> {
  authorise(ctx, 'support:read');
  const found = await db.request.findMany({
    where: { organisationId: tenant(ctx), ...inTab('open') },
    select: summaryFields,
    orderBy: [{ status: 'desc' }, { createdAt: 'desc' }],
    take,
  });
  return found.map(summaryDto);
}

/** Requests that were resolved within the last seven days and wait for a rating, newest first. */
export async function listUnrated(ctx: Context, take = 3): Promise<RequestSummaryDto[]> {
  authorise(ctx, 'support:read');
  const found = await db.request.findMany({
    where: {
      organisationId: tenant(ctx),
      status: 'resolved',
      rating: null,
      resolvedAt: { gt: addDays(ctx.now, -7) },
    },
    select: summaryFields,
    orderBy: { resolvedAt: 'desc' },
    take,
  });
  return found.map(summaryDto);
}
