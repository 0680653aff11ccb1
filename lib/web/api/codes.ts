import type { ErrorCode } from '@/lib/core/errors';

/**
 * Every code that the API answers with, and its status. A code is the `reason` of an AppError, or the message key of one
 * wrong field, in snake case. What it means and what to do stands in messages/en/api.json under `codes`.
 */
export const codes = {
  key_missing: 401,
  key_unknown: 401,
  key_other_mode: 401,
  key_revoked: 401,
  key_expired: 401,
  app_disabled: 403,
  key_address: 403,
  missing_scope: 403,
  rate_limited: 429,

  malformed_json: 400,
  missing_idempotency_key: 400,
  invalid_idempotency_key: 400,
  missing_customer: 400,
  body_too_large: 413,
  batch_too_large: 413,
  invalid_input: 422,
  unknown_field: 422,
  bad_characters: 422,

  unknown_route: 404,
  wrong_method: 405,
  not_acceptable: 406,
  not_found: 404,
  conflict: 409,
  idempotency_conflict: 409,

  insufficient_credits: 402,
  unknown_service: 422,
  inactive_service: 422,
  missing_service: 422,
  missing_quantity: 422,
  quantity_not_a_number: 422,
  quantity_zero: 422,
  quantity_negative: 422,
  quantity_too_precise: 422,
  quantity_too_large: 422,
  unknown_member: 422,
  metadata_too_large: 422,
  metadata_too_deep: 422,
  metadata_number: 422,
  context_too_deep: 422,
  context_number: 422,
  not_priced: 422,
  more_than_held: 422,
  more_than_left: 422,
  hold_captured: 409,
  hold_released: 409,
  hold_expired: 409,

  request_closed: 409,

  buyer_missing: 409,
  pack_gone: 404,
  return_url_not_allowed: 422,
  stripe_unavailable: 503,
  unavailable: 503,
  internal: 500,
} as const;

export type ApiCode = keyof typeof codes;

/** Any call may answer with these. */
export const commonCodes = [
  ...(['key_missing', 'key_unknown', 'key_other_mode', 'key_revoked', 'key_expired'] as const),
  ...(['app_disabled', 'key_address', 'missing_scope', 'rate_limited', 'missing_customer'] as const),
  ...(['not_found', 'wrong_method', 'invalid_input', 'unknown_field', 'bad_characters'] as const),
  ...(['unavailable', 'internal'] as const),
] satisfies ApiCode[];

/** Any call with a body may answer with these too. */
export const bodyCodes = ['malformed_json', 'body_too_large'] satisfies ApiCode[];

/** And these, where a key of the whole call is read. */
export const keyCodes = ['invalid_idempotency_key', 'idempotency_conflict'] satisfies ApiCode[];

/** What stands for a refusal that has no code of its own. */
const fallback: Record<ErrorCode, ApiCode> = {
  unauthenticated: 'key_unknown',
  insufficient_credits: 'insufficient_credits',
  forbidden: 'missing_scope',
  not_found: 'not_found',
  conflict: 'conflict',
  too_large: 'body_too_large',
  invalid: 'invalid_input',
  limit_reached: 'rate_limited',
  provider_unavailable: 'unavailable',
};

export const isCode = (name: string): name is ApiCode => Object.hasOwn(codes, name);
export const snakeCase = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

type Refusal = { code: ErrorCode; reason: string; fields?: Record<string, string> };

/** The code of a wrong field: that of its message key; what is missing is named. */
export function fieldCode(path: string, key: string): string {
  const name = snakeCase(key.split('?')[0] ?? '');
  const missing = `missing_${snakeCase(path)}`;
  return name === 'required' && isCode(missing) ? missing : name;
}

/** One wrong field with a code of its own gives that code; else the reason does, else the kind of refusal. */
export function codeOf({ code, reason, fields = {} }: Refusal): ApiCode {
  const [only, ...more] = Object.entries(fields);
  const own = only && more.length === 0 ? fieldCode(...only) : '';
  if (isCode(own)) return own;
  const named = snakeCase(reason);
  return isCode(named) ? named : fallback[code];
}
