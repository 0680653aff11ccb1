import type { z } from 'zod';
import { caller, type Context } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { foundOrganisation } from './found-organisation';
import { NewOrganisationInput } from './schema';
import { limit } from './throttles';

/**
 * Makes an organisation for somebody who is signed in and belongs to none (each one starts with free credits).
 * Errors: `conflict` (`hasOrganisation`), `invalid`, `limit_reached`.
 */
export async function createOrganisation(
  ctx: Context,
  input: z.input<typeof NewOrganisationInput>,
): Promise<void> {
  const ownerId = caller(ctx);
  const { name } = parse(NewOrganisationInput, input);
  await limit('found:self', ownerId);
  await transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM "User" WHERE id = ${ownerId} FOR UPDATE`;
    if (await tx.member.count({ where: { userId: ownerId } }))
      throw new AppError('conflict', 'hasOrganisation');
    const organisationId = await foundOrganisation(tx, ctx, { name, ownerId });
    const record = { recordType: 'organisation', recordId: organisationId, organisationId };
    await recordAudit(tx, ctx, { action: 'organisation.create', ...record, after: { name } });
  });
}
