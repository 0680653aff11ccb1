import { createHmac } from 'node:crypto';
import { derivedKey } from '@/lib/core/derived-key';
import { env } from '@/lib/core/env';

/**
 * The Message-ID, without brackets, of the mail that `key` names: the same key gives the same one, so that mailboxes show
 * a retried mail once. Made with a key of ours: keys of mails name ids that customers see, and a bounce that names a
 * Message-ID ends all mail to an address.
 */
export function messageIdOf(key: string): string {
  const hash = createHmac('sha256', derivedKey('message-id')).update(key).digest('hex').slice(0, 40);
  return `${hash}@${new URL(env.APP_URL).hostname}`;
}

/** The root of a request's thread: no mail ever had it, and each mail about the request refers to it. */
export const threadRootOf = (requestId: string): string => `${requestId}@${new URL(env.APP_URL).hostname}`;
