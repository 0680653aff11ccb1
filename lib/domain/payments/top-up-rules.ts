const HOUR_MS = 3_600_000;

/** How long a top-up rests after the first, second and third decline in a row; after one more somebody must act. */
const RESTS_MS = [HOUR_MS, 4 * HOUR_MS, 24 * HOUR_MS] as const;

/** Declines that no later try will turn: the card itself is the trouble. https://docs.stripe.com/declines/codes */
const FINAL = new Set([
  ...['expired_card', 'lost_card', 'stolen_card', 'pickup_card', 'restricted_card', 'invalid_account'],
  ...['incorrect_number', 'invalid_expiry_year', 'invalid_expiry_month', 'card_not_supported'],
]);

export const pauseReasons = [
  'declined',
  'authentication_required',
  'card_missing',
  'card_expired',
  'cap_reached',
  'pack_gone',
  'price_changed',
] as const;
export type PauseReason = (typeof pauseReasons)[number];

export type Rest =
  | { status: 'active'; pausedReason: PauseReason; failures: number; nextTryAt: Date }
  | { status: 'paused'; pausedReason: PauseReason; failures: number; nextTryAt: null };

/** What becomes of an auto top-up whose charge was declined for the nth time in a row. */
export function afterDecline(
  decline: { code: string; advice: string | null },
  failuresBefore: number,
  now: Date,
): Rest {
  const failures = failuresBefore + 1;
  const paused = (pausedReason: PauseReason): Rest => ({
    status: 'paused',
    pausedReason,
    failures,
    nextTryAt: null,
  });
  if (decline.code === 'authentication_required') return paused('authentication_required');
  if (decline.code === 'card_missing') return paused('card_missing');
  if (decline.code === 'expired_card') return paused('card_expired');
  const rest = RESTS_MS[failures - 1];
  if (!rest || FINAL.has(decline.code) || decline.advice === 'do_not_try_again') return paused('declined');
  return {
    status: 'active',
    pausedReason: 'declined',
    failures,
    nextTryAt: new Date(now.getTime() + rest),
  };
}
