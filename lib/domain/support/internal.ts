import type { z } from 'zod';
import { type Context, authorise, can, caller, tenant } from '@/lib/core/context';
import { type Prisma, type Tx, Prisma as sql } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { AppError, invariant, notFound } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { type Act, nextStatus, startsFrom } from './rules';

/** Parses ids that come from an address: a malformed one is `not_found`, as an unknown one is. */
export function addressed<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw notFound();
  return parsed.data;
}

/** Staff reach the requests of every organisation, everybody else those of their own: `{}` or `{organisationId}`. */
export function reach(ctx: Context, may: 'read' | 'write'): { organisationId?: string } {
  if (ctx.actor.kind === 'staff') {
    authorise(ctx, may === 'read' ? 'desk:read' : 'desk:answer');
    return {};
  }
  authorise(ctx, may === 'read' ? 'support:read' : 'support:write');
  return { organisationId: tenant(ctx) };
}

const people = {
  openedBy: { select: { name: true, email: true } },
  contact: { select: { name: true, email: true } },
  expert: { select: { name: true, email: true } },
  organisation: { select: { name: true, customerClass: true } },
} satisfies Prisma.RequestInclude;

/** A request under its row lock, with the people whom mails go to. */
export type LockedRequest = Prisma.RequestGetPayload<{ include: typeof people }>;

/** Whoever filed it: somebody with an account, or a contact without one (a check in the database says: one of both). */
export function openerOf<P>({ openedBy, contact }: { openedBy: P | null; contact: P | null }): P {
  const opener = openedBy ?? contact;
  invariant(opener, 'a request that nobody filed');
  return opener;
}

/**
 * Locks a request for the rest of the transaction, so that of two changes at once the second decides on what the first
 * has left. A customer's lock names the organisation; staff reach every one. Error: `not_found`.
 */
export async function lockRequest(tx: Tx, id: string, organisationId?: string): Promise<LockedRequest> {
  const bound = organisationId ? sql.sql`AND "organisationId" = ${organisationId}` : sql.empty;
  const [row] = await tx.$queryRaw<{ organisationId: string }[]>`
    SELECT "organisationId" FROM "Request" WHERE id = ${id} ${bound} FOR UPDATE`;
  if (!row) throw notFound();
  const key = { organisationId: row.organisationId, id };
  return tx.request.findUniqueOrThrow({ where: { organisationId_id: key }, include: people });
}

/** Moves a request by one act; `conflict` when somebody else was faster or the act is not allowed there. */
export async function moveRequest(
  tx: Tx,
  ctx: Context,
  request: LockedRequest,
  act: Act,
  data: Prisma.RequestUncheckedUpdateManyInput = {},
): Promise<void> {
  const status = nextStatus(act, request.status);
  if (!status) throw requestChanged();
  const { organisationId, id } = request;
  const { count } = await tx.request.updateMany({
    where: { organisationId, id, status: { in: startsFrom(act) } },
    data: { ...data, status, updatedAt: ctx.now },
  });
  if (count === 0) throw requestChanged();
}

export const requestChanged = () => new AppError('conflict', 'requestChanged');

/** Marks a request as touched: lists that sort by the last change show it first. */
export async function touchRequest(
  tx: Tx,
  ctx: Context,
  { organisationId, id }: LockedRequest,
  data: Prisma.RequestUncheckedUpdateManyInput = {},
): Promise<void> {
  await tx.request.updateMany({ where: { organisationId, id }, data: { ...data, updatedAt: ctx.now } });
}

export type RequestKey = { organisationId: string; id: string };

const personOf = ({ actor }: Context): string | null => ('userId' in actor ? actor.userId : null);

/**
 * One line of a request's history, which both sides read: never put there what only staff may know. `actorId` is for
 * who acts through a job, as the author of a mail; somebody without an account stands in the data as `actor`.
 */
export async function addEvent(
  tx: Tx,
  ctx: Context,
  request: RequestKey,
  kind: string,
  data: Record<string, string> = {},
  actorId: string | null = personOf(ctx),
): Promise<void> {
  await tx.requestEvent.create({
    data: {
      organisationId: request.organisationId,
      id: newId('event'),
      requestId: request.id,
      kind,
      actorId,
      data,
      createdAt: ctx.now,
    },
  });
}

type Owner = { requestId: string; messageId?: string; noteId?: string };

/** Binds the caller's loose uploads to what they are sent with, as `bindUploads` does. */
export const bindAttachments = (
  tx: Tx,
  ctx: Context,
  organisationId: string,
  ids: readonly string[],
  owner: Owner,
): Promise<void> => bindUploads(tx, { userId: caller(ctx) }, organisationId, ids, owner);

/**
 * Binds somebody's loose uploads to what they are sent with. Error: `invalid` on `attachments` when one is gone,
 * somebody else's, or bound already: then nothing is sent.
 */
export async function bindUploads(
  tx: Tx,
  by: { userId: string } | { contactId: string },
  organisationId: string,
  ids: readonly string[],
  owner: Owner,
): Promise<void> {
  if (ids.length === 0) return;
  const uploader = 'userId' in by ? { uploadedById: by.userId } : { contactId: by.contactId };
  const { count } = await tx.attachment.updateMany({
    where: { organisationId, id: { in: [...ids] }, requestId: null, ...uploader },
    data: owner,
  });
  if (count !== ids.length) {
    throw new AppError('invalid', 'invalidInput', { fields: { attachments: 'attachmentGone' } });
  }
}

/** The staff person who calls, as the rules ask for them. */
export function answerer(ctx: Context) {
  const isExpert = ctx.actor.kind === 'staff' && ctx.actor.roles.includes('expert');
  return { userId: caller(ctx), canAssign: can(ctx, 'desk:assign'), isExpert };
}

/** The address of a request for its customer; the page asks for a session. */
export const customerUrl = (id: string) => new URL(`/support/requests/${id}`, env.APP_URL).href;

/** The address of a request on the desk. */
export const deskUrl = (id: string) => new URL(`/desk/requests/${id}`, env.APP_URL).href;
