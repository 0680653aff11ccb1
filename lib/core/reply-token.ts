import { createHmac, timingSafeEqual } from 'node:crypto';
import { derivedKey } from './derived-key';
import { env } from './env';

// Lower case alone, because some mail servers fold the case of local parts; Crockford's letters, as in our ids.
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';
const MAC_LETTERS = 16;
const PREFIX = 'par_';
const TOKEN = /^[0-7][0-9a-hjkmnp-tv-z]{25}[0-9a-hjkmnp-tv-z]{16}$/;

/** The first 80 bits of HMAC-SHA256, five a letter: forging one takes more mails than anybody can send. */
function mac(letters: string): string {
  const digest = createHmac('sha256', derivedKey('reply-token')).update(letters).digest();
  let bits = BigInt(`0x${digest.subarray(0, 10).toString('hex')}`);
  let text = '';
  for (let at = 0; at < MAC_LETTERS; at++) {
    text = `${LETTERS[Number(bits & 31n)]}${text}`;
    bits >>= 5n;
  }
  return text;
}

/** What the Reply-To of one participant's mails carries: the 26 letters of `par_…` and 16 of a signature, no secret. */
export function replyToken(participantId: string): string {
  const letters = participantId.slice(PREFIX.length);
  return letters + mac(letters);
}

/** The participant whose token this is, or null for anything that we did not make; upper case is read too. */
export function readReplyToken(text: string): string | null {
  const token = text.toLowerCase();
  if (!TOKEN.test(token)) return null;
  const letters = token.slice(0, -MAC_LETTERS);
  const isOurs = timingSafeEqual(Buffer.from(token.slice(-MAC_LETTERS)), Buffer.from(mac(letters)));
  return isOurs ? PREFIX + letters : null;
}

/** True where mail comes in, by a provider's hook or a mail server whose word is believed: else nobody reads an answer. */
export const takesMail = (): boolean => Boolean(env.MAIL_HOOK_SECRET ?? env.MAIL_AUTHSERV_ID);

/** The domain of our reply addresses. */
export const mailDomain = (): string => env.MAIL_DOMAIN ?? domainOf(env.MAIL_SUPPORT);

/** `support+<token>@…`: where the answer of one participant goes. 50 characters before the @ at most of 64. */
export function replyAddress(participantId: string): string {
  const [box = ''] = env.MAIL_SUPPORT.split('@');
  return `${box}+${replyToken(participantId)}@${mailDomain()}`;
}

/**
 * What one of our addresses is for: answers of that participant, or, with a participant of null, anything (the support
 * address). Null for everybody else's; a reply address whose signature is wrong is nobody's.
 */
export function readAddress(address: string): { participantId: string | null } | null {
  const [local = '', domain = '', ...rest] = address.trim().toLowerCase().split('@');
  if (rest.length > 0) return null;
  const [box = '', supportDomain = ''] = env.MAIL_SUPPORT.split('@');
  const isDomain = domain === supportDomain || domain === mailDomain();
  if (!isDomain) return null;
  if (local === box) return { participantId: null };
  if (!local.startsWith(`${box}+`)) return null;
  const participantId = readReplyToken(local.slice(box.length + 1));
  return participantId ? { participantId } : null;
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);
