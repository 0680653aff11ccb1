import { z } from 'zod';
import { CreditsInput } from '@/lib/core/credits';
import { Code } from '@/lib/domain/catalog/schema';
import type { PackOfferDto } from '@/lib/domain/payments/schema';
import type { PauseReason } from '@/lib/domain/payments/top-up-rules';

export const SaveAutoTopUpInput = z.object({
  enabled: z.boolean(),
  /** Credits: with fewer than these available the pack is bought. */
  threshold: CreditsInput.refine((micro) => micro >= 0n, 'tooSmall?min=0').refine(
    (micro) => micro <= 10n ** 15n,
    'tooBig?max=1000000000',
  ),
  packCode: Code,
  /** The price that the person saw, tax included, in minor units: a dearer one is never charged unseen. */
  priceMinor: z.string().regex(/^\d{1,15}$/, 'invalid'),
  /** Money in the pack's currency, `60.00`: the most in a calendar month of the organisation's time zone. */
  monthlyCap: z.string().trim().min(1).max(20),
});

export const FinishCardSetupInput = z.object({
  sessionId: z.string().regex(/^cs_[A-Za-z0-9_]{1,200}$/, 'unknown'),
});

/** What the auto top-up does now. `waiting` rests until `nextTryAt`; `paused` waits for a person. */
export type TopUpState = 'off' | 'watching' | 'charging' | 'waiting' | 'paused';

export type SavedCardDto = { brand: string; last4: string; expiry: string };

/** Amounts of money are minor units of `currency`; credits are decimals. */
export type AutoTopUpDto = {
  state: TopUpState;
  reason: PauseReason | null;
  /** What the bank said of the last charge, where that is why it rests. */
  declineCode: string | null;
  nextTryAt: string | null;
  enabled: boolean;
  threshold: string;
  packCode: string;
  packName: string | null;
  agreedMinor: string;
  monthlyCapMinor: string;
  /** The same as a decimal, as it is typed. */
  monthlyCap: string;
  currency: string;
  card: SavedCardDto | null;
  spentMinor: string;
  monthEndsAt: string;
  /** The packs on the shelf at this organisation's prices. */
  offers: PackOfferDto[];
};
