import { env } from '@/lib/core/env';
import { AppError } from '@/lib/core/errors';
import { log } from '@/lib/core/log';
import { RETRY_AFTER_SECONDS, isUnavailable } from '@/lib/core/unavailable';
import { type ApiCode, codeOf, codes, fieldCode } from './codes';
import type { Problem } from './schema-json';
import { words } from './words';

/** The problem of a refusal. A database that is gone fails closed; anything unknown is a bug, logged whole. */
export function problemOf(error: unknown, requestId: string, door: string): Problem {
  if (error instanceof AppError) {
    log.debug({ requestId, door, code: error.code, reason: error.reason, fields: error.fields }, 'refused');
    return problemOfRefusal(error, requestId);
  }
  const isGone = isUnavailable(error);
  if (isGone) log.warn({ requestId, door, err: error }, 'the database does not answer');
  else log.error({ requestId, door, err: error }, 'unexpected');
  const code = isGone ? 'unavailable' : 'internal';
  return frame(code, words(isGone ? 'errors.unavailable' : 'api.details.internal'), requestId);
}

type Refusal = Pick<AppError, 'code' | 'reason' | 'fields' | 'values'>;

/** The problem of an AppError, of a call or of one item of a batch. */
export function problemOfRefusal(refusal: Refusal, requestId: string): Problem {
  const { code: kind, reason, values = {} } = refusal;
  const fields = refusal.fields && fieldsOf(refusal.fields);
  const code = codeOf(refusal);
  const own = fields && Object.values(fields).find((field) => field.code === code)?.message;
  // What the portal says of it tells a person what to press.
  const said = own ?? words(`api.details.${code}`) ?? words(`errors.${reason}`, values);
  const problem = frame(code, said, requestId);
  if (fields) problem.fields = fields;
  if (kind === 'insufficient_credits') {
    const { cost, available, shortfall } = values as Record<string, string>;
    return { ...problem, cost, available, shortfall, checkoutUrl: `${env.APP_URL}/credits` };
  }
  return problem;
}

function frame(code: ApiCode, detail: string | undefined, requestId: string): Problem {
  const title = words(`api.codes.${code}.title`) ?? code;
  return { type: typeOf(code), title, status: codes[code], code, detail: detail ?? title, requestId };
}

/** Where a code is explained. */
const typeOf = (code: ApiCode) => `${env.APP_URL}/docs/api#${code}`;

function fieldsOf(fields: Record<string, string>) {
  const explained = Object.entries(fields).map(([path, key]) => {
    const [name = '', query] = key.split('?');
    const values = Object.fromEntries(new URLSearchParams(query));
    const message = words(`errors.field.${name}`, values) ?? words('errors.field.invalid') ?? name;
    return [path, { code: fieldCode(path, key), message }] as const;
  });
  return Object.fromEntries(explained);
}

/** Headers that a refusal adds: when to come back. */
export function retryHeaders({ code }: Problem): Record<string, string> {
  return codes[code] === 503 ? { 'retry-after': String(RETRY_AFTER_SECONDS) } : {};
}
