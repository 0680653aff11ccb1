import { z } from 'zod';
import { CreditsInput, PositiveCreditsGiven, creditsToDecimal } from '@/lib/core/credits';
import { DayInput, InstantInput } from '@/lib/core/dates';
import { Id, newId } from '@/lib/core/ids';
import { QuantityInput } from '@/lib/core/quantity';
import { isStorable, line, text } from '@/lib/core/text';
import { Metadata } from './metadata';

/** A lot's place in the draw order: lower goes first. Credits that cost nothing and expire go before bought ones. */
export const lotPriority = {
  allowance: 10,
  welcome: 20,
  promotion: 30,
  return: 40,
  purchase: 50,
  transfer: 50,
  adjustment: 60,
} as const;

/** The service that the wallet's entries and the usage chart name for a paid request. */
export const SUPPORT_SERVICE = 'support-request';

/** The idempotency key of one form that is filled in. Not crypto.randomUUID: browsers lack it on plain http. */
export const newCommandKey = () => newId('operation');

export const AdjustWalletInput = z.object({
  organisationId: Id('organisation'),
  /** Signed decimal: `-12.5` takes, `12.5` gives. */
  credits: CreditsInput.refine((micro) => micro !== 0n, 'notZero').refine(
    (micro) => micro < 10n ** 15n && micro > -(10n ** 15n),
    'tooBig?max=1000000000',
  ),
  reason: text(500, 3),
  expiresOn: DayInput.optional(),
  /** Made once by the form, so that a second press of the button adjusts once. */
  idempotencyKey: line(100, 8),
});

const service = z
  .string({ error: 'required' })
  .min(1, 'required')
  .max(64, 'unknownService')
  .refine(isStorable, 'badCharacters');
/** Names one request: its repeat gives the same answer and moves nothing. */
const idempotencyKey = line(200);
const about = {
  reference: line(200).optional(),
  metadata: Metadata.optional(),
  member: line(254).optional(),
};

export const CheckCreditsInput = z.object({ service, quantity: QuantityInput });

export const DeductCreditsInput = z.object({
  ...CheckCreditsInput.shape,
  ...about,
  /** `owe`: the work is done already; what the wallet cannot pay becomes a receivable. */
  onInsufficient: z.enum(['refuse', 'owe']).default('refuse'),
  idempotencyKey,
});

/** The most deductions that one call of the batch takes. */
export const BATCH_LIMIT = 1_000;

const YEAR_SECONDS = 365 * 86_400;

export const HoldCreditsInput = z.object({
  ...CheckCreditsInput.shape,
  ...about,
  /** After which the credits go back by themselves; a day unless told. */
  expiresInSeconds: z.int().min(1).max(YEAR_SECONDS).default(86_400),
  idempotencyKey,
});
export const CaptureCreditsInput = z.object({
  holdId: Id('hold'),
  quantity: QuantityInput.optional(),
  idempotencyKey,
});
export const ReleaseCreditsInput = z.object({ holdId: Id('hold'), idempotencyKey });
export const ReturnDeductionInput = z.object({
  deductionId: Id('operation'),
  quantity: QuantityInput.optional(),
  idempotencyKey,
});
export const GrantByKeyInput = z.object({
  credits: PositiveCreditsGiven,
  reason: text(500, 3),
  /** Null for never. */
  expiresAt: InstantInput.nullish(),
  source: z.enum(['promotion', 'adjustment', 'welcome']).default('promotion'),
  idempotencyKey,
});

/** Credits as a decimal string, like `12.5`. */
const amount = z.string().regex(/^-?\d+(\.\d{1,6})?$/);
const instant = z.iso.datetime();
const lots = z.array(z.object({ id: z.string(), credits: amount }));

export const CheckDto = z.object({
  allowed: z.boolean(),
  cost: amount,
  available: amount,
  shortfall: amount,
});
export const DeductionDto = z.object({
  id: z.string(),
  service: z.string(),
  quantity: z.string(),
  cost: amount,
  /** What the wallet could not pay of the cost: `owed`, or waived where nothing is enforced. */
  shortfall: amount,
  owed: amount,
  balance: amount,
  available: amount,
  lots,
  reference: z.string().nullable(),
  metadata: z.record(z.string(), z.json()).nullable(),
  createdAt: instant,
});
export const HeldDto = z.object({
  id: z.string(),
  status: z.enum(['active', 'captured', 'released', 'expired']),
  service: z.string().nullable(),
  quantity: z.string().nullable(),
  /** What is set aside. */
  credits: amount,
  captured: amount,
  lots,
  reference: z.string().nullable(),
  expiresAt: instant.nullable(),
  createdAt: instant,
  settledAt: instant.nullable(),
});
export const HoldAnswerDto = z.object({ ...HeldDto.shape, balance: amount, available: amount });
export const CaptureDto = z.object({
  /** The consumption: what /credits/deductions/{id}/return takes. */
  id: z.string(),
  holdId: z.string(),
  service: z.string().nullable(),
  quantity: z.string().nullable(),
  cost: amount,
  released: amount,
  balance: amount,
  available: amount,
  lots,
  createdAt: instant,
});
export const ReleaseDto = z.object({
  id: z.string(),
  holdId: z.string(),
  released: amount,
  balance: amount,
  available: amount,
  createdAt: instant,
});
export const ReturnDto = z.object({
  id: z.string(),
  deductionId: z.string(),
  /** What the deduction is less by: what went back to its lots, and what was `forgiven` because it was never paid. */
  returned: amount,
  forgiven: amount,
  balance: amount,
  available: amount,
  lots,
  createdAt: instant,
});
export const GrantDto = z.object({
  id: z.string(),
  lotId: z.string(),
  credits: amount,
  balance: amount,
  available: amount,
  expiresAt: instant.nullable(),
  createdAt: instant,
});

/** `replayed`: this key was answered before, with just this. */
export type Answered<T extends z.ZodType> = z.output<T> & { replayed?: true };

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
