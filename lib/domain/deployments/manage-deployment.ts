import type { z } from 'zod';
import type { Context } from '@/lib/core/context';
import { type Tx, isUniqueViolation, transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { lockDeployment, ownOrganisation } from './internal';
import { ChangeDeploymentInput, CreateDeploymentInput, DeploymentInput, limits } from './schema';

type NewDeployment = z.output<typeof CreateDeploymentInput>;

/**
 * Registers an installation of an app: whose people report from it, and where its pages may show the inbox. Its code is
 * unique in the organisation. Errors: `conflict` `tooManyDeployments`; `invalid` on `code` when it is taken, on `appId`
 * for an app that does not know the organisation.
 */
export async function createDeployment(
  ctx: Context,
  input: z.input<typeof CreateDeploymentInput>,
): Promise<{ deploymentId: string }> {
  const organisationId = ownOrganisation(ctx);
  const given = parse(CreateDeploymentInput, input);
  try {
    return await transaction((tx) => create(tx, ctx, organisationId, given));
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError('invalid', 'invalidInput', { fields: { code: 'taken' } });
  }
}

async function create(tx: Tx, ctx: Context, organisationId: string, given: NewDeployment) {
  const { appId = null, ...fields } = given;
  await tx.$queryRaw`SELECT 1 FROM "Organisation" WHERE id = ${organisationId} FOR UPDATE`;
  const atWork = await tx.deployment.count({ where: { organisationId, disabledAt: null } });
  if (atWork >= limits.deployments)
    throw new AppError('conflict', 'tooManyDeployments', { values: { max: limits.deployments } });
  if (appId) await refuseForeignApp(tx, organisationId, appId);
  const id = newId('deployment');
  await tx.deployment.create({ data: { organisationId, id, appId, ...fields, createdAt: ctx.now } });
  await recordAudit(tx, ctx, {
    ...{ action: 'deployment.create', recordType: 'deployment', recordId: id, organisationId },
    after: given,
  });
  return { deploymentId: id };
}

/** Only an app that serves the organisation may be given its reporters. */
async function refuseForeignApp(tx: Tx, organisationId: string, appId: string): Promise<void> {
  const serves = await tx.appCustomer.findFirst({
    where: { appId, organisationId },
    select: { appId: true },
  });
  if (!serves) throw new AppError('invalid', 'invalidInput', { fields: { appId: 'unknownApp' } });
}

/** Changes its name and where it may be shown, from the next page on. Errors: `not_found`; `invalid`. */
export async function changeDeployment(
  ctx: Context,
  input: z.input<typeof ChangeDeploymentInput>,
): Promise<void> {
  const organisationId = ownOrganisation(ctx);
  const { deploymentId: id, ...after } = parse(ChangeDeploymentInput, input);
  await transaction(async (tx) => {
    const { name, origins } = await lockDeployment(tx, organisationId, id);
    const before = { name, origins };
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    await tx.deployment.updateMany({ where: { organisationId, id }, data: after });
    await recordAudit(tx, ctx, {
      ...{ action: 'deployment.change', recordType: 'deployment', recordId: id, organisationId },
      ...{ before, after },
    });
  });
}

/**
 * Ends it at once: its tokens open nothing any more and its pages are framed nowhere. What was reported stays with the
 * organisation. A second time changes nothing. Error: `not_found`.
 */
export async function disableDeployment(ctx: Context, input: z.input<typeof DeploymentInput>): Promise<void> {
  await setDisabled(ctx, input, ctx.now);
}

/** Lets it go on as it was. A second time changes nothing. Error: `not_found`. */
export async function enableDeployment(ctx: Context, input: z.input<typeof DeploymentInput>): Promise<void> {
  await setDisabled(ctx, input, null);
}

async function setDisabled(ctx: Context, input: z.input<typeof DeploymentInput>, disabledAt: Date | null) {
  const organisationId = ownOrganisation(ctx);
  const { deploymentId: id } = parse(DeploymentInput, input);
  await transaction(async (tx) => {
    const row = await lockDeployment(tx, organisationId, id);
    if ((row.disabledAt === null) === (disabledAt === null)) return;
    await tx.deployment.updateMany({ where: { organisationId, id }, data: { disabledAt } });
    const action = disabledAt ? 'deployment.disable' : 'deployment.enable';
    await recordAudit(tx, ctx, { action, recordType: 'deployment', recordId: id, organisationId });
  });
}
