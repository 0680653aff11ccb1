'use server';

import { followUpRating } from '@/lib/domain/ratings/follow-up-rating';
import { FollowUpInput } from '@/lib/domain/ratings/schema';
import { staffAction } from '@/lib/web/actions';

export const followUp = staffAction(FollowUpInput, followUpRating);
