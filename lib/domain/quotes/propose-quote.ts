import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { creditsToDecimal } from '@/lib/core/credits';
import { type Tx, transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { announce } from '@/lib/domain/notifications/announce';
import { turnClocks } from '@/lib/domain/sla/steps';
import { payersOf } from '@/lib/domain/support/customers-of';
import { bumpUnread, join } from '@/lib/domain/support/participants';
import { excerpt, isOpen, worksOn } from '@/lib/domain/support/rules';
import {
  type LockedRequest,
  addEvent,
  answerer,
  customerUrl,
  lockRequest,
  requestChanged,
  touchRequest,
} from '@/lib/domain/support/steps';
import { ProposeQuoteInput } from './schema';

type Proposal = z.output<typeof ProposeQuoteInput>;

/**
 * Proposes a price in credits for work beyond what was paid: the customer accepts it, which holds it, or declines. Until
 * then the promised resolution waits; it counts as an answer. One proposal at a time; the same one again is one.
 * Errors: `not_found`; `forbidden`; `conflict` `requestChanged` when the request is not open, `quotePending` when
 * another one waits, `idempotencyConflict`; `invalid` for a field.
 */
export async function proposeQuote(
  ctx: Context,
  input: z.input<typeof ProposeQuoteInput>,
): Promise<{ quoteId: string }> {
  authorise(ctx, 'desk:answer');
  const proposal = parse(ProposeQuoteInput, input);
  return transaction(async (tx) => {
    const request = await lockRequest(tx, proposal.requestId);
    const me = answerer(ctx);
    if (!worksOn(me, request.expertId)) throw new AppError('forbidden', 'notYourRequest');
    if (await isKnown(tx, request, proposal)) return { quoteId: proposal.quoteId };
    await refuse(tx, request);
    await write(tx, ctx, request, proposal, me.userId);
    await tell(tx, ctx, request, proposal, me.userId);
    return { quoteId: proposal.quoteId };
  });
}

async function isKnown(tx: Tx, request: LockedRequest, proposal: Proposal): Promise<boolean> {
  const key = { organisationId: request.organisationId, id: proposal.quoteId };
  const known = await tx.quote.findUnique({ where: { organisationId_id: key } });
  if (!known) return false;
  const { requestId, priceMicro, body } = known;
  if (requestId !== request.id || priceMicro !== proposal.credits || body !== proposal.body)
    throw new AppError('conflict', 'idempotencyConflict');
  return true;
}

async function refuse(tx: Tx, { organisationId, id, status }: LockedRequest): Promise<void> {
  if (!isOpen(status)) throw requestChanged();
  const waiting = await tx.quote.count({ where: { organisationId, requestId: id, status: 'proposed' } });
  if (waiting > 0) throw new AppError('conflict', 'quotePending');
}

async function write(tx: Tx, ctx: Context, request: LockedRequest, proposal: Proposal, userId: string) {
  const { organisationId, id: requestId } = request;
  const { quoteId, credits: priceMicro, body } = proposal;
  await tx.quote.create({
    data: {
      ...{ organisationId, id: quoteId, requestId, priceMicro, body },
      ...{ proposedById: userId, proposedAt: ctx.now },
    },
  });
  await touchRequest(tx, ctx, request, {
    firstAnsweredAt: request.firstAnsweredAt ?? ctx.now,
    lastStaffAt: ctx.now,
  });
  const credits = creditsToDecimal(priceMicro);
  await addEvent(tx, ctx, request, 'quoteProposed', { credits });
  await join(tx, ctx, request, { userId }, 'staff');
  await turnClocks(tx, ctx, request, 'quote');
  await recordAudit(tx, ctx, {
    ...{ action: 'request.quote', recordType: 'request', recordId: requestId, organisationId },
    after: { quoteId, credits },
  });
}

async function tell(tx: Tx, ctx: Context, request: LockedRequest, proposal: Proposal, userId: string) {
  const { organisationId, id, number, subject } = request;
  const { quoteId, credits: priceMicro, body } = proposal;
  const to = await payersOf(tx, ctx, request);
  await bumpUnread(tx, request, { userId });
  const { name: author } = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { name: true } });
  await announce(tx, ctx, {
    ...{ event: 'quoteProposed', organisationId, requestId: id, to, path: `/support/requests/${id}` },
    values: { number, subject, credits: creditsToDecimal(priceMicro) },
    mail: () => ({
      template: 'quote-proposed',
      props: {
        ...{ number, subject, author, url: customerUrl(id), body: excerpt(body, 600) },
        priceMicro: priceMicro.toString(),
      },
    }),
    key: `quote-proposed:${quoteId}`,
  });
}
