import type { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { drawnLots } from './deduct-credits';
import { accepted, runCommand } from './internal';
import { type Answered, ReturnDeductionInput, type ReturnDto } from './schema';

const credits = (micro: string | undefined) => creditsToDecimal(BigInt(micro ?? '0'));

/**
 * Gives back what a deduction or a capture took, all that is left of it or the price of `quantity` units, to its lots in
 * the order in which they were drawn. What was owed for it is forgiven first.
 * Errors: `not_found`; `invalid` (moreThanLeft); `conflict` when the key was used for another request.
 */
export async function returnDeduction(
  ctx: Context,
  input: z.input<typeof ReturnDeductionInput>,
): Promise<Answered<typeof ReturnDto>> {
  authorise(ctx, 'credits:spend');
  const { deductionId, ...request } = parse(ReturnDeductionInput, input);
  const command = { ...request, parentId: deductionId };
  const answer = accepted(await runCommand(db, ctx, tenant(ctx), 'return', command));
  return {
    id: answer.operationId,
    deductionId,
    returned: credits(answer.amountMicro),
    forgiven: credits(answer.forgivenMicro),
    balance: credits(answer.balanceMicro),
    available: credits(answer.availableMicro),
    lots: drawnLots(answer),
    createdAt: answer.createdAt,
    ...(answer.replayed && { replayed: true as const }),
  };
}
