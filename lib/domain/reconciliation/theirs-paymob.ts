import { type PaymentModel, type RefundModel, db } from '@/lib/core/db';
import { providerOf } from '@/lib/domain/payments/providers';
import type { Ours, Theirs } from './rules';

type Known = PaymentModel & { refunds: RefundModel[] };

/**
 * Paymob has no list to read: it is asked about each payment of ours, also those that wait for money, and about the payment
 * of each refund. Throws `provider_unavailable`.
 */
export async function askPaymob(ours: readonly Ours[]): Promise<Theirs[]> {
  const ids = ours.flatMap(({ subjectId }) => subjectId ?? []);
  const payments = await db.payment.findMany({
    where: { provider: 'paymob', OR: [{ id: { in: ids } }, { refunds: { some: { id: { in: ids } } } }] },
    include: { refunds: { where: { isByHand: false }, orderBy: { id: 'asc' } } },
    orderBy: { id: 'asc' },
  });
  const found: Theirs[] = [];
  for (const payment of payments) found.push(...(await askOne(payment)));
  return found;
}

async function askOne(payment: Known): Promise<Theirs[]> {
  const { providerId, providerPaymentId, reference, settledAt, createdAt } = payment;
  const state = await providerOf('paymob').read({ providerId, reference, providerPaymentId });
  if (state?.status !== 'succeeded') return [];
  const { amountMinor, currency } = state;
  const id = state.providerPaymentId ?? reference;
  const at = state.paidAt ?? settledAt ?? createdAt;
  const told: Theirs = {
    kind: 'payment',
    id,
    key: id,
    belongsTo: [reference],
    amountMinor,
    currency,
    at,
    text: reference,
  };
  return [told, ...(await refundsOf(payment, { id, currency, at }))];
}

type Told = Pick<Theirs, 'id' | 'currency' | 'at'>;

/**
 * Paymob tells only how much of a payment went back in all: our refunds are found in that sum, the oldest first, and what is
 * left of it somebody sent back on its own pages. It does not say when: then the day of the payment counts.
 */
async function refundsOf({ providerId, refunds }: Known, { id, currency, at }: Told): Promise<Theirs[]> {
  const all = await providerOf('paymob').listRefunds({ providerId, providerPaymentId: id, known: [] });
  let left = all.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  const about = { kind: 'refund' as const, currency, belongsTo: [id], text: '' };
  const found: Theirs[] = [];
  for (const refund of refunds) {
    if (refund.status === 'failed' || refund.amountMinor > left) continue;
    left -= refund.amountMinor;
    const key = refund.providerRefundId ?? refund.id;
    found.push({
      ...about,
      id: key,
      key,
      amountMinor: -refund.amountMinor,
      at: refund.settledAt ?? refund.createdAt,
    });
  }
  if (left > 0n) found.push({ ...about, id: `${id}:back`, key: null, amountMinor: -left, at });
  return found;
}
