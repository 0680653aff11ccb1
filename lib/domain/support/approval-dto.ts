import type { Prisma } from '@/lib/core/db';
import type { ApprovalPillDto } from './schema.dto';

/** What the pill of a request is read with: its last approval. */
export const approvalFields = {
  needsApproval: true,
  approvals: {
    select: { status: true, createdAt: true, decidedAt: true, ask: { select: { ownerName: true } } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 1,
  },
} satisfies Prisma.RequestSelect;

type Row = Prisma.RequestGetPayload<{ select: typeof approvalFields }>;

/** Where the owner's approval stands; null for a request that needs none and about which nobody was asked. */
export function approvalDto({ needsApproval, approvals: [last] }: Row): ApprovalPillDto | null {
  if (!last) return needsApproval ? { state: 'needed', owner: null, at: null } : null;
  const at = (last.decidedAt ?? last.createdAt).toISOString();
  return { state: last.status, owner: last.ask.ownerName, at };
}
