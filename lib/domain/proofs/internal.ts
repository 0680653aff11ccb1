import type { Context } from '@/lib/core/context';
import type { PaymentModel, ProofModel, Tx } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { AppError, notFound } from '@/lib/core/errors';
import { enqueueEmail } from '@/lib/domain/notifications/enqueue-email';
import { lockPayment } from '@/lib/domain/payments/lock-payment';

/** Locks the payment of a proof that waits for a decision. Errors: `not_found`; `conflict` proofReviewed. */
export async function lockProof(
  tx: Tx,
  proofId: string,
): Promise<{ proof: ProofModel; payment: PaymentModel }> {
  const known = await tx.proof.findFirst({ where: { id: proofId }, include: { payment: true } });
  if (!known) throw notFound();
  const payment = await lockPayment(tx, known.payment);
  const { organisationId } = known;
  const proof = await tx.proof.findUniqueOrThrow({
    where: { organisationId_id: { organisationId, id: proofId } },
  });
  if (proof.status === 'accepted' || proof.status === 'rejected')
    throw new AppError('conflict', 'proofReviewed');
  return { proof, payment };
}

/** Without a proof that is being looked at, a transfer is awaited again. */
export async function awaitAgain(tx: Tx, payment: PaymentModel): Promise<void> {
  const { organisationId, id } = payment;
  const left = await tx.proof.count({
    where: { organisationId, paymentId: id, status: { in: ['submitted', 'asked'] } },
  });
  await tx.payment.updateMany({
    where: { organisationId, id, status: { in: ['open', 'processing'] } },
    data: { status: left > 0 ? 'processing' : 'open' },
  });
}

/** Tells whoever sent a proof that it arrived; once a proof. */
export async function tellReceived(
  tx: Tx,
  { organisationId, id, reference }: PaymentModel,
  { proofId, personId }: { proofId: string; personId: string },
): Promise<void> {
  const [person, organisation] = [
    await tx.user.findUniqueOrThrow({ where: { id: personId }, select: { email: true } }),
    await tx.organisation.findUniqueOrThrow({ where: { id: organisationId }, select: { name: true } }),
  ];
  await enqueueEmail(tx, {
    ...{ key: `proof-received:${proofId}`, to: person.email, template: 'proof-received' },
    props: {
      ...{ organisation: organisation.name, reference },
      url: `${env.APP_URL}/billing/payments/${id}`,
    },
  });
}

/** Tells whoever sent the proof what became of it. */
export async function queueLetter(
  tx: Tx,
  ctx: Context,
  { proof, payment }: { proof: ProofModel; payment: PaymentModel },
  outcome: 'accepted' | 'asked' | 'rejected',
  reason: string | null,
): Promise<void> {
  const { organisationId, id, uploadedById } = proof;
  const person = await tx.user.findUnique({ where: { id: uploadedById }, select: { email: true } });
  const { name } = await tx.organisation.findUniqueOrThrow({
    where: { id: organisationId },
    select: { name: true },
  });
  if (!person) return;
  await enqueueEmail(tx, {
    ...{ key: `proof:${id}:${outcome}:${ctx.now.getTime()}`, to: person.email, template: 'proof-reviewed' },
    props: {
      ...{ organisation: name, outcome, reference: payment.reference, reason },
      url: `${env.APP_URL}/billing/payments/${payment.id}`,
    },
  });
}
