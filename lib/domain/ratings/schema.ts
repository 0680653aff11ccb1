import { z } from 'zod';
import { Id } from '@/lib/core/ids';
import { text } from '@/lib/core/text';
import { RequestInput, cursor } from '@/lib/domain/support/schema';

export const ratingLimits = {
  comment: 2_000,
  followUp: 1_000,
  /** A score at or below it is looked after. */
  badScore: 2,
} as const;

const verdict = {
  score: z.coerce.number().int().min(1, 'unknown').max(5),
  comment: text(ratingLimits.comment, 0).default(''),
};

export const RateInput = RequestInput.extend(verdict);

export const RatingLinkInput = z.object({ token: z.string().min(1).max(400) });
export const RateByLinkInput = RatingLinkInput.extend(verdict);

export const ratingTabs = ['open', 'done', 'all'] as const;
export type RatingTab = (typeof ratingTabs)[number];
export const ListRatingsInput = z.object({
  tab: z.enum(ratingTabs).default('open'),
  after: cursor.optional(),
});
export const FollowUpInput = z.object({ requestId: Id('request'), note: text(ratingLimits.followUp, 3) });
