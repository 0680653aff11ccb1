import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { parse } from '@/lib/core/errors';
import { getInboxRequest, listInbox } from './read-inbox';
import {
  FileByApiInput,
  type FiledAnswer,
  type InboxRequest,
  type InboxSummary,
  ListByApiInput,
  OfReporter,
  ReplyByApiInput,
} from './schema';
import { scopeOfCall } from './scope';
import { countInboxUnread } from './unread';
import { fileInbox, markInboxRead, messageIdOf, replyInbox } from './write-inbox';

type Keyed = { idempotencyKey?: string };

/**
 * Another program files a request for one of its reporters. The same idempotency key with the same words is the same
 * request. Errors: `not_found` for the deployment; `invalid` for a field; `conflict`; `limit_reached`.
 */
export async function fileByKey(
  ctx: Context,
  { idempotencyKey, ...input }: z.input<typeof FileByApiInput> & Keyed,
): Promise<FiledAnswer & { replayed?: true }> {
  authorise(ctx, 'support:api');
  const { deployment, reporter, ...filing } = parse(FileByApiInput, input);
  const scope = await scopeOfCall(ctx, { deployment, reporter: reporter.email, name: reporter.name });
  const key = idempotencyKey && `api:${hashOf(idempotencyKey)}`;
  return fileInbox(scope, ctx, { ...filing, key });
}

/** Keys come in any characters and up to 200 of them; stored are their digests. */
const hashOf = (key: string) => createHash('sha256').update(key).digest('hex');

/** What a reporter filed from a deployment, newest first. Errors: `not_found`; `invalid`. */
export async function listByKey(
  ctx: Context,
  input: z.input<typeof ListByApiInput>,
): Promise<{ data: InboxSummary[]; nextCursor: string | null }> {
  authorise(ctx, 'support:api');
  const { cursor, ...named } = parse(ListByApiInput, input);
  const { rows, next } = await listInbox(await scopeOfCall(ctx, named), { after: cursor });
  return { data: rows, nextCursor: next };
}

/**
 * One of them with its thread, which counts as read by its reporter from then on: whoever asks shows it to them.
 * Error: `not_found`, also for a request outside of the pair.
 */
export async function getByKey(
  ctx: Context,
  { number, ...named }: z.input<typeof OfReporter> & { number: string },
): Promise<InboxRequest> {
  authorise(ctx, 'support:api');
  const scope = await scopeOfCall(ctx, parse(OfReporter, named));
  const request = await getInboxRequest(scope, number);
  const last = request.messages.at(-1);
  if (request.unread > 0 && last) await markInboxRead(scope, ctx, { number, upTo: last.createdAt });
  return request;
}

/**
 * The reporter answers. The same idempotency key is the same message. Errors: `not_found`, also for a request outside of
 * the pair; `conflict` `requestClosed`; `invalid`; `limit_reached`.
 */
export async function replyByKey(
  ctx: Context,
  { number, idempotencyKey, ...input }: z.input<typeof ReplyByApiInput> & Keyed & { number: string },
): Promise<{ messageId: string; replayed?: true }> {
  authorise(ctx, 'support:api');
  const { deployment, reporter, body } = parse(ReplyByApiInput, input);
  const scope = await scopeOfCall(ctx, { deployment, reporter: reporter.email, name: reporter.name });
  const messageId = messageIdOf(scope, number, idempotencyKey);
  return replyInbox(scope, ctx, { number, messageId, body });
}

/** How many messages a reporter has not seen, over all of their requests. Error: `not_found`. */
export async function countUnreadByKey(
  ctx: Context,
  input: z.input<typeof OfReporter>,
): Promise<{ unread: number }> {
  authorise(ctx, 'support:api');
  return { unread: await countInboxUnread(await scopeOfCall(ctx, parse(OfReporter, input))) };
}
