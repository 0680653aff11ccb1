import type { z } from 'zod';
import { type Context, authorise, caller } from '@/lib/core/context';
import { type Tx, transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { enqueueEmail } from '@/lib/domain/notifications/enqueue-email';
import {
  type LockedRequest,
  addEvent,
  answerer,
  customerUrl,
  lockRequest,
  moveRequest,
  touchRequest,
} from './internal';
import { postMessage } from './post-message';
import { excerpt, worksOn } from './rules';
import { StaffReplyInput } from './schema';

type StaffReply = z.output<typeof StaffReplyInput>;

/**
 * A public answer. The first one on an assigned request starts the work; `then: 'wait'` hands it to the customer.
 * Experts answer their own requests, agents and admins every one. The same `messageId` is one message.
 * Errors: `not_found`; `forbidden`; `conflict` `requestClosed` or `requestChanged`.
 */
export async function replyAsStaff(
  ctx: Context,
  input: z.input<typeof StaffReplyInput>,
): Promise<{ messageId: string }> {
  authorise(ctx, 'desk:answer');
  const reply = parse(StaffReplyInput, input);
  return transaction(async (tx) => {
    const request = await lockRequest(tx, reply.requestId);
    if (!worksOn(answerer(ctx), request.expertId)) throw new AppError('forbidden', 'notYourRequest');
    const { messageId } = reply;
    if (!(await postMessage(tx, ctx, request, 'staff', reply))) return { messageId };
    await follow(tx, ctx, request, reply.then);
    await tellCustomer(tx, ctx, request, reply);
    await recordAudit(tx, ctx, {
      action: 'request.reply',
      recordType: 'request',
      recordId: request.id,
      organisationId: request.organisationId,
      after: { messageId },
    });
    return { messageId };
  });
}

/** What the answer does to the request: it starts the work, and hands it over when asked to. */
async function follow(tx: Tx, ctx: Context, request: LockedRequest, then: StaffReply['then']): Promise<void> {
  const firstAnsweredAt = request.firstAnsweredAt ?? ctx.now;
  let current = request;
  if (request.status === 'assigned') {
    await moveRequest(tx, ctx, request, 'start', { firstAnsweredAt });
    await addEvent(tx, ctx, request, 'started');
    current = { ...request, status: 'in_progress' };
  } else {
    await touchRequest(tx, ctx, request, { firstAnsweredAt });
  }
  // Already waiting: there is nothing left to hand over.
  if (then === 'stay' || current.status === 'waiting_on_customer') return;
  await moveRequest(tx, ctx, current, 'wait');
  await addEvent(tx, ctx, request, 'waiting');
}

async function tellCustomer(tx: Tx, ctx: Context, request: LockedRequest, reply: StaffReply): Promise<void> {
  const author = await tx.user.findUniqueOrThrow({ where: { id: caller(ctx) }, select: { name: true } });
  const { number, subject } = request;
  await enqueueEmail(tx, {
    to: request.openedBy.email,
    template: 'request-reply',
    props: {
      ...{ audience: 'customer', number, subject, author: author.name },
      ...{ excerpt: excerpt(reply.body), url: customerUrl(request.id) },
    },
    key: `request-reply:${reply.messageId}`,
  });
}
