import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { recordCall } from '@/lib/domain/apps/record-call';
import type { RequestFacts } from '@/lib/web/request-facts';
import { type Seen, admit, customerNamed, customersOf, takeNamed } from './admit';
import { fileAsked } from './accept';
import { readGiven } from './given';
import { PREFIX, compile } from './match';
import { openApiText } from './openapi';
import { problemOf } from './problem-details';
import { BODY_LIMIT, readBody } from './read-body';
import { file, json, refusal, turnHeaders } from './respond';
import type { Problem } from './schema-json';
import { routes } from './routes';

const match = compile(routes);

type Asked = { method: string; path: string; query: URLSearchParams };

/**
 * Answers a request to /api/v1, whatever server it came through: Next's and the plain one hand it on as it is. It knows
 * no caller but a key, decides nothing that a verb decides, and answers every fault as problem details.
 */
export async function handle(request: Request, facts: RequestFacts): Promise<Response> {
  const startedMs = performance.now();
  const { pathname, searchParams: query } = new URL(request.url);
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const asked = { method, path: below(pathname), query };
  const seen: Seen = { now: new Date() };
  let problem: Problem | undefined;
  const response = await answer(request, asked, facts, seen).catch((error: unknown) => {
    problem = problemOf(error, facts.requestId, `${method} ${pathname}`);
    return refusal(problem, seen.turn, seen.allow);
  });
  response.headers.set('x-request-id', facts.requestId);
  const { key, organisationId = key?.organisationId ?? null } = seen;
  if (key)
    recordCall({
      ...{ keyId: key.keyId, organisationId, at: seen.now, requestId: facts.requestId, ip: facts.ip },
      ...{ method, path: pathname, status: response.status, code: problem?.code },
      durationMs: performance.now() - startedMs,
    });
  return request.method === 'HEAD' ? new Response(null, response) : response;
}

/** What follows the prefix; nothing for an address outside of it. */
const below = (pathname: string) => (pathname.startsWith(`${PREFIX}/`) ? pathname.slice(PREFIX.length) : '');

async function answer(request: Request, asked: Asked, facts: RequestFacts, seen: Seen): Promise<Response> {
  if (asked.path === '/openapi.json' && asked.method === 'GET')
    return json(openApiText(), 200, { 'cache-control': 'public, max-age=300' });
  const { call, params } = find(asked, seen);
  const key = await admit(request, call, facts.ip, seen);
  const body = call.method === 'POST' ? await readBody(request, call.limitBytes ?? BODY_LIMIT) : {};
  const query = Object.fromEntries(asked.query);
  const organisationId = await customerNamed(call, key, takeNamed(query, body));
  seen.organisationId = organisationId;
  const ctx: Context = {
    actor: { kind: 'api-key', keyId: key.keyId, scopes: key.scopes, appId: key.appId ?? undefined },
    organisationId: organisationId ?? undefined,
    now: seen.now,
    ...facts,
  };
  const given = readGiven(request, call, { params, query, body });
  const whole = { ...given, customers: customersOf(key, organisationId) };
  const type = fileAsked(request, call);
  const make = type && call.files?.[type];
  if (make) return file(await make(ctx, whole), type, turnHeaders(seen.turn));
  const result = await call.run(ctx, whole);
  const { replayed, ...data } = result as { replayed?: true };
  const headers = { ...turnHeaders(seen.turn), ...(replayed && { 'idempotent-replayed': 'true' }) };
  return json(JSON.stringify(data), call.status, headers);
}

function find({ method, path }: Asked, seen: Seen) {
  const found = path === '/openapi.json' ? { allow: ['GET'] } : match(method, path);
  if (!found) throw new AppError('not_found', 'unknownRoute');
  if ('call' in found) return found;
  seen.allow = found.allow;
  throw new AppError('not_found', 'wrongMethod', { values: { allow: found.allow.join(', ') } });
}
