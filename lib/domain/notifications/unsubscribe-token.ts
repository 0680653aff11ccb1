import { readToken, signToken } from '@/lib/core/signed-token';
import { type EventName, isEvent } from './events';
import { scopeOf } from './preferences';
import type { Recipient } from './recipient';

/** What a token ends: mails of one event for one account, all digests of one, or what one participant hears. */
export type Subscription =
  | { kind: 'event'; userId: string; organisationId: string; event: EventName }
  | { kind: 'digest'; userId: string }
  | { kind: 'participant'; organisationId: string; participantId: string };

/** The token that ends mails of this kind for this person; nothing where there is nobody to remember it of. */
export function unsubscribeToken(
  { event, organisationId }: { event: EventName; organisationId?: string },
  { userId, participantId, side }: Recipient,
): string | undefined {
  if (userId) return signToken('unsubscribe', ['event', userId, scopeOf(side, organisationId), event]);
  if (participantId && organisationId)
    return signToken('unsubscribe', ['participant', organisationId, participantId]);
  return undefined;
}

export const digestToken = (userId: string): string => signToken('unsubscribe', ['digest', userId]);

/** What a token ends, or null for one that is not ours. */
export function readSubscription(token: string): Subscription | null {
  const [kind, first = '', second = '', third = ''] = readToken('unsubscribe', token) ?? [];
  if (kind === 'event' && isEvent(third))
    return { kind, userId: first, organisationId: second, event: third };
  if (kind === 'digest') return { kind, userId: first };
  if (kind === 'participant') return { kind, organisationId: first, participantId: second };
  return null;
}
