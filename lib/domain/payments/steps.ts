import { randomInt } from 'node:crypto';
import type { Context } from '@/lib/core/context';
import type { PaymentModel, PaymentStatus, Tx } from '@/lib/core/db';
import { invariant } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import type { ProviderCode } from '@/lib/integrations/payment-provider';
import { mailTransferDetails } from './mail-transfer';

export { type Received, type Settlement, settlePayment } from './settle-payments';

type Attempt = {
  organisationId: string;
  provider: ProviderCode;
  purchaseId?: string;
  invoiceId?: string;
  amountMinor: bigint;
  currency: string;
  createdById?: string | null;
  expiresAt?: Date;
};

/** Writes an attempt to be paid, before any provider hears of it; who pays by transfer gets the account by mail. */
export async function openPayment(tx: Tx, ctx: Context, attempt: Attempt): Promise<PaymentModel> {
  const id = newId('payment');
  const reference = attempt.provider === 'bank_transfer' ? await newTransferReference(tx) : id;
  const payment = await tx.payment.create({ data: { ...attempt, id, reference, createdAt: ctx.now } });
  if (attempt.provider === 'bank_transfer') await mailTransferDetails(tx, payment);
  return payment;
}

/** Without letters and digits that are taken for one another. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** What the payer writes on a transfer: short enough to type, `MD-7K3Q9F`. */
async function newTransferReference(tx: Tx): Promise<string> {
  for (let attempt = 1; attempt <= 20; attempt++) {
    const letters = Array.from({ length: 6 }, () => ALPHABET[randomInt(ALPHABET.length)]);
    const reference = `MD-${letters.join('')}`;
    if (!(await tx.payment.findUnique({ where: { reference }, select: { id: true } }))) return reference;
  }
  return invariant(false, 'no reference is free') as never;
}

type Charge = Attempt & {
  providerId: string;
  providerPaymentId: string | null;
  status: Exclude<PaymentStatus, 'succeeded'>;
  declineCode?: string | null;
  attempts?: number;
};

/**
 * Keeps what a provider charged by itself (Stripe's renewals), one row for each of its ids. One that succeeded stays as it
 * is; settle it afterwards with `settlePayment`.
 */
export async function recordProviderPayment(tx: Tx, ctx: Context, charge: Charge): Promise<PaymentModel> {
  const { provider, providerId } = charge;
  const learned = {
    status: charge.status,
    providerPaymentId: charge.providerPaymentId,
    declineCode: charge.declineCode ?? null,
    attempts: charge.attempts ?? 1,
  };
  const id = newId('payment');
  // Two who hear of it at once: one row, whoever writes it.
  await tx.payment.createMany({
    data: { ...charge, ...learned, id, reference: id, createdAt: ctx.now },
    skipDuplicates: true,
  });
  const where = { provider_providerId: { provider, providerId } };
  const known = await tx.payment.findUniqueOrThrow({ where });
  invariant(known.organisationId === charge.organisationId, `${providerId} is another organisation's`);
  if (known.id === id || known.status === 'succeeded') return known;
  return tx.payment.update({ where, data: { ...learned, invoiceId: charge.invoiceId ?? known.invoiceId } });
}
