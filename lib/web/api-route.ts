import { unstable_rethrow } from 'next/navigation';
import { NextResponse, type NextRequest } from 'next/server';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { problem } from './problem';
import { factsOf } from './request-facts';
import { memberContext, staffContext } from './session';

type Params = Record<string, string>;
type Handler = (
  ctx: Context,
  request: { params: Params; query: URLSearchParams; raw: NextRequest },
) => Promise<unknown>;

/** JSON for a session: TanStack Query's reads and uploads. Never cached; errors are problem details. */
function routeBehind(door: () => Promise<Context | null>) {
  return (handler: Handler) =>
    async (raw: NextRequest, { params }: { params: Promise<Params> }): Promise<Response> => {
      const { requestId } = factsOf(raw.headers);
      try {
        const ctx = await door();
        if (!ctx) throw new AppError('unauthenticated', 'signInFirst');
        const answer = await handler(ctx, { params: await params, query: raw.nextUrl.searchParams, raw });
        if (answer instanceof Response) return answer;
        return NextResponse.json(answer ?? null, {
          headers: { 'cache-control': 'no-store', 'x-request-id': requestId },
        });
      } catch (error) {
        unstable_rethrow(error);
        return problem(error, requestId, `${raw.method} ${raw.nextUrl.pathname}`);
      }
    };
}

export const portalRoute = routeBehind(memberContext);
export const staffRoute = routeBehind(staffContext);
