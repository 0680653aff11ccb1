import type { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { AppError, parse } from '@/lib/core/errors';
import { isTaxId } from '@/lib/domain/tax/tax-id';
import { SaveBillingProfileInput } from './schema';
import { writeBillingProfile } from './write-billing-profile';

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
  await writeBillingProfile(tenant(ctx), data, ctx);
}
