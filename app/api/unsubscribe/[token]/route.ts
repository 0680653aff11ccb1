import { env } from '@/lib/core/env';
import { notFound } from '@/lib/core/errors';
import { describeSubscription, unsubscribe } from '@/lib/domain/notifications/unsubscribe';
import { problem } from '@/lib/web/problem';
import { factsOf } from '@/lib/web/request-facts';

type Named = { params: Promise<{ token: string }> };

/** Where a mail program posts when its reader presses «unsubscribe» (RFC 8058): no cookie, no page, no redirect. */
export async function POST(request: Request, { params }: Named) {
  const facts = factsOf(request.headers);
  try {
    const { token } = await params;
    await unsubscribe({ actor: { kind: 'anonymous' }, now: new Date(), ...facts }, { token });
    return new Response(null, { status: 200, headers: { 'cache-control': 'no-store' } });
  } catch (error) {
    return problem(error, facts.requestId, 'unsubscribe');
  }
}

/** Programs that know no one-click (RFC 2369) open the same address in a browser: the page there asks, and a GET ends nothing. */
export async function GET(request: Request, { params }: Named) {
  const { token } = await params;
  if (!describeSubscription(token))
    return problem(notFound(), factsOf(request.headers).requestId, 'unsubscribe');
  const headers = {
    location: new URL(`/unsubscribe/${token}`, env.APP_URL).href,
    'cache-control': 'no-store',
  };
  return new Response(null, { status: 303, headers });
}
