import { randomBytes, randomUUID } from 'node:crypto';
import { NextResponse, type NextRequest } from 'next/server';
import { env } from '@/lib/core/env';
import { errorStatus } from '@/lib/core/errors';
import { log } from '@/lib/core/log';
import { isReadable } from '@/lib/web/action-body';
import { bodyLimit, isOwnOrigin, needsOrigin } from '@/lib/web/csrf';
import { loggedPath } from '@/lib/web/logged-path';
import { frameAncestors } from '@/lib/web/frame-ancestors';
import { pageLocale } from '@/lib/web/page-locale';
import {
  LOCALE,
  NONCE,
  REQUEST_ID,
  REQUEST_METHOD,
  REQUEST_PATH,
  isRequestId,
} from '@/lib/web/request-names';
import { FILE_POLICY, contentSecurityPolicy, securityHeaders, servesFile } from '@/lib/web/security-headers';
import errors from '@/messages/en/errors.json';

/**
 * Stands before every route: names the request, sets the headers of the answer, refuses posts from other sites and
 * bodies that no route could want. It never decides who may see what: every page and verb does that itself.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const told = request.headers.get(REQUEST_ID);
  const requestId = isRequestId(told) ? told : randomUUID();
  const isSecure = env.APP_URL.startsWith('https://');
  const path = request.nextUrl.pathname;
  const refusal = await refuse(request, path);
  if (refusal)
    log.warn(
      { requestId, path: loggedPath(path), method: request.method, reason: refusal.reason },
      'request refused',
    );

  const nonce = randomBytes(16).toString('base64');
  const isDevelopment = process.env.NODE_ENV === 'development';
  const ancestors = await frameAncestors(path);
  const policy = servesFile(path)
    ? FILE_POLICY
    : contentSecurityPolicy({ nonce, isDevelopment, isSecure, ancestors });
  const response = refusal ? problem(refusal, requestId) : pass(request, { requestId, nonce, policy });
  response.headers.set(REQUEST_ID, requestId);
  response.headers.set('Content-Security-Policy', policy);
  for (const [name, value] of Object.entries(securityHeaders(path, isSecure)))
    response.headers.set(name, value);
  return response;
}

type Refusal = {
  code: 'forbidden' | 'too_large' | 'invalid';
  reason: 'foreignOrigin' | 'tooLarge' | 'malformed';
};

async function refuse(request: NextRequest, path: string): Promise<Refusal | null> {
  const isForeign = needsOrigin(request.method, path) && !isOwnOrigin(request.headers, env.APP_URL);
  if (isForeign) return { code: 'forbidden', reason: 'foreignOrigin' };
  // Routes under /api read their bodies themselves; pages are posted to by server actions only.
  const isPost = request.method === 'POST' && !path.startsWith('/api/');
  const told = request.headers.get('content-length');
  const size = isPost && told === null ? await measure(request.clone()) : Number(told ?? 0);
  if (size > bodyLimit(path)) return { code: 'too_large', reason: 'tooLarge' };
  const isUnreadable = isPost && !(await isReadable(request.clone()));
  return isUnreadable ? { code: 'invalid', reason: 'malformed' } : null;
}

/** A body that comes in chunks tells no length; Next has bounded it (proxyClientMaxBodySize). */
const measure = async (request: Request) => (await request.arrayBuffer()).byteLength;

function pass(request: NextRequest, own: { requestId: string; nonce: string; policy: string }): NextResponse {
  const headers = new Headers(request.headers);
  headers.set(REQUEST_ID, own.requestId);
  headers.set(REQUEST_PATH, request.nextUrl.pathname + request.nextUrl.search);
  headers.set(REQUEST_METHOD, request.method);
  headers.set(NONCE, own.nonce);
  const { pathname: path, searchParams } = request.nextUrl;
  const cookie = request.cookies.get('locale')?.value;
  headers.set(LOCALE, pageLocale({ path, lang: searchParams.get('lang'), cookie }));
  // Next reads the nonce for its own scripts from here.
  headers.set('Content-Security-Policy', own.policy);
  return NextResponse.next({ request: { headers } });
}

function problem({ code, reason }: Refusal, requestId: string): NextResponse {
  const status = errorStatus[code];
  return NextResponse.json(
    { type: 'about:blank', title: code, status, code, detail: errors[reason], requestId },
    { status, headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' } },
  );
}

// The public API sets its own headers and takes no cookie, nor do /api/live and the hook of mail: nothing here concerns
// them, each step would cost time, and Next would cut the body of a large mail before its route sees it.
export const config = {
  matcher: ['/((?!_next/static/|_next/image|api/v1/|api/webhooks/mail/|api/live$).*)'],
};
