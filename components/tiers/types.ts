import type { TierOfferDto } from '@/lib/domain/catalog/schema';

export type TierPrice = TierOfferDto['prices'][number];
export type Interval = TierPrice['interval'];

/** A tier and how often it is paid; a free one is paid never. */
export type TierChoice = { tierCode: string; interval: Interval };

/** What a change would do, computed before anything is charged. Money in minor units as text. */
export type ChangePreviewView = {
  /** What is charged at once, line by line; below zero what was paid before and comes off. */
  lines: { description: string; amountMinor: string }[];
  dueNowMinor: string;
  currency: string;
  /** When the change holds: now, or the end of the period. */
  startsAt: string;
  nextChargeAt: string | null;
  nextChargeMinor: string | null;
  /** Credits that come at once, a decimal. */
  creditsNow: string;
  trialEndsAt: string | null;
};

/** Where to go on: the provider's page, our own page of a payment, or nowhere when it is done. */
export type ChangeOutcomeView = { url: string | null };
