import { unstable_rethrow } from 'next/navigation';
import { NextResponse, type NextRequest } from 'next/server';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { type Scope, scopeOfToken } from '@/lib/domain/inbox/scope';
import { problem } from './problem';
import { factsOf } from './request-facts';

type Params = Record<string, string>;
type Handler = (
  scope: Scope,
  ctx: Context,
  request: { params: Params; query: URLSearchParams; raw: NextRequest },
) => Promise<unknown>;

const BEARER = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+) *$/i;

/**
 * JSON for an embedded inbox: who speaks is said by a signed token in the `Authorization` header alone. No cookie is read
 * or set, and no other site may read the answers.
 */
export const embedRoute =
  (handler: Handler) =>
  async (raw: NextRequest, { params }: { params: Promise<Params> }): Promise<Response> => {
    const facts = factsOf(raw.headers);
    const { requestId } = facts;
    try {
      const [, token] = BEARER.exec(raw.headers.get('authorization') ?? '') ?? [];
      if (!token) throw new AppError('unauthenticated', 'embedToken');
      const now = new Date();
      const scope = await scopeOfToken(token, now);
      const ctx: Context = {
        actor: { kind: 'anonymous' },
        organisationId: scope.organisationId,
        now,
        ...facts,
      };
      const answer = await handler(scope, ctx, {
        params: await params,
        query: raw.nextUrl.searchParams,
        raw,
      });
      if (answer instanceof Response) return answer;
      return NextResponse.json(answer ?? null, {
        headers: { 'cache-control': 'no-store', 'x-request-id': requestId },
      });
    } catch (error) {
      unstable_rethrow(error);
      return problem(error, requestId, `${raw.method} ${raw.nextUrl.pathname}`);
    }
  };
