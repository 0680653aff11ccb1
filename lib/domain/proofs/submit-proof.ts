import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { type Context, authorise, caller, tenant } from '@/lib/core/context';
import { type PaymentModel, type Tx, db, transaction } from '@/lib/core/db';
import { AppError, notFound, parse } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { parseMoney } from '@/lib/core/money';
import { lockPayment } from '@/lib/domain/payments/lock-payment';
import { fileStore } from '@/lib/integrations/storage/choose';
import { checkProof } from './check-proof';
import { tellReceived } from './internal';
import { SubmitProofInput, proofLimits } from './schema';

type Input = z.input<typeof SubmitProofInput> & { bytes: Uint8Array };

/** A transfer that we stopped waiting for may have been sent all the same. */
const AWAITED = new Set(['open', 'processing', 'expired']);

/**
 * Keeps a customer's proof of a transfer for finance to review. Errors: `not_found`; `conflict` transferOver, proofSent
 * (the same file is being looked at), proofUsed (it was accepted for another payment); `limit_reached`; `invalid` for the
 * amount, the day or the file (see `checkProof`); `provider_unavailable` when the storage is down.
 */
export async function submitProof(ctx: Context, { bytes, ...input }: Input): Promise<{ proofId: string }> {
  authorise(ctx, 'credits:buy');
  const request = parse(SubmitProofInput, input);
  const organisationId = tenant(ctx);
  const where = { organisationId_id: { organisationId, id: request.paymentId } };
  const payment = await db.payment.findUnique({ where });
  if (payment?.provider !== 'bank_transfer') throw notFound();
  const statedMinor = amountOf(request.amount, payment.currency);
  const statedOn = dayOf(request.on, ctx.now);
  await refuseEarly(db, payment);
  const file = await checkProof(bytes, request.fileName);
  const id = newId('proof');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const storageKey = `proofs/${organisationId}/${id}`;
  const sizeBytes = bytes.byteLength;
  await refuseTwin(db, payment, sha256);
  // The file is stored before its row: a row never points at nothing.
  await fileStore().put(storageKey, bytes, { contentType: file.mediaType, size: sizeBytes, sha256 });
  return transaction(async (tx) => {
    const locked = await lockPayment(tx, payment);
    await refuseEarly(tx, locked);
    await refuseTwin(tx, locked, sha256);
    await tx.proof.create({
      data: {
        ...{ organisationId, id, paymentId: locked.id, ...file, sizeBytes, sha256, storageKey },
        ...{ statedMinor, statedOn, statedReference: request.reference },
        ...{ uploadedById: caller(ctx), createdAt: ctx.now },
      },
    });
    await tx.payment.update({ where, data: { status: 'processing' } });
    await tellReceived(tx, locked, { proofId: id, personId: caller(ctx) });
    return { proofId: id };
  });
}

export function amountOf(text: string, currency: string): bigint {
  const minor = parseMoney(text, currency);
  if (minor === null || minor <= 0n)
    throw new AppError('invalid', 'invalidInput', { fields: { amount: 'money' } });
  return minor;
}

/** A day that has begun somewhere on earth, and is no older than a year. */
export function dayOf(on: string, now: Date): Date {
  const day = new Date(`${on}T00:00:00.000Z`);
  const age = now.getTime() - day.getTime();
  if (age < -86_400_000 || age > 366 * 86_400_000)
    throw new AppError('invalid', 'invalidInput', { fields: { on: 'dateOutOfRange' } });
  return day;
}

async function refuseEarly(tx: Tx, payment: PaymentModel): Promise<void> {
  if (!AWAITED.has(payment.status)) throw new AppError('conflict', 'transferOver');
  const { organisationId, id: paymentId } = payment;
  if ((await tx.proof.count({ where: { organisationId, paymentId } })) >= proofLimits.perPayment)
    throw new AppError('limit_reached', 'tooManyProofs');
}

/** The same file again: for the same payment, or one that bought something else before. */
async function refuseTwin(tx: Tx, payment: PaymentModel, sha256: string): Promise<void> {
  const { organisationId, id: paymentId } = payment;
  const twins = await tx.proof.findMany({
    where: { organisationId, sha256, status: { not: 'rejected' } },
    select: { paymentId: true, status: true },
  });
  if (twins.some((twin) => twin.paymentId === paymentId)) throw new AppError('conflict', 'proofSent');
  if (twins.some(({ status }) => status === 'accepted')) throw new AppError('conflict', 'proofUsed');
}
