import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { notFound, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { SetCustomerClassInput } from './schema';

/**
 * Puts a customer into a class, which discounts what they buy and ask from now on; what was priced before keeps its
 * factors. The same class again changes nothing. Error: `not_found`.
 */
export async function setCustomerClass(
  ctx: Context,
  input: z.input<typeof SetCustomerClassInput>,
): Promise<void> {
  authorise(ctx, 'customers:manage');
  const { organisationId, customerClass } = parse(SetCustomerClassInput, input);
  await transaction(async (tx) => {
    const [before] = await tx.$queryRaw<{ customerClass: string }[]>`
      SELECT "customerClass"::text AS "customerClass" FROM "Organisation" WHERE id = ${organisationId} FOR UPDATE`;
    if (!before) throw notFound();
    if (before.customerClass === customerClass) return;
    await tx.organisation.update({ where: { id: organisationId }, data: { customerClass } });
    await recordAudit(tx, ctx, {
      ...{ action: 'customer.class', recordType: 'organisation', recordId: organisationId, organisationId },
      ...{ before, after: { customerClass } },
    });
  });
}
