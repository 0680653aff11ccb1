import type { z } from 'zod';
import type { Context } from '@/lib/core/context';
import { type Tx, transaction } from '@/lib/core/db';
import { notFound, parse } from '@/lib/core/errors';
import { newMessageId } from '@/lib/domain/support/schema';
import { localeOf } from '@/lib/core/locales';
import { ensureContact } from '@/lib/domain/support/contacts';
import { postMessage } from '@/lib/domain/support/post-message';
import { type LockedRequest, lockRequest, markApproval } from '@/lib/domain/support/steps';
import { turnClocks } from '@/lib/domain/sla/steps';
import { tellDecision } from './tell-decision';
import { wordsOf } from './internal';
import { ApprovalLinkInput, DecideApprovalInput } from './schema';
import type { DecisionDto } from './schema.dto';
import { type ApprovalRow, findByToken, pageDto } from './view-approval';

type Decided = z.output<typeof DecideApprovalInput>;

/**
 * What the owner's button does. One conditional update decides, so of two clicks in two windows one counts and the other
 * is shown what was recorded; so is a click on what was voided. The decision stands in the thread as a public message
 * under the owner's name. The token is the right. Errors: `not_found`; `invalid` for a field.
 */
export async function decideApproval(
  ctx: Context,
  input: z.input<typeof DecideApprovalInput>,
): Promise<DecisionDto> {
  if (!ApprovalLinkInput.safeParse({ token: input.token }).success) throw notFound();
  const decided = parse(DecideApprovalInput, input);
  return transaction(async (tx) => {
    const row = await findByToken(tx, decided.token);
    // The request first, as everybody who changes it does: whoever voids approvals holds this lock.
    const request = await lockRequest(tx, row.requestId, row.organisationId);
    const { organisationId, id } = row;
    const messageId = newMessageId();
    const { count } = await tx.approval.updateMany({
      where: { organisationId, id, status: 'pending', version: request.scopeVersion },
      data: {
        ...{ status: decided.decision, decidedAt: ctx.now, comment: decided.comment || null },
        ...{ decidedIp: ctx.ip ?? null, messageId },
      },
    });
    if (count === 1) await record(tx, ctx, { row, request, decided, messageId });
    return { ...(await pageDto(tx, await findByToken(tx, decided.token))), isNew: count === 1 };
  });
}

type Recording = { row: ApprovalRow; request: LockedRequest; decided: Decided; messageId: string };

async function record(tx: Tx, ctx: Context, recording: Recording): Promise<void> {
  const { row, request, decided, messageId } = recording;
  const { ownerName: name, ownerEmail: email, ownerLocale } = row.ask;
  const locale = localeOf(ownerLocale);
  const t = wordsOf(locale);
  const { organisationId } = row;
  const contactId = await ensureContact(tx, ctx, { organisationId, email, name, locale });
  await markApproval(tx, ctx, request, decided.decision);
  await postMessage(tx, ctx, { ...request, approval: decided.decision }, { contactId }, 'customer', {
    ...{ messageId, attachments: [], via: 'approval', format: 'text' },
    body: [t(`message.${decided.decision}`), decided.comment].filter(Boolean).join('\n\n'),
  });
  // The owner decides and does not follow: what is written later goes to those who work on it.
  await tx.requestParticipant.updateMany({
    where: { organisationId, requestId: request.id, contactId },
    data: { mutedAt: ctx.now, unread: 0 },
  });
  await turnClocks(tx, ctx, request, 'goesOn');
  const { askedById } = row.ask;
  const { decision } = decided;
  await tellDecision(tx, ctx, {
    ...{ request, owner: { contactId, name }, askedById, decision, approvalId: row.id },
  });
}
