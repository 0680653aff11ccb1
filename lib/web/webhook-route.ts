import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { problem } from './problem';
import { factsOf } from './request-facts';

const LIMIT_BYTES = 256 * 1024;

type Delivery = { body: string; headers: Headers; query: URLSearchParams };
type Receiver<P> = (ctx: Context, provider: P, delivery: Delivery) => Promise<unknown>;

/** A provider's door: the raw body, bounded, with its headers and query; the verb checks who speaks. */
export function webhookRoute<P extends string>(provider: P, receive: Receiver<P>) {
  return async (request: Request): Promise<Response> => {
    const facts = factsOf(request.headers);
    try {
      const body = await readText(request, LIMIT_BYTES);
      const ctx: Context = { actor: { kind: 'job', name: `webhook ${provider}` }, now: new Date(), ...facts };
      const { searchParams: query } = new URL(request.url);
      const answer = await receive(ctx, provider, { body, headers: request.headers, query });
      return Response.json(answer, { headers: { 'x-request-id': facts.requestId } });
    } catch (error) {
      return problem(error, facts.requestId, `webhook ${provider}`);
    }
  };
}

/** The body as text, refused as soon as it is larger than `limit`, whatever its headers say. */
async function readText(request: Request, limit: number): Promise<string> {
  const reader = request.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > limit) throw new AppError('too_large', 'tooLarge');
    chunks.push(part.value);
  }
  return Buffer.concat(chunks).toString('utf8');
}
