import type { z } from 'zod';
import { authorise, type Context, tenant } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { OrganisationInput } from './schema';

/** Names the organisation and its time zone anew. Errors: `forbidden`, `invalid`. */
export async function updateOrganisation(
  ctx: Context,
  input: z.input<typeof OrganisationInput>,
): Promise<void> {
  authorise(ctx, 'organisation:manage');
  const after = parse(OrganisationInput, input);
  const id = tenant(ctx);
  await transaction(async (tx) => {
    const { name, timeZone } = await tx.organisation.findUniqueOrThrow({ where: { id } });
    if (name === after.name && timeZone === after.timeZone) return;
    await tx.organisation.update({ where: { id }, data: after });
    const before = { name, timeZone };
    await recordAudit(tx, ctx, {
      action: 'organisation.update',
      recordType: 'organisation',
      recordId: id,
      before,
      after,
    });
  });
}
