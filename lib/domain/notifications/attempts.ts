const MINUTE = 60_000;

/** What a delivery waits after its first, second, … failure: eight tries over some eleven hours. */
const PAUSES_MS = [0.5, 2, 10, 30, 60, 180, 360].map((minutes) => minutes * MINUTE);

/** When to try again after `attempts` failures (at least one), or null when that was the last one. `now` is when it failed. */
export function nextAttempt(attempts: number, now: Date, waitMs = 0): Date | null {
  const pause = PAUSES_MS[attempts - 1];
  return pause === undefined ? null : new Date(now.getTime() + Math.max(pause, waitMs));
}
