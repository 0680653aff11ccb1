import type { Code, Problem } from './api.js';

/** What the API refused, with its problem details. `code` says which refusal it is. */
export class MeterdeskError extends Error {
  readonly code: Code;
  readonly status: number;
  readonly requestId: string;

  constructor(
    readonly problem: Problem,
    /** Seconds that the server asked to wait. */
    readonly retryAfterSeconds: number | null,
  ) {
    super(`${problem.code}: ${problem.detail}`);
    this.name = 'MeterdeskError';
    this.code = problem.code;
    this.status = problem.status;
    this.requestId = problem.requestId;
  }
}

/** Too few credits: send your customer to `checkoutUrl`, then make the same call with the same key again. */
export class InsufficientCreditsError extends MeterdeskError {
  readonly cost = this.problem.cost ?? '0';
  readonly available = this.problem.available ?? '0';
  readonly shortfall = this.problem.shortfall ?? '0';
  readonly checkoutUrl = this.problem.checkoutUrl ?? '';

  override readonly name = 'InsufficientCreditsError';
}

/**
 * No answer came, or none that can be read. Whether the call was carried out is not known: make it again with the same
 * key (`idempotencyKey`), now or later.
 */
export class ConnectionError extends Error {
  constructor(
    readonly idempotencyKey: string | null,
    cause: unknown,
  ) {
    super('Meterdesk did not answer', { cause });
    this.name = 'ConnectionError';
  }
}

/** The error of an answer that is no success. */
export function errorOf(problem: Problem, retryAfterSeconds: number | null): MeterdeskError {
  return problem.code === 'insufficient_credits'
    ? new InsufficientCreditsError(problem, retryAfterSeconds)
    : new MeterdeskError(problem, retryAfterSeconds);
}
