import type { z } from 'zod';
import { type Context, actorId, authorise } from '@/lib/core/context';
import { type PaymentModel, db, transaction } from '@/lib/core/db';
import { AppError, notFound, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { settleAttempt } from '@/lib/domain/payments/settle-attempt';
import { syncRefunds } from '@/lib/domain/refunds/sync-refunds';
import { ItemInput } from './schema';

/**
 * Asks the provider once more about the payment of a difference and brings ours there, as its event would have: money that
 * came is granted, a refund made on its pages is taken back. Errors: `not_found` where no payment of ours is known;
 * `conflict` (`nothingToBring`) when all is as it was; `provider_unavailable`.
 */
export async function bringItem(ctx: Context, input: z.input<typeof ItemInput>) {
  authorise(ctx, 'payments:manage');
  const { runId, position } = parse(ItemInput, input);
  const where = { runId_position: { runId, position } };
  const item = await db.reconciliationItem.findUnique({ where, include: { run: true } });
  if (!item || item.kind === 'matched' || item.run.provider === 'bank_transfer') throw notFound();
  const payment = await paymentOf(item.subjectId, item.run.provider);
  if (!payment) throw notFound();
  const before = await standing(payment);
  await settleAttempt(ctx, payment);
  await syncRefunds(ctx, await readPayment(payment));
  const after = await standing(payment);
  if (JSON.stringify(before) === JSON.stringify(after)) throw new AppError('conflict', 'nothingToBring');
  await transaction(async (tx) => {
    const said = { decision: 'corrected', note: `${before.status} → ${after.status}` };
    await tx.reconciliationItem.update({
      where,
      data: { ...said, decidedById: actorId(ctx.actor), decidedAt: ctx.now },
    });
    await recordAudit(tx, ctx, {
      ...{ action: 'reconciliation.bring', recordType: 'payment', recordId: payment.id },
      ...{ organisationId: payment.organisationId, before, after: { runId, position, ...after } },
    });
  });
  return { runId, position };
}

/** The payment itself, or that of a refund or a dispute. */
async function paymentOf(subjectId: string | null, provider: string): Promise<PaymentModel | null> {
  if (!subjectId) return null;
  const id = { id: subjectId };
  return db.payment.findFirst({
    where: { provider, OR: [id, { refunds: { some: id } }, { disputes: { some: id } }] },
  });
}

const readPayment = ({ organisationId, id }: PaymentModel) =>
  db.payment.findUniqueOrThrow({ where: { organisationId_id: { organisationId, id } } });

/** What may have changed of it. */
async function standing(payment: PaymentModel) {
  const { status, receivedMinor, refundedMinor } = await readPayment(payment);
  return { status, receivedMinor: receivedMinor.toString(), refundedMinor: refundedMinor.toString() };
}
