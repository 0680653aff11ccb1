import type { RequestDto } from './schema.dto';
import type { RequestRow } from './thread';

/**
 * How far the others have read, and whether the caller follows the request. A customer sees of the staff only who works
 * on it or has written to them: whom a note named is nobody they know.
 */
export function followersDto(
  row: RequestRow,
  me: string,
  side: 'customer' | 'staff',
): Pick<RequestDto, 'readers' | 'following'> {
  const known = new Set([row.expertId, ...row.messages.map(({ author }) => author?.id)]);
  const own = row.participants.find(({ userId }) => userId === me);
  return {
    readers: row.participants.flatMap(({ userId, user, readAt, side: theirs }) => {
      if (!userId || !user || !readAt || userId === me) return [];
      if (side === 'customer' && theirs === 'staff' && !known.has(userId)) return [];
      return [{ id: userId, name: user.name, side: theirs, at: readAt.toISOString() }];
    }),
    following: own ? (own.mutedAt ? 'muted' : 'yes') : 'no',
  };
}
