import { can, type StaffRole } from '@/lib/core/context';
import { type AuthorSide, db } from '@/lib/core/db';
import { Id } from '@/lib/core/ids';
import { readAddress } from '@/lib/core/reply-token';
import type { Author } from '@/lib/domain/support/participants';
import { worksOn } from '@/lib/domain/support/rules';
import { threadRootOf } from '@/lib/integrations/email/message-id';
import { numberIn } from './rules';

export type MatchedBy = 'token' | 'reference' | 'number' | 'staff';
type RequestFound = { organisationId: string; requestId: string; matchedBy: MatchedBy };

/** The request that a mail belongs to, and as whose words it stands there. */
export type Target = RequestFound & { author: Author; side: AuthorSide };
/** `otherSender`: it found a request, but whoever sent it has no part in that. `notTheirs`: they had, and have no more. */
export type Refused = RequestFound & { refusal: 'otherSender' | 'notTheirs' };

type Facts = {
  /** Envelope recipients first, then those of the head. */
  addresses: readonly string[];
  refersTo: readonly string[];
  subject: string;
  /** In lower case, and proven. */
  sender: string;
};

const MOST_REFERENCES = 31;
const MOST_TOKENS = 20;
const MOST_ORGANISATIONS = 50;

/**
 * Which request a mail answers: by the signed address that it came to, then by the mails that it refers to, then by the
 * number in its subject; and whether its sender may write there. Null: it answers none.
 */
export async function findTarget(facts: Facts): Promise<Target | Refused | null> {
  const found = (await byToken(facts)) ?? (await byReference(facts)) ?? (await byNumber(facts));
  if (!found) return null;
  const writer = await writerOn(found, facts.sender);
  const { organisationId, requestId, matchedBy } = found;
  return { organisationId, requestId, matchedBy, ...writer };
}

async function byToken({ addresses, sender }: Facts): Promise<RequestFound | null> {
  const ids = addresses.map((address) => readAddress(address)?.participantId).filter((id) => id != null);
  if (ids.length === 0) return null;
  const rows = await db.requestParticipant.findMany({
    where: { id: { in: [...new Set(ids)].slice(0, MOST_TOKENS) } },
    select: {
      ...{ id: true, organisationId: true, requestId: true },
      user: { select: { email: true } },
      contact: { select: { email: true } },
    },
  });
  // Of several the one that is the sender's own: they answered one mail, and copied others.
  const own = rows.find(({ user, contact }) => (user ?? contact)?.email === sender);
  const first = own ?? rows.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))[0];
  if (!first) return null;
  return { organisationId: first.organisationId, requestId: first.requestId, matchedBy: 'token' };
}

async function byReference({ refersTo }: Facts): Promise<RequestFound | null> {
  const ids = [...new Set(refersTo)].slice(0, MOST_REFERENCES);
  if (ids.length === 0) return null;
  const sent = await db.delivery.findMany({
    where: { messageId: { in: ids }, requestId: { not: null }, organisationId: { not: null } },
    select: { messageId: true, organisationId: true, requestId: true },
  });
  for (const id of ids) {
    const mail = sent.find(({ messageId }) => messageId === id);
    if (mail?.organisationId && mail.requestId)
      return { organisationId: mail.organisationId, requestId: mail.requestId, matchedBy: 'reference' };
  }
  return byThread(ids);
}

/** The root of a request's thread, to which each mail about it refers, carries its id. */
async function byThread(ids: readonly string[]): Promise<RequestFound | null> {
  const named = ids.flatMap((id) => {
    const request = Id('request').safeParse(id.split('@')[0]);
    return request.success && id === threadRootOf(request.data) ? [request.data] : [];
  });
  if (named.length === 0) return null;
  const request = await db.request.findFirst({
    where: { id: { in: named } },
    select: { organisationId: true, id: true },
  });
  return request && { organisationId: request.organisationId, requestId: request.id, matchedBy: 'reference' };
}

async function byNumber({ subject }: Facts): Promise<RequestFound | null> {
  const number = numberIn(subject);
  if (!number) return null;
  const request = await db.request.findFirst({
    where: { number },
    select: { organisationId: true, id: true },
  });
  if (!request) return null;
  return { organisationId: request.organisationId, requestId: request.id, matchedBy: 'number' };
}

type Writer = { author: Author; side: AuthorSide } | { refusal: 'otherSender' | 'notTheirs' };

/** As whom an address may write into a request: a participant, or any other member of its organisation. */
export async function writerOn(
  { organisationId, requestId }: { organisationId: string; requestId: string },
  sender: string,
): Promise<Writer> {
  const participant = await db.requestParticipant.findFirst({
    where: {
      ...{ organisationId, requestId },
      OR: [{ user: { email: sender } }, { contact: { email: sender } }],
    },
    select: {
      ...{ side: true, userId: true, contactId: true },
      user: { select: { staffRoles: true, deactivatedAt: true } },
      request: { select: { expertId: true } },
    },
  });
  if (participant?.contactId) return { author: { contactId: participant.contactId }, side: participant.side };
  if (participant?.side === 'staff' && participant.userId && participant.user) {
    const { userId, user, request } = participant;
    if (mayAnswer({ ...user, userId }, request.expertId)) return { author: { userId }, side: 'staff' };
  }
  const member = await memberOf(organisationId, sender);
  if (member) return { author: { userId: member }, side: 'customer' };
  return { refusal: participant ? 'notTheirs' : 'otherSender' };
}

async function memberOf(organisationId: string, email: string): Promise<string | null> {
  const member = await db.member.findFirst({
    where: { organisationId, user: { email, deactivatedAt: null, emailVerifiedAt: { not: null } } },
    select: { userId: true },
  });
  return member?.userId ?? null;
}

type Staff = { userId: string; staffRoles: StaffRole[]; deactivatedAt: Date | null };

/** What the desk's page would let them do. */
function mayAnswer({ userId, staffRoles: roles, deactivatedAt }: Staff, expertId: string | null): boolean {
  if (deactivatedAt || roles.length === 0) return false;
  const actor = { kind: 'staff', userId, sessionId: '', roles } as const;
  const ctx = { actor, now: new Date(0), requestId: '' };
  return can(ctx, 'desk:answer') && worksOn({ userId, canAssign: can(ctx, 'desk:assign') }, expertId);
}

/** The organisations that an address may file requests for: those of which it is a member. */
export async function organisationsOf(
  sender: string,
): Promise<{ userId: string; organisationId: string; name: string }[]> {
  const rows = await db.member.findMany({
    where: { user: { email: sender, deactivatedAt: null, emailVerifiedAt: { not: null } } },
    select: { userId: true, organisationId: true, organisation: { select: { name: true } } },
    orderBy: { organisation: { name: 'asc' } },
    take: MOST_ORGANISATIONS,
  });
  return rows.map(({ organisation, ...row }) => ({ ...row, name: organisation.name }));
}
