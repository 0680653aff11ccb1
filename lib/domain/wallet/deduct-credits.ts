import { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { PositiveCreditsInput } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { line } from '@/lib/core/text';
import { spendCredits } from './steps';

export const DeductCreditsInput = z.object({
  credits: PositiveCreditsInput,
  serviceCode: line(64),
  reference: line(200).optional(),
  idempotencyKey: line(200),
});

/**
 * Spends credits of the caller's organisation: one statement, which is its own transaction.
 * Errors: `insufficient_credits`; `conflict` when the key was used for another request.
 */
export async function deductCredits(ctx: Context, input: z.input<typeof DeductCreditsInput>) {
  authorise(ctx, 'credits:spend');
  const { credits, ...command } = parse(DeductCreditsInput, input);
  return spendCredits(db, ctx, tenant(ctx), { ...command, amountMicro: credits });
}
