import { type PaymentModel, db } from '@/lib/core/db';
import { isStorable } from '@/lib/core/text';

/** The payment that a provider speaks of, by the ids that it names; null when none is ours. */
export async function findPayment(
  provider: string,
  named: { reference: string | null; providerId: string | null; providerPaymentId: string | null },
): Promise<PaymentModel | null> {
  const { reference, providerId, providerPaymentId } = named;
  // What no text of the database can be is nobody's id.
  if (![reference, providerId, providerPaymentId].every((id) => isStorable(id ?? ''))) return null;
  if (reference) {
    const found = await db.payment.findUnique({ where: { reference } });
    if (found?.provider === provider) return found;
  }
  if (providerId) {
    const key = { provider, providerId };
    const found = await db.payment.findUnique({ where: { provider_providerId: key } });
    if (found) return found;
  }
  if (!providerPaymentId) return null;
  return db.payment.findFirst({ where: { provider, providerPaymentId }, orderBy: { id: 'asc' } });
}
