import type { z } from 'zod';
import type { Context } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { overlaps } from '@/lib/domain/apps/schema.overlap';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { lockDeployment, lockKey, makeKey, ownOrganisation } from './internal';
import {
  DeploymentInput,
  DeploymentKeyInput,
  type NewDeploymentKeyDto,
  RotateDeploymentKeyInput,
} from './schema';

/**
 * Makes a key that signs tokens of a deployment and answers its secret, this once. A repeat makes another key.
 * Errors: `not_found`; `conflict` `deploymentDisabled` or `tooManyKeys`.
 */
export async function createDeploymentKey(
  ctx: Context,
  input: z.input<typeof DeploymentInput>,
): Promise<NewDeploymentKeyDto> {
  const organisationId = ownOrganisation(ctx);
  const { deploymentId } = parse(DeploymentInput, input);
  return transaction(async (tx) => makeKey(tx, ctx, await lockDeployment(tx, organisationId, deploymentId)));
}

/**
 * Makes a new key in the place of an old one, which goes on for the overlap. A key is rotated once.
 * Errors: `not_found`; `conflict` `keyEnded` for one that ended or was rotated before, `deploymentDisabled`,
 * `tooManyKeys`.
 */
export async function rotateDeploymentKey(
  ctx: Context,
  input: z.input<typeof RotateDeploymentKeyInput>,
): Promise<NewDeploymentKeyDto> {
  const organisationId = ownOrganisation(ctx);
  const { keyId, overlap } = parse(RotateDeploymentKeyInput, input);
  return transaction(async (tx) => {
    const { deployment, key } = await lockKey(tx, organisationId, keyId);
    if (key.revokedAt || key.expiresAt) throw new AppError('conflict', 'keyEnded');
    const end = new Date(ctx.now.getTime() + overlaps[overlap]);
    const ending = overlap === 'now' ? { revokedAt: ctx.now } : { expiresAt: end };
    await tx.deploymentKey.updateMany({ where: { organisationId, id: keyId }, data: ending });
    const made = await makeKey(tx, ctx, deployment);
    await recordAudit(tx, ctx, {
      ...{ action: 'deploymentKey.rotate', recordType: 'deploymentKey', recordId: keyId, organisationId },
      after: { ...ending, replacedBy: made.id, overlap },
    });
    return made;
  });
}

/** Ends a key at once: the next request with a token that it signed is refused. A second time changes nothing. Error: `not_found`. */
export async function revokeDeploymentKey(
  ctx: Context,
  input: z.input<typeof DeploymentKeyInput>,
): Promise<void> {
  const organisationId = ownOrganisation(ctx);
  const { keyId } = parse(DeploymentKeyInput, input);
  await transaction(async (tx) => {
    const { key } = await lockKey(tx, organisationId, keyId);
    if (key.revokedAt) return;
    await tx.deploymentKey.updateMany({
      where: { organisationId, id: keyId },
      data: { revokedAt: ctx.now },
    });
    await recordAudit(tx, ctx, {
      ...{ action: 'deploymentKey.revoke', recordType: 'deploymentKey', recordId: keyId, organisationId },
      before: { deploymentId: key.deploymentId },
    });
  });
}
