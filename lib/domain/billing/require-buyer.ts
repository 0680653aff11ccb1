import type { Tx } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';

/**
 * Nothing is bought before it is known who the invoice is for: tax follows the country, and an invoice that is out stays
 * as it is. Name and address come with the country (`saveBillingProfile`). Error: `conflict` buyerMissing.
 */
export async function requireBuyer(tx: Tx, organisationId: string): Promise<void> {
  if (!(await isBuyerKnown(tx, organisationId))) throw new AppError('conflict', 'buyerMissing');
}

export async function isBuyerKnown(tx: Tx, organisationId: string): Promise<boolean> {
  const { country } = await tx.organisation.findUniqueOrThrow({
    where: { id: organisationId },
    select: { country: true },
  });
  return country !== null;
}
