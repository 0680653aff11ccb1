import { channel } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { env } from '@/lib/core/env';

const FORWARDED = 'x-forwarded-for';

/**
 * Appends the socket's own address to X-Forwarded-For before Next reads the request. Next fills the header only when
 * it is missing, so without this a caller could name any address it likes and walk past every throttle.
 */
export function recordSocketAddresses(): void {
  channel('http.server.request.start').subscribe((message) => {
    const { request } = message as { request: IncomingMessage };
    const told = request.headers[FORWARDED];
    const own = request.socket.remoteAddress ?? '';
    request.headers[FORWARDED] = told ? `${String(told)}, ${own}` : own;
  });
}

/** The caller's address: the last one that our own proxies (TRUSTED_PROXIES of them) did not add. */
export function clientAddress(headers: Headers, proxies = env.TRUSTED_PROXIES): string | undefined {
  const hops = (headers.get(FORWARDED) ?? '').split(',').map((hop) => hop.trim());
  const address = hops.at(-1 - proxies) ?? hops[0] ?? '';
  const plain = address.startsWith('::ffff:') ? address.slice(7) : address;
  return isIP(plain) ? plain : undefined;
}
