import type { Context } from '@/lib/core/context';
import { problem } from './problem';
import { readBytes } from './read-bytes';
import { factsOf } from './request-facts';

const LIMIT_BYTES = 256 * 1024;

type Delivery = { body: string; headers: Headers; query: URLSearchParams };
type Receiver<P> = (ctx: Context, provider: P, delivery: Delivery) => Promise<unknown>;

/** A provider's door: the raw body, bounded, with its headers and query; the verb checks who speaks. */
export function webhookRoute<P extends string>(provider: P, receive: Receiver<P>) {
  return async (request: Request): Promise<Response> => {
    const facts = factsOf(request.headers);
    try {
      const body = Buffer.from(await readBytes(request, LIMIT_BYTES)).toString('utf8');
      const ctx: Context = { actor: { kind: 'job', name: `webhook ${provider}` }, now: new Date(), ...facts };
      const { searchParams: query } = new URL(request.url);
      const answer = await receive(ctx, provider, { body, headers: request.headers, query });
      return Response.json(answer, { headers: { 'x-request-id': facts.requestId } });
    } catch (error) {
      return problem(error, facts.requestId, `webhook ${provider}`);
    }
  };
}
