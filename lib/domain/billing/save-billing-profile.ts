import type { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { isTaxId } from '@/lib/domain/tax/tax-id';
import { SaveBillingProfileInput } from './schema';

/**
 * Says who buys: invoices carry it from the next one on, those that are out stay as they are. The country is the
 * organisation's too, since tax and ways to pay follow it. Errors: `invalid` with its fields; `taxId` where it does
 * not have the form of the country.
 */
export async function saveBillingProfile(
  ctx: Context,
  input: z.input<typeof SaveBillingProfileInput>,
): Promise<void> {
  authorise(ctx, 'billing:manage');
  const data = parse(SaveBillingProfileInput, input);
  const { country, taxId } = data;
  if (taxId && !(await isTaxId(country, taxId)))
    throw new AppError('invalid', 'invalidInput', { fields: { taxId: 'taxId' } });
  const organisationId = tenant(ctx);
  await transaction(async (tx) => {
    await tx.organisation.update({ where: { id: organisationId }, data: { country } });
    const known = await tx.billingProfile.findUnique({ where: { organisationId } });
    if (known && isSame(known, data)) return;
    const row = { ...data, updatedAt: ctx.now };
    const where = { organisationId };
    await tx.billingProfile.upsert({ where, create: { organisationId, ...row }, update: row });
    const before = known ? { ...known, updatedAt: undefined } : undefined;
    await recordAudit(tx, ctx, {
      ...{ action: 'billing.profile', recordType: 'billingProfile', recordId: organisationId },
      ...{ before, after: data },
    });
  });
}

const isSame = (known: object, data: Record<string, unknown>) =>
  Object.entries(data).every(([field, value]) => (known as Record<string, unknown>)[field] === value);
