import type { z } from 'zod';
import { type Context, authorise, can, caller } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { type ApprovalStatus, type Prisma, db } from '@/lib/core/db';
import { notFound } from '@/lib/core/errors';
import { isOpen, worksOn } from '@/lib/domain/support/rules';
import { RequestInput, type RequestStatus } from '@/lib/domain/support/schema';
import { DraftSummariesInput } from './schema';
import type { ApprovalDto, AskableDto, VoidReason } from './schema.dto';

const asked = {
  ask: {
    select: {
      ...{ ownerName: true, ownerEmail: true, note: true, askedById: true, askedAt: true, remindedAt: true },
    },
  },
  views: { select: { isPerson: true, at: true }, orderBy: { at: 'asc' } },
} satisfies Prisma.ApprovalInclude;

type Row = Prisma.ApprovalGetPayload<{ include: typeof asked }>;

const parsedId = (input: z.input<typeof RequestInput>): string => {
  const parsed = RequestInput.safeParse(input);
  if (!parsed.success) throw notFound();
  return parsed.data.requestId;
};

/** All that was asked about a request, the newest first, for staff. Error: `not_found`. */
export async function listApprovals(
  ctx: Context,
  input: z.input<typeof RequestInput>,
): Promise<ApprovalDto[]> {
  authorise(ctx, 'desk:read');
  const requestId = parsedId(input);
  const request = await db.request.findFirst({ where: { id: requestId }, select: { organisationId: true } });
  if (!request) throw notFound();
  const rows = await db.approval.findMany({
    where: { organisationId: request.organisationId, requestId },
    include: asked,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 20,
  });
  const people = await db.user.findMany({
    where: { id: { in: rows.map(({ ask }) => ask.askedById) } },
    select: { id: true, name: true },
  });
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return rows.map((row) => dto(row, names.get(row.ask.askedById) ?? ''));
}

function dto({ ask, views, ...row }: Row, askedBy: string): ApprovalDto {
  const people = views.filter(({ isPerson }) => isPerson).length;
  return {
    id: row.id,
    state: row.status,
    voidReason: row.voidReason as VoidReason | null,
    owner: { name: ask.ownerName, email: ask.ownerEmail },
    askedBy,
    askedAt: ask.askedAt.toISOString(),
    remindedAt: ask.remindedAt?.toISOString() ?? null,
    lines: row.summary.split('\n'),
    note: ask.note,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    comment: row.comment ?? '',
    views: {
      ...{ people, scanners: views.length - people },
      firstSeenAt: views.find(({ isPerson }) => isPerson)?.at.toISOString() ?? null,
    },
  };
}

type Asked = { status: RequestStatus; approval: ApprovalStatus | null; expertId: string | null };

/** What the dialog shows of the requests that somebody chose, in their order. Error: `not_found`. */
export async function listAskable(
  ctx: Context,
  input: z.input<typeof DraftSummariesInput>,
): Promise<AskableDto[]> {
  authorise(ctx, 'desk:answer');
  const parsed = DraftSummariesInput.safeParse(input);
  if (!parsed.success) throw notFound();
  const ids = [...new Set(parsed.data.requestIds)];
  const rows = await db.request.findMany({
    where: { id: { in: ids } },
    select: {
      ...{ id: true, number: true, subject: true, status: true, approval: true, expertId: true },
      ...{ scopeVersion: true, priceMicro: true },
      organisation: {
        select: { id: true, name: true, ownerContact: { select: { name: true, email: true } } },
      },
    },
  });
  if (rows.length < ids.length) throw notFound();
  const me = { userId: caller(ctx), canAssign: can(ctx, 'desk:assign') };
  return rows
    .toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
    .map((row) => {
      const { ownerContact: owner, ...organisation } = row.organisation;
      const { number, subject } = row;
      return {
        ...{ requestId: row.id, number, subject, version: row.scopeVersion, organisation, owner },
        ...{ price: creditsToDecimal(row.priceMicro), state: row.approval, refusal: refusalOf(row, me) },
      };
    });
}

function refusalOf(row: Asked, me: { userId: string; canAssign: boolean }): AskableDto['refusal'] {
  if (!worksOn(me, row.expertId)) return 'notYourRequest';
  if (!isOpen(row.status)) return 'requestClosed';
  return row.approval === 'approved' ? 'approvalGiven' : null;
}
