import { randomInt } from 'node:crypto';
import type { Context } from '@/lib/core/context';
import type { PaymentModel, PaymentStatus, Tx } from '@/lib/core/db';
import { invariant } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import type { ProviderCode } from '@/lib/integrations/payment-provider';
import { mailTransferDetails } from './mail-transfer';

export { type Received, type Settlement, settlePayment, settlePayments } from './settle-payments';

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

export type Charge = Attempt & {
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
  const [payment] = await recordProviderPayments(tx, ctx, [charge]);
  invariant(payment, `${charge.providerId} was not kept`);
  return payment;
}

/** The same for any number of charges with different ids, in as many statements as for one. */
export async function recordProviderPayments(
  tx: Tx,
  ctx: Context,
  charges: readonly Charge[],
): Promise<PaymentModel[]> {
  if (charges.length === 0) return [];
  const rows = charges.map((charge) => ({ charge, learned: learnedOf(charge), id: newId('payment') }));
  // Two who hear of it at once: one row, whoever writes it.
  await tx.payment.createMany({
    data: rows.map(({ charge, learned, id }) => ({
      ...{ ...charge, ...learned, id, reference: id, createdAt: ctx.now },
    })),
    skipDuplicates: true,
  });
  const found = await tx.payment.findMany({
    where: { OR: charges.map(({ provider, providerId }) => ({ provider, providerId })) },
  });
  const payments: PaymentModel[] = [];
  for (const { charge, learned, id } of rows) {
    const { provider, providerId, organisationId } = charge;
    const known = found.find((one) => one.provider === provider && one.providerId === providerId);
    invariant(known?.organisationId === organisationId, `${providerId} is another organisation's`);
    const isOurs = known.id === id || known.status === 'succeeded';
    const where = { provider_providerId: { provider, providerId } };
    const data = { ...learned, invoiceId: charge.invoiceId ?? known.invoiceId };
    payments.push(isOurs ? known : await tx.payment.update({ where, data }));
  }
  return payments;
}

const learnedOf = ({ status, providerPaymentId, declineCode, attempts }: Charge) => ({
  ...{ status, providerPaymentId, declineCode: declineCode ?? null, attempts: attempts ?? 1 },
});
