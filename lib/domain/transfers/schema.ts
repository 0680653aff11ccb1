import { z } from 'zod';
import { PositiveCreditsInput } from '@/lib/core/credits';
import { Id } from '@/lib/core/ids';
import { line } from '@/lib/core/text';

export const TransferCreditsInput = z.object({
  toOrganisationId: Id('organisation'),
  credits: PositiveCreditsInput,
  reason: line(200, 0).optional(),
  /** Made once by the form, so that a second press of the button moves once. */
  idempotencyKey: line(100, 8),
});

/** Where the caller could move credits to, and how many of them: bought ones, not those that were given. */
export type TransferOfferDto = { transferable: string; targets: { id: string; name: string }[] };

export type TransferDto = { id: string; credits: string; balance: string; available: string };
