import type { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { type HoldDrawModel, type HoldModel, db } from '@/lib/core/db';
import { notFound, parse } from '@/lib/core/errors';
import { Id, newId } from '@/lib/core/ids';
import { plainDecimal } from '@/lib/core/quantity';
import { drawnLots } from './deduct-credits';
import { accepted, runCommand } from './internal';
import {
  type Answered,
  CaptureCreditsInput,
  type CaptureDto,
  type HeldDto,
  type HoldAnswerDto,
  HoldCreditsInput,
  ReleaseCreditsInput,
  type ReleaseDto,
} from './schema';

const credits = (micro: string | undefined) => creditsToDecimal(BigInt(micro ?? '0'));
const replay = ({ replayed }: { replayed?: true }) => replayed && { replayed };

/**
 * Sets credits aside for work that begins now, at the present price. They are nobody else's until they are captured,
 * released, or the hold expires. Errors as `deductCredits`.
 */
export async function holdCredits(
  ctx: Context,
  input: z.input<typeof HoldCreditsInput>,
): Promise<Answered<typeof HoldAnswerDto>> {
  authorise(ctx, 'credits:spend');
  const organisationId = tenant(ctx);
  const { service, expiresInSeconds, ...request } = parse(HoldCreditsInput, input);
  const command = { ...request, serviceCode: service, expiresInSeconds };
  const made = {
    holdId: newId('hold'),
    expiresAt: new Date(ctx.now.getTime() + expiresInSeconds * 1_000).toISOString(),
  };
  const answer = accepted(await runCommand(db, ctx, organisationId, 'hold', command, made));
  const held = BigInt(answer.amountMicro) - BigInt(answer.shortfallMicro ?? '0');
  return {
    id: answer.holdId ?? made.holdId,
    // As it was placed: a repeat gives the first answer, whatever became of the hold since.
    status: 'active',
    service,
    quantity: request.quantity,
    credits: creditsToDecimal(held),
    captured: '0',
    lots: drawnLots(answer),
    reference: request.reference ?? null,
    expiresAt: answer.expiresAt ?? made.expiresAt,
    createdAt: answer.createdAt,
    settledAt: null,
    balance: credits(answer.balanceMicro),
    available: credits(answer.availableMicro),
    ...replay(answer),
  };
}

/** A hold of the caller's organisation. Error: `not_found`. */
export async function getHold(ctx: Context, holdId: string): Promise<z.output<typeof HeldDto>> {
  authorise(ctx, 'credits:read');
  if (!Id('hold').safeParse(holdId).success) throw notFound();
  const key = { organisationId: tenant(ctx), id: holdId };
  const hold = await db.hold.findUnique({
    where: { organisationId_id: key },
    include: { draws: { orderBy: { position: 'asc' } } },
  });
  if (!hold) throw notFound();
  return heldDto(hold, ctx.now);
}

function heldDto(hold: HoldModel & { draws: HoldDrawModel[] }, now: Date): z.output<typeof HeldDto> {
  // The job that posts the expiry may not have come by yet.
  const isOver = hold.status === 'active' && hold.expiresAt !== null && hold.expiresAt <= now;
  return {
    id: hold.id,
    status: isOver ? 'expired' : hold.status,
    service: hold.serviceCode,
    quantity: hold.quantity && plainDecimal(hold.quantity.toFixed()),
    credits: creditsToDecimal(hold.amountMicro),
    captured: creditsToDecimal(hold.capturedMicro),
    lots: hold.draws.map(({ lotId, amountMicro }) => ({ id: lotId, credits: creditsToDecimal(amountMicro) })),
    reference: hold.reference,
    expiresAt: hold.expiresAt?.toISOString() ?? null,
    createdAt: hold.createdAt.toISOString(),
    settledAt: (hold.settledAt ?? (isOver ? hold.expiresAt : null))?.toISOString() ?? null,
  };
}

/**
 * Takes what the work used of a hold, all of it or the price of `quantity` units; the rest goes back to its lots.
 * Errors: `not_found`; `conflict` (holdCaptured, holdReleased, holdExpired); `invalid` (moreThanHeld).
 */
export async function captureCredits(
  ctx: Context,
  input: z.input<typeof CaptureCreditsInput>,
): Promise<Answered<typeof CaptureDto>> {
  authorise(ctx, 'credits:spend');
  const command = parse(CaptureCreditsInput, input);
  const answer = accepted(await runCommand(db, ctx, tenant(ctx), 'capture', command), 'moreThanHeld');
  return {
    id: answer.operationId,
    holdId: command.holdId,
    service: answer.serviceCode ?? null,
    quantity: answer.quantity ?? null,
    cost: credits(answer.amountMicro),
    released: credits(answer.releasedMicro),
    balance: credits(answer.balanceMicro),
    available: credits(answer.availableMicro),
    lots: drawnLots(answer),
    createdAt: answer.createdAt,
    ...replay(answer),
  };
}

/** Gives all of a hold back to the lots it came from. Errors as `captureCredits`. */
export async function releaseCredits(
  ctx: Context,
  input: z.input<typeof ReleaseCreditsInput>,
): Promise<Answered<typeof ReleaseDto>> {
  authorise(ctx, 'credits:spend');
  const command = parse(ReleaseCreditsInput, input);
  const answer = accepted(await runCommand(db, ctx, tenant(ctx), 'release', command));
  return {
    id: answer.operationId,
    holdId: command.holdId,
    released: credits(answer.amountMicro),
    balance: credits(answer.balanceMicro),
    available: credits(answer.availableMicro),
    createdAt: answer.createdAt,
    ...replay(answer),
  };
}
