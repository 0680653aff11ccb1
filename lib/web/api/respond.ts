import { Readable } from 'node:stream';
import type { KeyTurn } from '@/lib/domain/apps/schema';
import type { ApiFile, FileType } from './call';
import { retryHeaders } from './problem-details';
import type { Problem } from './schema-json';

/** No browser is a caller: no CORS header ever, and nothing in an answer that could run. */
const FIXED_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
};

export function json(text: string, status: number, headers: Record<string, string>): Response {
  return new Response(text, {
    status,
    headers: { ...FIXED_HEADERS, 'content-type': 'application/json', ...headers },
  });
}

/** A file of ours to keep. */
export function file({ fileName, body }: ApiFile, type: FileType, headers: Record<string, string>): Response {
  const content =
    typeof body === 'string' ? body : (Readable.toWeb(body) as unknown as ReadableStream<Uint8Array>);
  return new Response(content, {
    headers: {
      ...FIXED_HEADERS,
      'content-type': type === 'application/pdf' ? type : `${type}; charset=utf-8`,
      'content-disposition': `attachment; filename="${fileName}"`,
      ...headers,
    },
  });
}

/** A refusal as problem details; `allow` names the methods that the address knows. */
export function refusal(problem: Problem, turn: KeyTurn | undefined, allow: string[] | undefined): Response {
  return json(JSON.stringify(problem), problem.status, {
    'content-type': 'application/problem+json',
    ...turnHeaders(turn),
    ...retryHeaders(problem),
    ...(problem.status === 429 && { 'retry-after': String(Math.max(1, turn?.resetSeconds ?? 1)) }),
    ...(problem.status === 401 && { 'www-authenticate': 'Bearer realm="Meterdesk"' }),
    ...(allow && { allow: allow.join(', ') }),
  });
}

/** The widely used headers, and those of the IETF's draft (draft-ietf-httpapi-ratelimit-headers). */
export function turnHeaders(turn: KeyTurn | undefined): Record<string, string> {
  if (!turn) return {};
  const { limit, remaining, resetSeconds } = turn;
  return {
    'ratelimit-limit': String(limit),
    'ratelimit-remaining': String(remaining),
    'ratelimit-reset': String(resetSeconds),
    'ratelimit-policy': `"minute";q=${limit};w=60`,
    ratelimit: `"minute";r=${remaining};t=${resetSeconds}`,
  };
}
