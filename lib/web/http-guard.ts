import { subscribe } from 'node:diagnostics_channel';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { env } from '@/lib/core/env';
import { REQUEST_ID, isRequestId } from './request-names';
import { securityHeaders } from './security-headers';

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/**
 * An address whose percent signs mean something, or the same address with them taken as plain signs. Next answers
 * `/%ED%A0%80` with a 500 before proxy.ts sees it; so it becomes a name that nothing has: a 404 like any other.
 */
export function readableAddress(address: string): string {
  const [path = '', ...query] = address.split('?');
  try {
    decodeURIComponent(path);
    return address;
  } catch {
    return [path.replaceAll('%', '%25'), ...query].join('?');
  }
}

/**
 * Under /api/v1 every slash counts. Next answers a doubled or a closing one with a redirect, and the bare prefix with a
 * page: to a program all three are addresses that nothing has, so an empty segment becomes one that no call is called.
 */
export function programAddress(address: string): string {
  const [path = '', ...query] = address.split('?');
  if (!/^\/api\/v1(?![^/\\])/.test(path)) return address;
  const plain = path.replaceAll('\\', '%5C').replace(/^\/api\/v1$/, '$&/');
  return [plain.replaceAll(/\/(?=\/|$)/g, '/%2F/%2F'), ...query].join('?');
}

/**
 * Before Next sees a request: its address is readable, its method one that there is, and whatever answers it, a static
 * file and Next's own errors too, carries the security headers and an id. proxy.ts says the same, and more, for the rest.
 */
export function guardHttp(): void {
  const isSecure = env.APP_URL.startsWith('https://');
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    request.url = programAddress(readableAddress(request.url ?? '/'));
    // Asked what it may do, a page refuses; TRACE and the like it would call our fault.
    if (!METHODS.has(request.method ?? '')) request.method = 'OPTIONS';
    const told = request.headers[REQUEST_ID];
    const requestId = isRequestId(told) ? told : randomUUID();
    request.headers[REQUEST_ID] = requestId;
    response.setHeader(REQUEST_ID, requestId);
    const path = request.url.split('?')[0] ?? '/';
    for (const [name, value] of Object.entries(securityHeaders(path, isSecure)))
      response.setHeader(name, value);
  });
}
