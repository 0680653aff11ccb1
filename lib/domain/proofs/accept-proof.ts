import type { z } from 'zod';
import { type Context, authorise, caller } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { awaitAgain, lockProof, queueLetter } from './internal';
import { type Acceptance, receiveTransfer } from './steps';
import { AcceptProofInput } from './schema';
import { amountOf, dayOf } from './submit-proof';

/**
 * Finance found the money on the account: so much of it, on that day. What is due of the payment is settled by it, once it
 * is all there; less is kept until the rest comes, more is kept on the customer's account. Errors: `not_found`;
 * `conflict` proofReviewed; `invalid` for amount and day.
 */
export async function acceptProof(
  ctx: Context,
  input: z.input<typeof AcceptProofInput>,
): Promise<Acceptance> {
  authorise(ctx, 'payments:manage');
  const { proofId, amount, on } = parse(AcceptProofInput, input);
  return transaction(async (tx) => {
    const locked = await lockProof(tx, proofId);
    const { proof, payment } = locked;
    const { organisationId } = proof;
    const receivedMinor = amountOf(amount, payment.currency);
    const receivedOn = dayOf(on, ctx.now);
    const occurredAt = receivedOn < ctx.now ? receivedOn : ctx.now;
    await tx.proof.update({
      where: { organisationId_id: { organisationId, id: proofId } },
      data: {
        ...{ status: 'accepted', receivedMinor, receivedOn, reason: null },
        ...{ reviewedById: caller(ctx), reviewedAt: ctx.now },
      },
    });
    await recordAudit(tx, ctx, {
      ...{ action: 'proof.accepted', recordType: 'proof', recordId: proofId, organisationId },
      after: { paymentId: payment.id, receivedMinor, receivedOn: on },
    });
    await queueLetter(tx, ctx, locked, 'accepted', null);
    const acceptance = await receiveTransfer(tx, ctx, payment, { amountMinor: receivedMinor, occurredAt });
    await awaitAgain(tx, payment);
    return acceptance;
  });
}
