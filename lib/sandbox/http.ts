import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Incoming {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
  /** The body as it came, for what is no text. */
  bytes: Buffer;
  params: Record<string, string>;
}

export interface Reply {
  status: number;
  headers?: Record<string, string>;
  body: string;
}

export interface Route {
  method: 'GET' | 'POST' | 'DELETE';
  /** Segments of the form `:name` become `params.name`. */
  path: string;
  handle(request: Incoming): Reply | Promise<Reply>;
}

/** An answer thrown from anywhere below a route. */
export class HttpRefusal extends Error {
  constructor(readonly reply: Reply) {
    super(`refused with ${reply.status}`);
  }
}

const maxBodyBytes = 10_000_000;

export const json = (value: unknown, status = 200, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value, null, 2),
});

export const redirect = (location: string): Reply => ({ status: 303, headers: { location }, body: '' });

export function match(routes: Route[], method: string, path: string) {
  const segments = path.split('/');
  for (const route of routes) {
    const wanted = route.path.split('/');
    if (route.method !== method || wanted.length !== segments.length) continue;
    const params: Record<string, string> = {};
    const fits = wanted.every((part, at) => {
      const given = segments[at] ?? '';
      if (!part.startsWith(':')) return part === given;
      params[part.slice(1)] = given;
      return given !== '';
    });
    if (fits) return { route, params };
  }
  return null;
}

/**
 * Refuses a change that another site's page could have sent. A form must name our own origin; a JSON body without an
 * Origin comes from a program, because a browser asks first (CORS) and we never consent.
 */
export function requireOwnOrigin(request: Incoming): void {
  const { origin, host } = request.headers;
  const isJson = (request.headers['content-type'] ?? '').startsWith('application/json');
  const isOurs = origin === undefined ? isJson : URL.canParse(origin) && new URL(origin).host === host;
  if (!isOurs) throw new HttpRefusal(json({ error: 'This change did not come from this site.' }, 403));
}

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodyBytes) throw new HttpRefusal(json({ error: 'The body is too large.' }, 413));
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

type Answer = (request: Incoming) => Reply | Promise<Reply>;

async function replyTo(message: IncomingMessage, answer: Answer): Promise<Reply> {
  try {
    const url = new URL(message.url ?? '/', 'http://sandbox');
    const bytes = await readBody(message);
    const method = message.method ?? 'GET';
    return await answer({
      method,
      path: url.pathname,
      query: url.searchParams,
      headers: message.headers,
      ...{ bytes, body: bytes.toString('utf8') },
      params: {},
    });
  } catch (error) {
    if (error instanceof HttpRefusal) return error.reply;
    console.error('[sandbox]', error);
    return json({ error: { type: 'api_error', message: 'The sandbox failed; its log says why.' } }, 500);
  }
}

/** Listens on the loopback address only: the sandbox is never a service for others. */
export async function listen(port: number, answer: Answer): Promise<{ server: Server; port: number }> {
  const server = createServer((message, response) => {
    void replyTo(message, answer).then((reply) => {
      response.writeHead(reply.status, {
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
        ...reply.headers,
      });
      response.end(message.method === 'HEAD' ? undefined : reply.body);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return { server, port: (server.address() as AddressInfo).port };
}
