import type { Context } from '@/lib/core/context';
import type { AuthorSide, Tx } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { type Locale, localeOf } from '@/lib/core/locales';
import type { RequestKey } from './internal';

/** Who writes: somebody with an account, or a contact without one. */
export type Author = { userId: string } | { contactId: string };

/** Somebody who follows a request, as whoever tells them something needs to know them. */
export type Follower = {
  participantId: string;
  userId?: string;
  contactId?: string;
  side: AuthorSide;
  name: string;
  email: string;
  locale: Locale;
};

/**
 * Makes somebody a participant: what is public reaches them from now on, and their answers by mail find the request.
 * A second time changes nothing. Gives the participant's id.
 */
export async function join(
  tx: Tx,
  ctx: Context,
  request: RequestKey,
  who: Author,
  side: AuthorSide,
): Promise<string> {
  await joinAll(tx, ctx, request, [{ ...who, side }]);
  const { id } = await tx.requestParticipant.findFirstOrThrow({
    where: { organisationId: request.organisationId, requestId: request.id, ...who },
    select: { id: true },
  });
  return id;
}

/** Any number of them in one statement. */
export async function joinAll(
  tx: Tx,
  ctx: Context,
  { organisationId, id: requestId }: RequestKey,
  all: readonly (Author & { side: AuthorSide })[],
): Promise<void> {
  await tx.requestParticipant.createMany({
    data: all.map((one) => ({
      ...{ organisationId, id: newId('participant'), requestId, ...one },
      createdAt: ctx.now,
    })),
    skipDuplicates: true,
  });
}

/** The work goes from one expert to another: who had it hears no more of it, who has it now hears everything. */
export async function handOver(
  tx: Tx,
  ctx: Context,
  request: RequestKey,
  { from, to }: { from: string | null; to: string | null },
): Promise<void> {
  const { organisationId, id: requestId } = request;
  if (from && from !== to) {
    await tx.requestParticipant.updateMany({
      where: { organisationId, requestId, userId: from },
      data: { mutedAt: ctx.now, unread: 0 },
    });
  }
  if (!to) return;
  await joinAll(tx, ctx, request, [{ userId: to, side: 'staff' }]);
  await tx.requestParticipant.updateMany({
    where: { organisationId, requestId, userId: to, mutedAt: { not: null } },
    data: { mutedAt: null },
  });
}

const isAuthor = (row: { userId: string | null; contactId: string | null }, who: Author | undefined) =>
  who !== undefined && ('userId' in who ? row.userId === who.userId : row.contactId === who.contactId);

const person = { id: true, name: true, email: true, locale: true } as const;

/**
 * Who hears of a request, but for the one who did it: not who muted it, not who has left the organisation or the staff.
 */
export async function othersOf(
  tx: Tx,
  { organisationId, id: requestId }: RequestKey,
  except?: Author,
): Promise<Follower[]> {
  const rows = await tx.requestParticipant.findMany({
    where: { organisationId, requestId, mutedAt: null },
    select: {
      ...{ id: true, side: true, userId: true, contactId: true },
      contact: { select: person },
      user: {
        select: {
          ...{ ...person, staffRoles: true, deactivatedAt: true },
          memberships: { where: { organisationId }, select: { userId: true } },
        },
      },
    },
    orderBy: { id: 'asc' },
  });
  return rows.flatMap(({ id: participantId, side, user, contact, ...row }) => {
    if (isAuthor(row, except)) return [];
    const found = user && hears(user, side) ? user : contact;
    if (!found) return [];
    const { name, email, locale } = found;
    const key = user ? { userId: user.id } : { contactId: found.id };
    return [{ participantId, ...key, side, name, email, locale: localeOf(locale) }];
  });
}

type Listener = { staffRoles: unknown[]; deactivatedAt: Date | null; memberships: unknown[] };

/** An account that still stands where it stood when it joined. */
const hears = ({ staffRoles, deactivatedAt, memberships }: Listener, side: AuthorSide) =>
  !deactivatedAt && (side === 'staff' ? staffRoles.length > 0 : memberships.length > 0);

/** One more unread for everybody but the author; who muted the request does not count. */
export async function bumpUnread(
  tx: Tx,
  { organisationId, id: requestId }: RequestKey,
  author: Author,
): Promise<void> {
  await tx.requestParticipant.updateMany({
    where: { organisationId, requestId, mutedAt: null, ...notThe(author) },
    data: { unread: { increment: 1 } },
  });
}

/** SQL's «not equal» passes over empty columns, and every participant has one of the two empty. */
const notThe = (author: Author) =>
  'userId' in author
    ? { OR: [{ userId: null }, { userId: { not: author.userId } }] }
    : { OR: [{ contactId: null }, { contactId: { not: author.contactId } }] };
