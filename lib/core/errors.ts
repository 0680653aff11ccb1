import { z } from 'zod';

/** The few ways in which a command is refused, and what HTTP calls them. */
export const errorStatus = {
  unauthenticated: 401,
  insufficient_credits: 402,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  invalid: 422,
  limit_reached: 429,
  provider_unavailable: 503,
} as const;

export type ErrorCode = keyof typeof errorStatus;
export type ErrorValues = Record<string, string | number>;

/**
 * A refusal that the caller can act on. `reason` is a key of messages/en/errors.json; `fields` maps a path of the
 * input to a message key of `errors.field`, with values as a query string (`tooLong?max=200`).
 */
export class AppError extends Error {
  readonly fields?: Record<string, string>;
  readonly values?: ErrorValues;

  constructor(
    readonly code: ErrorCode,
    readonly reason: string,
    more: { fields?: Record<string, string>; values?: ErrorValues } = {},
  ) {
    super(`${code}: ${reason}`);
    this.name = 'AppError';
    this.fields = more.fields;
    this.values = more.values;
  }
}

export const notFound = () => new AppError('not_found', 'notFound');

/** Guards our own assumptions: a failure is a bug, never the caller's fault. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`invariant: ${message}`);
}

type Issue = z.core.$ZodRawIssue | z.core.$ZodIssue;

/** The message key of an issue that carries no key of its own. */
function issueKey(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined || issue.input === null ? 'required' : 'wrongType';
    case 'too_small':
      if (issue.origin === 'string')
        return issue.minimum === 1 ? 'required' : `tooShort?min=${issue.minimum}`;
      return issue.origin === 'array' ? `tooFew?min=${issue.minimum}` : `tooSmall?min=${issue.minimum}`;
    case 'too_big':
      if (issue.origin === 'string') return `tooLong?max=${issue.maximum}`;
      return issue.origin === 'array' ? `tooMany?max=${issue.maximum}` : `tooBig?max=${issue.maximum}`;
    case 'invalid_value':
      return 'unknown';
    case 'invalid_format':
      return issue.format === 'email' ? 'email' : 'wrongFormat';
    default:
      return 'invalid';
  }
}

// Zod's own English never reaches a screen: every message is a key of the catalogue.
z.config({ customError: (issue) => issueKey(issue) });

/** Parses with a schema; the refusal carries one message key for each wrong field. */
export function parse<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const fields: Record<string, string> = {};
  for (const issue of result.error.issues) fields[issue.path.join('.') || 'form'] ??= issue.message;
  throw new AppError('invalid', 'invalidInput', { fields });
}
