import type { FollowUp } from '@/lib/core/db';
import { ratingLimits } from './schema';

/**
 * Whether a verdict is to be looked after: a bad one is, and once more when it changes; what was looked after stays so
 * when the verdict becomes a good one.
 */
export function followUpOf(
  before: { score: number; followUp: FollowUp | null } | null,
  score: number,
): FollowUp | null {
  if (score <= ratingLimits.badScore) return before?.score === score ? (before.followUp ?? 'open') : 'open';
  return before?.followUp === 'done' ? 'done' : null;
}
