import { randomUUID } from 'node:crypto';
import { handle } from '@/lib/web/api/handle';

type Sent = {
  secret?: string;
  body?: unknown;
  headers?: Record<string, string>;
  /** Null sends none; a POST that names none gets a new one. */
  key?: string | null;
  ip?: string;
};

export type ApiAnswer = { status: number; headers: Headers; body: unknown; text: string };

/** One request to the API, past every server: what `handle` answers. A body of text or bytes is sent as it is. */
export async function callApi(method: string, path: string, sent: Sent = {}): Promise<ApiAnswer> {
  const { secret, body, key = method === 'POST' ? randomUUID() : null, ip = '127.0.0.1' } = sent;
  const isRaw = typeof body === 'string' || body instanceof Uint8Array;
  const request = new Request(`http://localhost:3000/api/v1${path}`, {
    method,
    body: body === undefined ? undefined : isRaw ? (body as BodyInit) : JSON.stringify(body),
    headers: {
      ...(secret && { authorization: `Bearer ${secret}` }),
      ...(key !== null && { 'idempotency-key': key }),
      ...sent.headers,
    },
  });
  const response = await handle(request, { requestId: randomUUID(), ip });
  const text = await response.text();
  const isJson = /json$/.test(response.headers.get('content-type') ?? '') && text !== '';
  return {
    status: response.status,
    headers: response.headers,
    body: isJson ? JSON.parse(text) : undefined,
    text,
  };
}
