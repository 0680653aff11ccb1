import { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { type Prisma, db } from '@/lib/core/db';
import { AppError, notFound } from '@/lib/core/errors';
import { Id } from '@/lib/core/ids';
import { email, line } from '@/lib/core/text';
import { resolveEmbedToken } from '@/lib/domain/deployments/resolve-embed-token';

/** What an outsider may reach: requests of one deployment, and of those their own unless they are its admin. */
const Scope = z
  .object({
    organisationId: Id('organisation'),
    deploymentId: Id('deployment'),
    email,
    name: line(120).optional(),
    isAdmin: z.boolean(),
    via: z.enum(['embed', 'api']),
  })
  .brand<'Scope'>();

/** Made below and nowhere else. */
export type Scope = z.output<typeof Scope>;

/** The scope of a signed token, looked up at this moment. Error: `unauthenticated` `embedToken`. */
export async function scopeOfToken(token: string, now: Date): Promise<Scope> {
  const { organisationId, deploymentId, claims } = await resolveEmbedToken(token, now);
  const scope = Scope.safeParse({
    ...{ organisationId, deploymentId, email: claims.email, name: claims.name },
    ...{ isAdmin: claims.role === 'admin', via: 'embed' },
  });
  if (!scope.success) throw new AppError('unauthenticated', 'embedToken');
  return scope.data;
}

const Named = z.object({ deployment: line(100), reporter: email, name: line(120).optional() });
export type Named = z.input<typeof Named>;

/**
 * The scope of a call of the API: a deployment by its id or its code, and a reporter. A key of an organisation reaches
 * its deployments, a key of an app those that were given to it; where the app names no customer, by their id alone.
 * Error: `not_found` for a deployment that is unknown, disabled or out of the key's reach, as for a reporter who is none.
 */
export async function scopeOfCall(ctx: Context, named: Named): Promise<Scope> {
  authorise(ctx, 'support:api');
  const parsed = Named.safeParse(named);
  if (!parsed.success) throw notFound();
  const { deployment, reporter, name } = parsed.data;
  const row = await db.deployment.findFirst({
    where: { AND: [reachOf(ctx), namedBy(ctx, deployment), { disabledAt: null }] },
    select: { organisationId: true, id: true },
  });
  if (!row) throw notFound();
  const { organisationId, id: deploymentId } = row;
  return Scope.parse({ organisationId, deploymentId, email: reporter, name, isAdmin: false, via: 'api' });
}

function reachOf({ actor, organisationId }: Context): Prisma.DeploymentWhereInput {
  const ofApp = actor.kind === 'api-key' && actor.appId ? { appId: actor.appId } : null;
  const ofOrganisation = organisationId ? { organisationId } : null;
  // Neither would be everybody's.
  if (!ofApp && !ofOrganisation) throw notFound();
  return { ...ofApp, ...ofOrganisation };
}

/** A code is unique within an organisation alone. */
const namedBy = ({ organisationId }: Context, deployment: string): Prisma.DeploymentWhereInput =>
  organisationId ? { OR: [{ id: deployment }, { code: deployment }] } : { id: deployment };

/** A scope that was looked at again: an empty address or deployment would be no condition at all to the database. */
export const sureScope = (scope: Scope): Scope => Scope.parse(scope);

/** The condition under which the inbox reads requests, and no other. */
export function scopeWhere(scope: Scope) {
  const { organisationId, deploymentId, email: address, isAdmin } = sureScope(scope);
  return {
    ...{ organisationId, deploymentId },
    ...(!isAdmin && { contact: { is: { organisationId, deploymentId, email: address } } }),
  } satisfies Prisma.RequestWhereInput;
}
