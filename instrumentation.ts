import type { Instrumentation } from 'next';

/** Before the first request: a bad environment names itself and the server does not start. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { env } = await import('@/lib/core/env');
  const { log } = await import('@/lib/core/log');
  const { recordSocketAddresses } = await import('@/lib/web/client-address');
  const { guardHttp } = await import('@/lib/web/http-guard');
  const { endStreamsWithServer } = await import('@/lib/web/end-streams');
  recordSocketAddresses();
  guardHttp();
  endStreamsWithServer();
  log.info({ host: new URL(env.APP_URL).host }, 'web starts');
}

/** What a page or an action threw and nobody turned into a refusal: a bug, logged whole under the request's id. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { log } = await import('@/lib/core/log');
  const { loggedPath } = await import('@/lib/web/logged-path');
  const path = loggedPath(request.path);
  const requestId = request.headers['x-request-id'];
  log.error({ requestId, method: request.method, path, route: context.routePath, err: error }, 'unexpected');
};
