import { decode, encode } from 'next-auth/jwt';
import { env } from '@/lib/core/env';

/** Thirty days after the sign-in the session is over, whatever the person does. */
export const SESSION_SECONDS = 30 * 86_400;

/** What the cookie carries: the person and the row of the sign-in, nothing that could go stale. */
export type SessionToken = { sub: string; sid: string };

const isSecure = () => env.APP_URL.startsWith('https://');

/**
 * `__Host-` binds a cookie to this host and to TLS; plain http (local) cannot carry it. No name may begin with another:
 * next-auth would take it for a further piece of the session.
 */
export const cookieName = (purpose: 'session' | 'csrf' | 'callback') =>
  `${isSecure() ? '__Host-' : ''}meterdesk.${purpose}`;

export const sessionCookie = () => ({
  name: cookieName('session'),
  options: { httpOnly: true, sameSite: 'lax' as const, path: '/', secure: isSecure() },
});

/** The sealed cookie of a session row: next-auth's own format. */
export function sealSession(token: SessionToken): Promise<string> {
  return encode({ token, secret: env.AUTH_SECRET, maxAge: SESSION_SECONDS });
}

/** Opens a cookie; null for anything that we did not seal or that is too old. */
export async function openSession(sealed: string): Promise<SessionToken | null> {
  try {
    const token = await decode({ token: sealed, secret: env.AUTH_SECRET });
    if (typeof token?.sid !== 'string' || typeof token.sub !== 'string') return null;
    return { sub: token.sub, sid: token.sid };
  } catch {
    return null;
  }
}
