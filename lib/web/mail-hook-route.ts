import type { Context } from '@/lib/core/context';
import { HOOK_BYTES, admitHook, receiveHook } from '@/lib/domain/mail/receive-hook';
import { problem } from './problem';
import { readBytes } from './read-bytes';
import { factsOf } from './request-facts';

/** Takes a call, whose body is read only when its caller knows the password of the hook. */
export async function takeCall(ctx: Context, provider: string, request: Request) {
  const { headers } = request;
  admitHook(ctx, provider, headers);
  return receiveHook(ctx, provider, { headers, body: await readBytes(request, HOOK_BYTES) });
}

/** The door of mail providers. It answers 200 when the mail is kept, never before; anything else brings them again. */
export async function mailHook(request: Request, provider: string): Promise<Response> {
  const facts = factsOf(request.headers);
  try {
    const ctx: Context = { actor: { kind: 'job', name: `mail ${provider}` }, now: new Date(), ...facts };
    const answer = await takeCall(ctx, provider, request);
    return Response.json(answer, { headers: { 'x-request-id': facts.requestId } });
  } catch (error) {
    return problem(error, facts.requestId, 'mail hook');
  }
}
