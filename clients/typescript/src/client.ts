import { type Api, type Problem, calls } from './api.js';
import { ConnectionError, errorOf } from './errors.js';
import type { CallOptions, ClientOptions } from './options.js';
import { isPassing, retryAfterOf, sleep, waitMs } from './retry.js';

export type * from './api.js';
export { ConnectionError, InsufficientCreditsError, MeterdeskError } from './errors.js';
export type { CallOptions, ClientOptions } from './options.js';

type Call = (typeof calls)[keyof typeof calls];
type Prepared = { url: string; init: RequestInit; key: string | null; signal?: AbortSignal };
type Outcome = { answer: unknown } | { error: Error; isPassing: boolean; askedSeconds: number | null };

const DEFAULTS = { retries: 4, timeoutMs: 30_000, maxWaitMs: 60_000 };

/** A client of one portal and key: a function for each call. It keeps no state and may be shared. */
export function createClient(options: ClientOptions): Api {
  const functions = Object.entries(calls).map(([name, call]) => [
    name,
    (...given: unknown[]) => send(options, prepare(options, call, given)),
  ]);
  return Object.fromEntries(functions) as Api;
}

/** Puts a call's arguments where they belong: parameters first, then the input, then the options. */
function prepare(options: ClientOptions, call: Call, given: unknown[]): Prepared {
  const names: readonly string[] = call.params;
  const path = names.reduce(
    (made, name, nth) => made.replace(`{${name}}`, encodeURIComponent(String(given[nth]))),
    call.path as string,
  );
  const input = call.input ? given[names.length] : undefined;
  const own = (given[names.length + (call.input ? 1 : 0)] ?? {}) as CallOptions;
  const customer = own.customer ?? options.customer;
  const isPost = call.method === 'POST';
  // Made once for all attempts: this is what keeps a repeat from moving credits twice.
  const key = isPost ? (own.idempotencyKey ?? crypto.randomUUID()) : null;
  const query = new URLSearchParams(isPost ? {} : entriesOf(input));
  if (customer !== undefined) query.set('customer', customer);
  const url = `${options.portal.replace(/\/$/, '')}/api/v1${path}${query.size > 0 ? `?${query}` : ''}`;
  const headers: Record<string, string> = {
    authorization: `Bearer ${options.key}`,
    accept: 'application/json',
  };
  if (key !== null) Object.assign(headers, { 'idempotency-key': key, 'content-type': 'application/json' });
  const body = isPost ? JSON.stringify(input ?? {}) : undefined;
  return { url, init: { method: call.method, headers, body, redirect: 'error' }, key, signal: own.signal };
}

const entriesOf = (input: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries((input ?? {}) as Record<string, unknown>)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  );

/** Tries until there is an answer that another attempt would not change. */
async function send(options: ClientOptions, prepared: Prepared): Promise<unknown> {
  const { retries, maxWaitMs } = { ...DEFAULTS, ...options };
  for (let attempt = 0; ; attempt++) {
    const outcome = await attemptOnce(options, prepared);
    if ('answer' in outcome) return outcome.answer;
    const wait =
      outcome.isPassing && attempt < retries ? waitMs(attempt, outcome.askedSeconds, maxWaitMs) : null;
    if (wait === null) throw outcome.error;
    await sleep(wait, prepared.signal);
  }
}

async function attemptOnce(options: ClientOptions, { url, init, key, signal }: Prepared): Promise<Outcome> {
  signal?.throwIfAborted();
  const timeout = AbortSignal.timeout(options.timeoutMs ?? DEFAULTS.timeoutMs);
  const either = signal ? AbortSignal.any([signal, timeout]) : timeout;
  let response: Response;
  let answer: unknown;
  try {
    response = await (options.fetch ?? fetch)(url, { ...init, signal: either });
    // A connection may still break while the answer is under way.
    answer = await readAnswer(response);
  } catch (cause) {
    if (signal?.aborted) throw signal.reason;
    return { error: new ConnectionError(key, cause), isPassing: true, askedSeconds: null };
  }
  if (response.ok) return { answer };
  const askedSeconds = retryAfterOf(response.headers, Date.now());
  const error = errorOf(answer as Problem, askedSeconds);
  return { error, isPassing: isPassing(response.status), askedSeconds };
}

/** JSON of ours; what a proxy says instead becomes a problem that says no more than its status. */
async function readAnswer(response: Response): Promise<unknown> {
  const text = await response.text();
  const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
  if (isJson) return JSON.parse(text) as unknown;
  if (response.ok) throw new Error('the answer is no JSON');
  const code = isPassing(response.status) ? 'unavailable' : 'internal';
  const requestId = response.headers.get('x-request-id') ?? '';
  return {
    type: 'about:blank',
    title: code,
    status: response.status,
    code,
    detail: text.slice(0, 200),
    requestId,
  };
}

type Page<T> = { data: T[]; nextCursor: string | null };

/** Everything of a list, page after page: `for await (const entry of each(client.listEntries, { limit: 100 }))`. */
export async function* each<T, I extends { cursor?: string }>(
  list: (input?: I, options?: CallOptions) => Promise<Page<T>>,
  input: NoInfer<I>,
  options?: CallOptions,
): AsyncGenerator<T> {
  for (let cursor = input.cursor; ;) {
    const page: Page<T> = await list({ ...input, cursor }, options);
    yield* page.data;
    if (page.nextCursor === null) return;
    cursor = page.nextCursor;
  }
}
