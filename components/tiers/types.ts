import type { TierOfferDto } from '@/lib/domain/catalog/schema';

export type TierPrice = TierOfferDto['prices'][number];
export type Interval = TierPrice['interval'];

/** A tier and how often it is paid; a free one is paid never. */
export type TierChoice = { tierCode: string; interval: Interval };
