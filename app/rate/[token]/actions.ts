'use server';

import { rateByLink } from '@/lib/domain/ratings/rating-link';
import { RateByLinkInput } from '@/lib/domain/ratings/schema';
import { publicAction } from '@/lib/web/actions';

export const rate = publicAction(RateByLinkInput, rateByLink);
