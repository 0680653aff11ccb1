import { randomUUID } from 'node:crypto';
import type { MemberRole, StaffRole } from './db';
import { AppError, invariant } from './errors';

export type { MemberRole, StaffRole } from './db';

/** Who calls. One type serves people, keys and jobs. */
export type Actor =
  | { kind: 'anonymous' }
  | { kind: 'member'; userId: string; sessionId: string; role: MemberRole }
  | { kind: 'staff'; userId: string; sessionId: string; roles: StaffRole[] }
  | { kind: 'api-key'; keyId: string; scopes: ApiScope[]; appId?: string }
  | { kind: 'job'; name: string }
  | { kind: 'operator'; name: string };

/** What an API key may be allowed to do. `credits:grant` makes credits, so only an administrator gives it. */
export const apiScopes = [
  'credits:read',
  'credits:spend',
  'credits:grant',
  'usage:write',
  'catalogue:read',
  'support:write',
  'billing:read',
  'billing:write',
] as const;
export type ApiScope = (typeof apiScopes)[number];

/** Everything a use case may know of its caller and of the moment. `organisationId` bounds what a member can reach. */
export type Context = {
  actor: Actor;
  organisationId?: string;
  now: Date;
  requestId: string;
  ip?: string;
};

const everyMember = [
  'account:self',
  'credits:read',
  'catalogue:read',
  'support:read',
  'support:write',
] as const;

const memberPermissions = {
  member: [...everyMember],
  billing: [...everyMember, 'credits:buy', 'billing:read', 'billing:manage'],
  owner: [
    ...[...everyMember, 'credits:buy', 'billing:read', 'billing:manage'],
    ...['members:manage', 'organisation:manage', 'keys:manage', 'credits:transfer'],
  ],
} as const satisfies Record<MemberRole, readonly string[]>;

const staffPermissions = {
  expert: ['account:self', 'desk:read', 'desk:answer'],
  agent: ['account:self', 'desk:read', 'desk:answer', 'desk:assign'],
  finance: [
    'account:self',
    'revenue:read',
    'revenue:manage',
    'customers:read',
    'payments:manage',
    'books:manage',
  ],
  admin: [
    ...['account:self', 'desk:read', 'desk:answer', 'desk:assign', 'revenue:read', 'customers:read'],
    ...['revenue:manage', 'payments:manage', 'books:manage'],
    ...['catalogue:manage', 'customers:manage', 'people:manage', 'jobs:manage', 'audit:read'],
    ...['apps:manage', 'credits:grant'],
  ],
} as const satisfies Record<StaffRole, readonly string[]>;

/** The right that each scope of a key opens; a key acts for its organisation and for nobody in it. */
const scopePermissions = {
  'credits:read': ['credits:read', 'billing:read'],
  'credits:spend': ['credits:spend', 'credits:buy'],
  'credits:grant': ['credits:grant'],
  'usage:write': ['usage:write'],
  'catalogue:read': ['catalogue:read'],
  'support:write': ['errors:report', 'support:api'],
  'billing:read': ['billing:read'],
  'billing:write': ['billing:read', 'billing:manage'],
} as const satisfies Record<ApiScope, readonly string[]>;

/** No person holds the first two: they are for jobs, operators and doors that check a caller by other means. */
export type Permission =
  | 'credits:spend'
  | 'webhooks:receive'
  | (typeof memberPermissions)[MemberRole][number]
  | (typeof staffPermissions)[StaffRole][number]
  | (typeof scopePermissions)[ApiScope][number];

/** True when the caller holds the right. Jobs and operators act for the company and hold every right. */
export function can(ctx: Context, permission: Permission): boolean {
  const { actor } = ctx;
  if (actor.kind === 'job' || actor.kind === 'operator') return true;
  if (actor.kind === 'member')
    return (memberPermissions[actor.role] as readonly string[]).includes(permission);
  if (actor.kind === 'staff')
    return actor.roles.some((role) => (staffPermissions[role] as readonly string[]).includes(permission));
  if (actor.kind === 'api-key')
    return actor.scopes.some((scope) => (scopePermissions[scope] as readonly string[]).includes(permission));
  return false;
}

/** Refuses a caller without the right; every verb begins with it. */
export function authorise(ctx: Context, permission: Permission): void {
  if (can(ctx, permission)) return;
  if (ctx.actor.kind === 'anonymous') throw new AppError('unauthenticated', 'signInFirst');
  throw new AppError('forbidden', ctx.actor.kind === 'api-key' ? 'missingScope' : 'notYours');
}

/** The organisation that bounds every query of this caller. */
export function tenant(ctx: Context): string {
  invariant(ctx.organisationId, 'a tenant query without an organisation');
  return ctx.organisationId;
}

/** The person who calls; jobs and operators are none. */
export function caller(ctx: Context): string {
  invariant('userId' in ctx.actor, 'a person is needed here');
  return ctx.actor.userId;
}

/** The id that operations and audit events keep of the caller. */
export function actorId(actor: Actor): string | null {
  if ('userId' in actor) return actor.userId;
  if ('keyId' in actor) return actor.keyId;
  return 'name' in actor ? actor.name : null;
}

/** A job's context: it acts for the company at the moment it runs. */
export function jobContext(name: string, now: Date, organisationId?: string): Context {
  return { actor: { kind: 'job', name }, organisationId, now, requestId: randomUUID() };
}
