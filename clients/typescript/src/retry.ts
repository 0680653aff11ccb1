const FIRST_WAIT_MS = 200;
/** Answers after which the same request may pass: too many calls, no database, a proxy without its server. */
const PASSING = new Set([429, 502, 503, 504]);

export const isPassing = (status: number): boolean => PASSING.has(status);

/** Retry-After in seconds, from a number or a date; null without one. */
export function retryAfterOf(headers: Headers, nowMs: number): number | null {
  const told = headers.get('retry-after');
  if (!told) return null;
  const seconds = /^\d+$/.test(told) ? Number(told) : (Date.parse(told) - nowMs) / 1_000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : null;
}

/**
 * How long to wait before the next attempt: what the server asked for, else twice as long each time; with jitter, so
 * that many clients do not come back at once. Null when the server asks for more than `maxWaitMs`.
 */
export function waitMs(attempt: number, askedSeconds: number | null, maxWaitMs: number): number | null {
  const random = Math.random();
  if (askedSeconds === null) return Math.min(maxWaitMs, FIRST_WAIT_MS * 2 ** attempt) * (0.5 + random / 2);
  const asked = askedSeconds * 1_000;
  return asked > maxWaitMs ? null : asked + random * FIRST_WAIT_MS;
}

/** Waits, or stops waiting when the caller gives up. */
export function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}
