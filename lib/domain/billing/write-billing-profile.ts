import type { z } from 'zod';
import type { Context } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import type { SaveBillingProfileInput } from './schema';

/** Writes who buys, with the country of the organisation and the audit event; what is the same already writes nothing. */
export async function writeBillingProfile(
  organisationId: string,
  data: z.output<typeof SaveBillingProfileInput>,
  ctx: Context,
): Promise<void> {
  await transaction(async (tx) => {
    await tx.organisation.update({ where: { id: organisationId }, data: { country: data.country } });
    const known = await tx.billingProfile.findUnique({ where: { organisationId } });
    if (known && isSame(known, data)) return;
    const row = { ...data, updatedAt: ctx.now };
    const where = { organisationId };
    await tx.billingProfile.upsert({ where, create: { organisationId, ...row }, update: row });
    const before = known ? { ...known, updatedAt: undefined } : undefined;
    await recordAudit(tx, ctx, {
      ...{
        action: 'billing.profile',
        recordType: 'billingProfile',
        recordId: organisationId,
        organisationId,
      },
      ...{ before, after: data },
    });
  });
}

const isSame = (known: object, data: Record<string, unknown>) =>
  Object.entries(data).every(([field, value]) => (known as Record<string, unknown>)[field] === value);
