import type { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { AppError, parse } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { isUnavailable } from '@/lib/core/unavailable';
import { gatherDeduction } from './gather-deductions';
import { type WalletAnswer, accepted, payloadOf } from './internal';
import { type Answered, BATCH_LIMIT, DeductCreditsInput, type DeductionDto } from './schema';

type Input = z.input<typeof DeductCreditsInput>;
export type Deduction = Answered<typeof DeductionDto>;

const credits = (micro: string | undefined) => creditsToDecimal(BigInt(micro ?? '0'));
export const drawnLots = ({ draws }: WalletAnswer) =>
  (draws ?? []).map(({ lotId, amountMicro }) => ({ id: lotId, credits: credits(amountMicro) }));

/**
 * Spends credits of the caller's organisation for a service at its present price. Calls that come together go to the
 * database together; each is committed before it is answered.
 * Errors: `insufficient_credits`; `conflict` when the key was used for another request; `invalid` (unknownService,
 * inactiveService, unknownMember, quantityTooLarge, or its fields).
 */
export async function deductCredits(ctx: Context, input: Input): Promise<Deduction> {
  authorise(ctx, 'credits:spend');
  return deduct(ctx, tenant(ctx), input);
}

async function deduct(ctx: Context, organisationId: string, input: Input): Promise<Deduction> {
  const { service, ...request } = parse(DeductCreditsInput, input);
  const command = { ...request, serviceCode: service };
  const payload = payloadOf(ctx, organisationId, 'deduct', command);
  const receivableId = request.onInsufficient === 'owe' ? newId('receivable') : undefined;
  const answer = accepted(await gatherDeduction(organisationId, { ...payload, receivableId }, ctx.now));
  const shortfall = credits(answer.shortfallMicro);
  return {
    id: answer.operationId,
    service,
    quantity: request.quantity,
    cost: credits(answer.amountMicro),
    shortfall,
    owed: request.onInsufficient === 'owe' ? shortfall : '0',
    balance: credits(answer.balanceMicro),
    available: credits(answer.availableMicro),
    lots: drawnLots(answer),
    reference: request.reference ?? null,
    metadata: request.metadata ?? null,
    createdAt: answer.createdAt,
    ...(answer.replayed && { replayed: true as const }),
  };
}

/** A deduction of a batch: for the caller's organisation, or for one that the door has looked up for it. */
export type BatchItem = { organisationId?: string; input: Input };
/** `error`: a refusal, or a bug of ours that met this one alone. */
export type BatchAnswer = { ok: true; deduction: Deduction } | { ok: false; error: unknown };

/**
 * Up to a thousand deductions, each with its own key and its own answer: neither a refusal nor a bug that one of them meets
 * hides what the others spent. The call fails whole when the database is unavailable (`isUnavailable`: gone, restarting,
 * a lock not given up), and when every deduction met a bug; its repeat with the same keys gives what was done.
 * Errors: `too_large` (batchTooLarge).
 */
export async function deductBatch(ctx: Context, items: readonly BatchItem[]): Promise<BatchAnswer[]> {
  authorise(ctx, 'credits:spend');
  if (items.length > BATCH_LIMIT)
    throw new AppError('too_large', 'batchTooLarge', { values: { max: BATCH_LIMIT } });
  const answers = await Promise.all(
    items.map(async ({ organisationId, input }): Promise<BatchAnswer> => {
      try {
        return { ok: true, deduction: await deduct(ctx, organisationId ?? tenant(ctx), input) };
      } catch (error) {
        if (isUnavailable(error)) throw error;
        return { ok: false, error };
      }
    }),
  );
  const [first] = answers;
  if (first && answers.every((answer) => !answer.ok && !(answer.error instanceof AppError)))
    throw (first as { error: unknown }).error;
  return answers;
}
