import type { RequestStatus } from './schema';
import { takesMessages } from './rules';
import { threadLimits } from './schema.thread';

const MINUTE_MS = 60_000;

/** Until when what was sent at a moment may be changed by who sent it. */
export const editableUntil = (sentAt: Date): Date =>
  new Date(sentAt.getTime() + threadLimits.editMinutes * MINUTE_MS);

/** Why something cannot be changed any more; null when it can. */
export function editRefusal(
  sentAt: Date,
  status: RequestStatus,
  now: Date,
): 'editTooLate' | 'requestClosed' | null {
  if (!takesMessages(status)) return 'requestClosed';
  return now < editableUntil(sentAt) ? null : 'editTooLate';
}
