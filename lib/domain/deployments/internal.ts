import { type Context, authorise, caller, tenant } from '@/lib/core/context';
import type { DeploymentModel, Tx } from '@/lib/core/db';
import { AppError, notFound } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { secretOf } from './embed-token';
import { type NewDeploymentKeyDto, limits } from './schema';

/** The organisation whose deployments an owner manages. */
export function ownOrganisation(ctx: Context): string {
  authorise(ctx, 'keys:manage');
  return tenant(ctx);
}

/** Locks a deployment of the organisation, so that changes of it and its keys come one after the other. Error: `not_found`. */
export async function lockDeployment(tx: Tx, organisationId: string, id: string): Promise<DeploymentModel> {
  await tx.$queryRaw`
    SELECT 1 FROM "Deployment" WHERE "organisationId" = ${organisationId} AND id = ${id} FOR UPDATE`;
  const row = await tx.deployment.findUnique({ where: { organisationId_id: { organisationId, id } } });
  if (!row) throw notFound();
  return row;
}

/** A key under the lock of its deployment. Error: `not_found`. */
export async function lockKey(tx: Tx, organisationId: string, id: string) {
  const where = { organisationId_id: { organisationId, id } };
  const known = await tx.deploymentKey.findUnique({ where, select: { deploymentId: true } });
  if (!known) throw notFound();
  const deployment = await lockDeployment(tx, organisationId, known.deploymentId);
  return { deployment, key: await tx.deploymentKey.findUniqueOrThrow({ where }) };
}

/** Keys that a token may be signed with at a moment. */
export const working = (now: Date) => ({
  revokedAt: null,
  OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
});

/** Makes a key of a deployment that is locked; its secret stands in the answer and nowhere else. */
export async function makeKey(
  tx: Tx,
  ctx: Context,
  { organisationId, id: deploymentId, disabledAt }: DeploymentModel,
): Promise<NewDeploymentKeyDto> {
  if (disabledAt) throw new AppError('conflict', 'deploymentDisabled');
  const atWork = await tx.deploymentKey.count({
    where: { organisationId, deploymentId, ...working(ctx.now) },
  });
  if (atWork >= limits.keys) throw new AppError('conflict', 'tooManyKeys', { values: { max: limits.keys } });
  const id = newId('deploymentKey');
  await tx.deploymentKey.create({
    data: { organisationId, id, deploymentId, createdById: caller(ctx), createdAt: ctx.now },
  });
  await recordAudit(tx, ctx, {
    ...{ action: 'deploymentKey.create', recordType: 'deploymentKey', recordId: id, organisationId },
    after: { deploymentId },
  });
  return { id, secret: secretOf(id) };
}
