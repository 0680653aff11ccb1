import type { z } from 'zod';
import type { Context } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { type Prisma, type Tx, db } from '@/lib/core/db';
import { notFound } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { hashToken } from '@/lib/core/signed-token';
import { type ViewFacts, seemsPerson } from './scanner';
import { ApprovalLinkInput } from './schema';
import type { ApprovalPageDto, VoidReason } from './schema.dto';

/** More looks at one link than this are not written down: whoever has it could fill the table. */
const MOST_VIEWS = 200;

const shown = {
  ...{ organisationId: true, id: true, requestId: true, version: true, status: true, voidReason: true },
  ...{ summary: true, decidedAt: true, comment: true, createdAt: true },
  ask: { select: { ownerName: true, ownerEmail: true, ownerLocale: true, note: true, askedById: true } },
  request: {
    select: {
      ...{ number: true, subject: true, categoryName: true, priceMicro: true },
      organisation: { select: { name: true } },
    },
  },
} satisfies Prisma.ApprovalSelect;

export type ApprovalRow = Prisma.ApprovalGetPayload<{ select: typeof shown }>;

/** The approval behind a link. Error: `not_found` for a token that we never gave out, as for no token at all. */
export async function findByToken(tx: Tx, token: string): Promise<ApprovalRow> {
  const row = await tx.approval.findUnique({ where: { tokenHash: hashToken(token) }, select: shown });
  if (!row) throw notFound();
  return row;
}

export async function pageDto(tx: Tx, row: ApprovalRow): Promise<ApprovalPageDto> {
  const { ask, request } = row;
  const asker = await tx.user.findUnique({ where: { id: ask.askedById }, select: { name: true } });
  return {
    state: row.status,
    voidReason: row.voidReason as VoidReason | null,
    organisation: request.organisation.name,
    owner: ask.ownerName,
    asker: asker?.name ?? '',
    note: ask.note,
    askedAt: row.createdAt.toISOString(),
    request: {
      ...{ number: request.number, subject: request.subject, category: request.categoryName },
      price: creditsToDecimal(request.priceMicro),
      lines: row.summary.split('\n'),
    },
    decidedAt: row.decidedAt?.toISOString() ?? null,
    comment: row.comment ?? '',
  };
}

type Looking = { token: string; facts: Omit<ViewFacts, 'sinceAskedMs'> };

/**
 * What a link shows. Looking decides nothing, whoever looks and by whichever method; that somebody looked is written
 * down, with a guess whether it was a person. Error: `not_found`.
 */
export async function viewApproval(ctx: Context, { token, facts }: Looking): Promise<ApprovalPageDto> {
  const parsed = ApprovalLinkInput.safeParse({ token } satisfies z.input<typeof ApprovalLinkInput>);
  if (!parsed.success) throw notFound();
  const row = await findByToken(db, parsed.data.token);
  const { organisationId, id: approvalId } = row;
  const sinceAskedMs = ctx.now.getTime() - row.createdAt.getTime();
  if ((await db.approvalView.count({ where: { organisationId, approvalId } })) < MOST_VIEWS)
    await db.approvalView.create({
      data: {
        ...{ organisationId, approvalId, id: newId('approvalView'), at: ctx.now, ip: ctx.ip ?? null },
        ...{ method: facts.method.slice(0, 10), isPerson: seemsPerson({ ...facts, sinceAskedMs }) },
        userAgent: facts.userAgent.slice(0, 300),
      },
    });
  return pageDto(db, row);
}
