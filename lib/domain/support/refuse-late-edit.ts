import { AppError } from '@/lib/core/errors';
import { editRefusal } from './edit-rules';
import type { RequestStatus } from './schema';

/** Throws `conflict` where what was sent then cannot be changed any more. */
export function refuseLateEdit(request: { status: RequestStatus }, sentAt: Date, now: Date): void {
  const reason = editRefusal(sentAt, request.status, now);
  if (reason) throw new AppError('conflict', reason);
}
