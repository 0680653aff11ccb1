import { z } from 'zod';
import { CreditsInput, creditsToDecimal } from '@/lib/core/credits';
import { Id } from '@/lib/core/ids';
import { text } from '@/lib/core/text';

/** A lot's place in the draw order: lower goes first. Credits that cost nothing and expire go before bought ones. */
export const lotPriority = {
  allowance: 10,
  welcome: 20,
  promotion: 30,
  return: 40,
  purchase: 50,
  adjustment: 60,
} as const;

export const AdjustWalletInput = z.object({
  organisationId: Id('organisation'),
  /** Signed decimal: `-12.5` takes, `12.5` gives. */
  credits: CreditsInput.refine((micro) => micro !== 0n, 'notZero').refine(
    (micro) => micro < 10n ** 15n && micro > -(10n ** 15n),
    'tooBig?max=1000000000',
  ),
  reason: text(500, 3),
  expiresOn: z.iso.date().optional(),
  /** Made once by the form, so that a second press of the button adjusts once. */
  idempotencyKey: z.string().min(8).max(100),
});

export type LotDto = {
  id: string;
  source: string;
  granted: string;
  remaining: string;
  held: string;
  effectiveAt: string;
  expiresAt: string | null;
  purchaseId: string | null;
};

export type EntryDto = {
  seq: string;
  kind: string;
  serviceCode: string | null;
  /** The service's name as the catalogue has it now. */
  service: string | null;
  amount: string;
  balanceAfter: string;
  lotSource: string;
  reference: string | null;
  reason: string | null;
  createdAt: string;
};

export type HoldDto = {
  id: string;
  amount: string;
  status: string;
  /** The service's name as the catalogue has it now. */
  service: string | null;
  reference: string | null;
  createdAt: string;
  expiresAt: string | null;
};

/** Amounts are credits as decimals. `available` is what can be spent now: balance - held - what is not effective yet. */
export type WalletDto = { balance: string; held: string; available: string };

export const walletDto = (micro: { balance: bigint; held: bigint; available: bigint }): WalletDto => ({
  balance: creditsToDecimal(micro.balance),
  held: creditsToDecimal(micro.held),
  available: creditsToDecimal(micro.available),
});
