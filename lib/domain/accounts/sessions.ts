import type { Context } from '@/lib/core/context';
import type { Tx } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { addDays } from '@/lib/core/time';

/** Days after which a sign-in is over, whatever the person does. */
export const SESSION_DAYS = 30;

const USER_AGENT_MAX = 400;

export type OpenedSession = { userId: string; sessionId: string };

type NewSession = { userId: string; organisationId?: string | null; userAgent?: string | null };

/** A row for a sign-in. Without a word about the organisation it looks at the one that the person saw last. */
export async function openSession(tx: Tx, ctx: Context, session: NewSession): Promise<OpenedSession> {
  const { userId, userAgent } = session;
  const sessionId = newId('session');
  await tx.session.create({
    data: {
      id: sessionId,
      userId,
      organisationId: session.organisationId ?? (await lastSeenOrganisation(tx, userId)),
      createdAt: ctx.now,
      lastSeenAt: ctx.now,
      expiresAt: addDays(ctx.now, SESSION_DAYS),
      ip: ctx.ip ?? null,
      userAgent: userAgent?.toWellFormed().replaceAll('\u0000', '').slice(0, USER_AGENT_MAX) ?? null,
    },
  });
  return { userId, sessionId };
}

async function lastSeenOrganisation(tx: Tx, userId: string): Promise<string | null> {
  const last = await tx.session.findFirst({
    where: { userId, organisationId: { not: null } },
    orderBy: { lastSeenAt: 'desc' },
    select: { organisationId: true },
  });
  return last?.organisationId ?? null;
}

/** Ends the sessions of a person, all but one if it is named. Returns how many ended. */
export async function revokeSessions(tx: Tx, ctx: Context, userId: string, except?: string): Promise<number> {
  const { count } = await tx.session.updateMany({
    where: { userId, revokedAt: null, expiresAt: { gt: ctx.now }, ...(except && { id: { not: except } }) },
    data: { revokedAt: ctx.now },
  });
  return count;
}
