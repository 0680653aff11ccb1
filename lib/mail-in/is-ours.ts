import { env } from '@/lib/core/env';
import { mailDomain, readAddress } from '@/lib/core/reply-token';

/** The address between the brackets of `Name <address>`, or the text itself. */
const bare = (text: string) => (/<([^<>]*)>\s*$/.exec(text)?.[1] ?? text).trim().toLowerCase();

/** True for what this listener takes: our addresses, all of our mail domain, and the sender of our mails, to whom they
 * come back. */
export function isOurs(address: string): boolean {
  const own = address.trim().toLowerCase();
  if (readAddress(own)) return true;
  return own.endsWith(`@${mailDomain()}`) || own === bare(env.MAIL_FROM);
}
