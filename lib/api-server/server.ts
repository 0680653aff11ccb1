import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getHealth } from '@/lib/domain/operations/heartbeat';
import { handle } from '@/lib/web/api/handle';
import { recordSocketAddresses } from '@/lib/web/client-address';
import { guardHttp } from '@/lib/web/http-guard';
import { factsOf } from '@/lib/web/request-facts';
import { nodeDoor } from './node-door';

const TIMEOUTS = { headersTimeout: 15_000, requestTimeout: 30_000, keepAliveTimeout: 65_000 };
/** Beyond it a connection is let go at once: what one process has file descriptors and memory for. */
const MOST_CONNECTIONS = 10_000;
const GRACE_MS = 10_000;

async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === '/api/live')
    return Response.json({ status: 'live' }, { headers: { 'cache-control': 'no-store' } });
  if (pathname !== '/api/health') return handle(request, factsOf(request.headers));
  const health = await getHealth(new Date());
  const status = health.status === 'down' ? 503 : 200;
  return Response.json(health, { status, headers: { 'cache-control': 'no-store' } });
}

/** Ends in order: no new connection, every request under way is answered, idle connections are let go. */
async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const late = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  server.closeIdleConnections();
  await closed;
  clearInterval(idle);
  clearTimeout(late);
}

/**
 * Serves /api/v1 by the very `handle` that Next serves it by, without Next in between. Port 0 takes a free one. Nobody
 * but this machine reaches it unless a host is named: it believes the proxies in front of it.
 */
export async function startApiServer(
  port: number,
  host = '127.0.0.1',
): Promise<{ host: string; port: number; close: () => Promise<void> }> {
  recordSocketAddresses();
  guardHttp();
  const door = nodeDoor(answer);
  const server = createServer(TIMEOUTS, (incoming, outgoing) => void door(incoming, outgoing));
  server.maxConnections = MOST_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const bound = server.address() as AddressInfo;
  return { host: bound.address, port: bound.port, close: () => close(server) };
}
