import { cookies, headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import {
  can,
  type Actor,
  type Context,
  type MemberRole,
  type Permission,
  type StaffRole,
} from '@/lib/core/context';
import { resolveSession, type Membership, type SignedIn } from '@/lib/domain/accounts/resolve-session';
import { homeOf } from '@/lib/domain/accounts/rules';
import { requestFacts } from './request';
import { REQUEST_PATH } from './request-names';
import { openSession, sessionCookie } from './session-cookie';

type Person = SignedIn['person'];

export type MemberPage = {
  ctx: Context;
  person: Person;
  organisation: Omit<Membership, 'role'>;
  organisations: Pick<Membership, 'id' | 'name' | 'role'>[];
  role: MemberRole;
  staffRoles: StaffRole[];
};

export type StaffPage = { ctx: Context; person: Person; roles: StaffRole[]; organisations: Membership[] };

/** A page for anybody who is signed in: a member in their organisation, or staff without one. */
export type PersonPage = SignedIn & { ctx: Context };

/** Who is signed in, from the cookie and one query; looked up once per request, null when nobody is. */
export const getSignedIn = cache(async (): Promise<SignedIn | null> => {
  const sealed = (await cookies()).get(sessionCookie().name)?.value;
  const token = sealed ? await openSession(sealed) : null;
  if (!token) return null;
  const found = await resolveSession(token.sid, new Date());
  return found?.person.id === token.sub ? found : null;
});

async function contextOf(actor: Actor, organisationId?: string): Promise<Context> {
  return { actor, organisationId, now: new Date(), ...(await requestFacts()) };
}

const memberContextOf = (signedIn: SignedIn, organisation: Membership) =>
  contextOf(
    { kind: 'member', userId: signedIn.person.id, sessionId: signedIn.sessionId, role: organisation.role },
    organisation.id,
  );

const staffContextOf = ({ person, sessionId, staffRoles }: SignedIn) =>
  contextOf({ kind: 'staff', userId: person.id, sessionId, roles: staffRoles });

/** The caller as a member of the organisation they look at; null when signed out or without an organisation. */
export async function memberContext(): Promise<Context | null> {
  const signedIn = await getSignedIn();
  return signedIn?.organisation ? memberContextOf(signedIn, signedIn.organisation) : null;
}

/** The caller as staff; null when signed out or without a staff role. */
export async function staffContext(): Promise<Context | null> {
  const signedIn = await getSignedIn();
  return signedIn && signedIn.staffRoles.length > 0 ? staffContextOf(signedIn) : null;
}

/** The caller as a person, for what concerns only themselves: as a member if they are one, else as staff. */
export async function personContext(): Promise<Context | null> {
  return (await memberContext()) ?? (await signedInContext());
}

async function signedInContext(): Promise<Context | null> {
  const signedIn = await getSignedIn();
  return signedIn && staffContextOf(signedIn);
}

/** For the one page of people who belong nowhere yet: anybody who is signed in. */
export async function requireSignedIn(): Promise<SignedIn> {
  const signedIn = await getSignedIn();
  if (signedIn) return signedIn;
  const path = (await headers()).get(REQUEST_PATH);
  redirect(path && path !== '/' ? `/sign-in?next=${encodeURIComponent(path)}` : '/sign-in');
}

/** For pages of a customer: leads to the sign-in, or to where a person without an organisation belongs. */
export const requireMember = cache(async (): Promise<MemberPage> => {
  const signedIn = await requireSignedIn();
  const { person, organisations, organisation: current, staffRoles } = signedIn;
  if (!current) redirect(homeOf(signedIn));
  const { role, ...organisation } = current;
  return {
    ctx: await memberContextOf(signedIn, current),
    person,
    organisation,
    organisations: organisations.map(({ id, name, role }) => ({ id, name, role })),
    role,
    staffRoles,
  };
});

/** For pages of staff: 404 without the right, as if the page were not there. */
export const requireStaff = cache(async (permission: Permission): Promise<StaffPage> => {
  const signedIn = await requireSignedIn();
  const ctx = await staffContextOf(signedIn);
  if (!can(ctx, permission)) notFound();
  const { person, staffRoles: roles, organisations } = signedIn;
  return { ctx, person, roles, organisations };
});

/** For pages that concern only the person: profile and sessions. */
export const requirePerson = cache(async (): Promise<PersonPage> => {
  const signedIn = await requireSignedIn();
  const { organisation, staffRoles } = signedIn;
  if (!organisation && staffRoles.length === 0) redirect(homeOf(signedIn));
  const ctx = organisation ? await memberContextOf(signedIn, organisation) : await staffContextOf(signedIn);
  return { ...signedIn, ctx };
});
