import type { z } from 'zod';
import { type Context, actorId, authorise } from '@/lib/core/context';
import { type ReconciliationItemModel, type Tx, transaction } from '@/lib/core/db';
import { AppError, notFound, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { lockPayment } from '@/lib/domain/payments/lock-payment';
import { type Acceptance, receiveTransfer } from '@/lib/domain/proofs/steps';
import { RecordInput } from './schema';

/**
 * Books a line of the bank that is missing here as money that arrived for a transfer, as an accepted proof would be: what is
 * due is settled, less is kept, more is kept on the customer's account. A line is booked once, in whatever comparison it
 * stands. Errors: `not_found`; `conflict` (`itemDecided`, `lineRecorded`, `proofWaits`); `invalid` for the reference.
 */
export async function recordTransfer(ctx: Context, input: z.input<typeof RecordInput>): Promise<Acceptance> {
  authorise(ctx, 'payments:manage');
  const { runId, position, reference } = parse(RecordInput, input);
  return transaction(async (tx) => {
    const { item, amountMinor, lineId, at } = await lockLine(tx, runId, position);
    const payment = await awaitedPayment(tx, reference, item.currency);
    const occurredAt = at < ctx.now ? at : ctx.now;
    const acceptance = await receiveTransfer(tx, ctx, payment, { amountMinor, occurredAt });
    const { organisationId, id: subjectId } = payment;
    await tx.reconciliationItem.update({
      where: { runId_position: { runId, position } },
      data: {
        ...{ organisationId, subjectId, decision: 'recorded', note: reference },
        ...{ decidedById: actorId(ctx.actor), decidedAt: ctx.now },
      },
    });
    await recordAudit(tx, ctx, {
      ...{ action: 'transfer.record', recordType: 'payment', recordId: subjectId, organisationId },
      after: { runId, position, lineId, amountMinor, occurredAt: occurredAt.toISOString(), ...acceptance },
    });
    return acceptance;
  });
}

/** The line, locked wherever it stands: two comparisons cannot book it both. */
async function lockLine(tx: Tx, runId: string, position: number) {
  const where = { runId_position: { runId, position } };
  const known = await tx.reconciliationItem.findUnique({ where, include: { run: true } });
  if (!isLine(known) || known.run.provider !== 'bank_transfer') throw notFound();
  const { theirId } = known;
  await tx.$queryRaw`SELECT 1 FROM "ReconciliationItem" WHERE "theirId" = ${theirId} ORDER BY "runId", position FOR UPDATE`;
  const item = await tx.reconciliationItem.findUniqueOrThrow({ where });
  if (item.decision) throw new AppError('conflict', 'itemDecided');
  const before = await tx.reconciliationItem.count({
    where: { theirId, decision: 'recorded', run: { provider: 'bank_transfer' } },
  });
  if (before > 0) throw new AppError('conflict', 'lineRecorded');
  return { item, amountMinor: known.theirMinor, lineId: theirId, at: known.theirAt };
}

type Line = { theirId: string; theirMinor: bigint; theirAt: Date };
const isLine = <I extends ReconciliationItemModel>(item: I | null): item is I & Line =>
  item?.kind === 'missing_here' &&
  item.theirId !== null &&
  (item.theirMinor ?? 0n) > 0n &&
  item.theirAt !== null;

/** The transfer of that reference, locked. Whoever sent a proof of it is answered there. */
async function awaitedPayment(tx: Tx, reference: string, currency: string) {
  const wrong = (reason: string) =>
    new AppError('invalid', 'invalidInput', { fields: { reference: reason } });
  const known = await tx.payment.findUnique({ where: { reference: reference.toUpperCase() } });
  if (known?.provider !== 'bank_transfer') throw wrong('transferUnknown');
  if (known.currency !== currency) throw wrong('otherCurrency');
  const payment = await lockPayment(tx, known);
  const { organisationId, id: paymentId } = payment;
  const waiting = await tx.proof.count({
    where: { organisationId, paymentId, status: { in: ['submitted', 'asked'] } },
  });
  if (waiting > 0) throw new AppError('conflict', 'proofWaits');
  return payment;
}
