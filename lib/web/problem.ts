import { getTranslations } from 'next-intl/server';
import { AppError, type ErrorCode, errorStatus } from '@/lib/core/errors';
import { log } from '@/lib/core/log';
import { RETRY_AFTER_SECONDS, isUnavailable } from '@/lib/core/unavailable';

/** A refusal as doors show it: `message` in the reader's words, `fields` still as keys for the form to translate. */
export type Failure = {
  code: ErrorCode | 'internal' | 'unavailable';
  message: string;
  fields?: Record<string, string>;
  requestId: string;
};

/**
 * Translates an error. A refusal is logged in one line, a database that is gone as a warning; anything else is a bug,
 * logged whole and shown as such.
 */
export async function toFailure(error: unknown, requestId: string, door: string): Promise<Failure> {
  const t = await getTranslations('errors');
  if (error instanceof AppError) {
    const { code, reason, fields, values } = error;
    log.info({ requestId, door, code, reason, fields }, 'refused');
    return {
      code,
      message: t.has(reason as never) ? t(reason as never, values as never) : t('generic'),
      fields,
      requestId,
    };
  }
  if (isUnavailable(error)) {
    log.warn({ requestId, door, err: error }, 'the database does not answer');
    return { code: 'unavailable', message: t('unavailable'), requestId };
  }
  log.error({ requestId, door, err: error }, 'unexpected');
  return { code: 'internal', message: t('unexpected'), requestId };
}

/** Problem details (RFC 9457) for everything that speaks JSON. */
export async function problem(error: unknown, requestId: string, door: string): Promise<Response> {
  const failure = await toFailure(error, requestId, door);
  const status = statusOf(failure.code);
  const { message: detail, code, fields } = failure;
  const body = { type: 'about:blank', title: code, status, code, detail, fields, requestId };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'x-request-id': requestId,
      ...(failure.code === 'unavailable' && { 'retry-after': String(RETRY_AFTER_SECONDS) }),
    },
  });
}

function statusOf(code: Failure['code']): number {
  if (code === 'unavailable') return 503;
  return code === 'internal' ? 500 : errorStatus[code];
}
