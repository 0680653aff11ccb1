import type { Context } from '@/lib/core/context';
import type { ApprovalStatus, Tx } from '@/lib/core/db';

// What the nouns above support build upon; internal.ts is support's own.
export {
  type LockedRequest,
  addEvent,
  addressed,
  answerer,
  customerUrl,
  deskUrl,
  lockRequest,
  moveRequest,
  openerOf,
  requestChanged,
  touchRequest,
} from './internal';

/** Keeps the state of a request's last approval on the request itself, for its pill and the queue's mark. */
export async function markApproval(
  tx: Tx,
  ctx: Context,
  { organisationId, id }: { organisationId: string; id: string },
  approval: ApprovalStatus,
): Promise<void> {
  await tx.request.updateMany({ where: { organisationId, id }, data: { approval, updatedAt: ctx.now } });
}
