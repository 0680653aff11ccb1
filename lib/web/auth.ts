import { headers } from 'next/headers';
import NextAuth, { type NextAuthOptions, type User } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import type { NextRequest } from 'next/server';
import type { Context } from '@/lib/core/context';
import { env } from '@/lib/core/env';
import { AppError, notFound } from '@/lib/core/errors';
import { log } from '@/lib/core/log';
import { resolveSession } from '@/lib/domain/accounts/resolve-session';
import type { OpenedSession } from '@/lib/domain/accounts/sessions';
import { signInWithLink } from '@/lib/domain/accounts/sign-in-with-link';
import { signInWithPassword } from '@/lib/domain/accounts/sign-in-with-password';
import { problem } from './problem';
import { requestFacts } from './request';
import { factsOf } from './request-facts';
import { cookieName, SESSION_SECONDS, sessionCookie } from './session-cookie';

type SignedInUser = User & { sessionId: string };
type Offered = Record<string, string> | undefined;

class SessionGone extends Error {}

/**
 * What a provider does with what was offered. Every refusal is the same null: next-auth would put the message of an
 * error into an address.
 */
function authorizeWith(
  open: (
    ctx: Context,
    offered: Record<string, string>,
    userAgent: string | null,
  ) => Promise<OpenedSession | null>,
) {
  return async (offered: Offered): Promise<SignedInUser | null> => {
    const facts = await requestFacts();
    const ctx: Context = { actor: { kind: 'anonymous' }, now: new Date(), ...facts };
    try {
      const opened = await open(ctx, offered ?? {}, (await headers()).get('user-agent'));
      if (!opened) log.info({ requestId: ctx.requestId, ip: ctx.ip }, 'sign-in refused');
      return opened && { id: opened.userId, sessionId: opened.sessionId };
    } catch (error) {
      if (error instanceof AppError)
        log.info({ requestId: ctx.requestId, ip: ctx.ip, reason: error.reason }, 'link refused');
      else log.error({ requestId: ctx.requestId, err: error }, 'sign-in failed');
      return null;
    }
  };
}

const providers = [
  Credentials({
    id: 'password',
    credentials: { email: {}, password: {} },
    authorize: authorizeWith((ctx, { email = '', password = '' }, userAgent) =>
      signInWithPassword(ctx, { email, password }, userAgent),
    ),
  }),
  Credentials({
    id: 'link',
    credentials: { purpose: {}, token: {} },
    authorize: authorizeWith((ctx, { purpose = '', token = '' }, userAgent) =>
      signInWithLink(ctx, { purpose, token }, userAgent),
    ),
  }),
];

const callbacks: NextAuthOptions['callbacks'] = {
  async jwt({ token, user }) {
    // At the sign-in: only who and which row. Nothing that could go stale travels in the cookie.
    if (user) return { sub: user.id, sid: (user as SignedInUser).sessionId };
    const found = typeof token.sid === 'string' ? await resolveSession(token.sid, new Date()) : null;
    if (!found || found.person.id !== token.sub) throw new SessionGone();
    return token;
  },
  session: ({ session }) => ({ expires: session.expires }),
  redirect: ({ baseUrl }) => baseUrl,
};

const logger: NextAuthOptions['logger'] = {
  error(code, metadata) {
    if (metadata instanceof SessionGone) return;
    const isUnreadable = code === 'JWT_SESSION_ERROR';
    log[isUnreadable ? 'info' : 'error'](
      { code, err: metadata instanceof Error ? metadata : undefined },
      'next-auth',
    );
  },
  warn: (code) => log.debug({ code }, 'next-auth'),
  debug: () => undefined,
};

function options(): NextAuthOptions {
  const { name, options: cookie } = sessionCookie();
  return {
    secret: env.AUTH_SECRET,
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    jwt: { maxAge: SESSION_SECONDS },
    useSecureCookies: cookie.secure,
    cookies: {
      sessionToken: { name, options: cookie },
      csrfToken: { name: cookieName('csrf'), options: cookie },
      callbackUrl: { name: cookieName('callback'), options: cookie },
    },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers,
    callbacks,
    logger,
  };
}

/** We send no query; and next-auth calls an address that it cannot read a fault of our configuration, a 500. */
function refuseUnreadable(request: NextRequest): void {
  const told = request.cookies.get(cookieName('callback'))?.value ?? env.APP_URL;
  const isAddress = URL.canParse(told) && /^https?:$/.test(new URL(told).protocol);
  if (!isAddress || request.nextUrl.search !== '') throw new AppError('invalid', 'malformed');
}

/** The doors of next-auth that we use; its own pages and everything else are closed. */
const DOORS = new Set(['GET csrf', 'GET session', 'POST callback/password', 'POST callback/link']);

type Params = { params: Promise<{ nextauth: string[] }> };

/** Answers /api/auth/*. */
export async function authRoute(request: NextRequest, context: Params): Promise<Response> {
  const { requestId } = factsOf(request.headers);
  const path = (await context.params).nextauth.join('/');
  const door = `${request.method} ${path}`;
  try {
    if (!DOORS.has(door)) throw notFound();
    refuseUnreadable(request);
    const type = request.headers.get('content-type') ?? '';
    if (request.method === 'POST' && !type.startsWith('application/x-www-form-urlencoded'))
      throw new AppError('invalid', 'malformed');
    // next-auth reads its own address from here and nowhere else.
    process.env.NEXTAUTH_URL ??= env.APP_URL;
    const handle = NextAuth(options()) as (request: NextRequest, context: Params) => Promise<Response>;
    const response = await handle(request, context);
    response.headers.set('cache-control', 'no-store');
    return response;
  } catch (error) {
    return problem(error, requestId, `auth ${door}`);
  }
}
