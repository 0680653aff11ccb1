import { db, Prisma } from '@/lib/core/db';
import type { CustomerClass, MemberRole, StaffRole } from '@/lib/core/db';

/** An organisation as the person who belongs to it sees it. */
export type Membership = {
  id: string;
  name: string;
  role: MemberRole;
  currency: string;
  timeZone: string;
  customerClass: CustomerClass;
};

/** Who stands behind a session, and everything that decides what they may see. */
export type SignedIn = {
  sessionId: string;
  person: { id: string; name: string; email: string; locale: string };
  staffRoles: StaffRole[];
  organisations: Membership[];
  /** The organisation they look at; null for people without a membership. */
  organisation: Membership | null;
};

type Row = {
  organisationId: string | null;
  stale: boolean;
  userId: string;
  name: string;
  email: string;
  locale: string;
  staffRoles: StaffRole[];
  organisations: Membership[];
};

/** Written at most this often, so that a busy page is not a busy row. */
const SEEN_EVERY_MS = 5 * 60_000;

/**
 * The person behind a session id, in one query; null when the session is unknown, revoked or expired, or the person
 * is deactivated. An organisation that the person has left meanwhile is left here too.
 */
export async function resolveSession(sessionId: string, now: Date): Promise<SignedIn | null> {
  const staleBefore = new Date(now.getTime() - SEEN_EVERY_MS);
  const rows = await db.$queryRaw<Row[]>(Prisma.sql`
    SELECT s."organisationId", s."lastSeenAt" < ${staleBefore}::timestamptz AS stale,
      u.id AS "userId", u.name, u.email, u.locale, to_json(u."staffRoles") AS "staffRoles",
      coalesce((
        SELECT json_agg(json_build_object('id', o.id, 'name', o.name, 'role', m.role, 'currency', o.currency,
          'timeZone', o."timeZone", 'customerClass', o."customerClass") ORDER BY lower(o.name), o.id)
        FROM "Member" m JOIN "Organisation" o ON o.id = m."organisationId"
        WHERE m."userId" = u.id), '[]') AS organisations
    FROM "Session" s JOIN "User" u ON u.id = s."userId"
    WHERE s.id = ${sessionId} AND s."revokedAt" IS NULL AND s."expiresAt" > ${now}::timestamptz
      AND u."deactivatedAt" IS NULL`);
  const row = rows[0];
  if (!row) return null;
  if (row.stale) await touch(sessionId, now, staleBefore);
  const { organisations } = row;
  return {
    sessionId,
    person: { id: row.userId, name: row.name, email: row.email, locale: row.locale },
    staffRoles: row.staffRoles,
    organisations,
    organisation: organisations.find(({ id }) => id === row.organisationId) ?? organisations[0] ?? null,
  };
}

async function touch(id: string, now: Date, before: Date): Promise<void> {
  await db.session.updateMany({ where: { id, lastSeenAt: { lt: before } }, data: { lastSeenAt: now } });
}
