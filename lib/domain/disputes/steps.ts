import type { Context } from '@/lib/core/context';
import type { DisputeModel, PaymentModel, Tx } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { log } from '@/lib/core/log';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { accounts, postJournal } from '@/lib/domain/invoices/accounts';
import { lockPayment } from '@/lib/domain/payments/lock-payment';
import { takeBack } from '@/lib/domain/refunds/take-back';
import { lotOf, readTaken } from '@/lib/domain/refunds/taken';
import { freezeCredits, unfreezeCredits } from '@/lib/domain/wallet/steps';
import { shareOf } from './rules';

/** A dispute as its provider, or finance, tells it. */
export type Told = {
  providerDisputeId: string;
  status: DisputeModel['status'];
  /** The bank only asks: no money has moved, nothing is frozen. */
  isInquiry: boolean;
  amountMinor: bigint;
  feeMinor: bigint;
  reason: string;
  dueAt: Date | null;
  openedAt: Date;
  isSubmitted: boolean;
};

/**
 * Brings a dispute to what is told of it, in the caller's transaction, in whatever order it is told: opening moves the
 * money and freezes the credits, a win gives both back, a loss claws and credits. Each happens once.
 */
export async function applyDispute(
  tx: Tx,
  ctx: Context,
  known: PaymentModel,
  told: Told,
): Promise<DisputeModel> {
  const payment = await lockPayment(tx, known);
  let dispute = await writeDispute(tx, ctx, payment, told);
  if (dispute.closedAt) return refuseReversal(ctx, dispute, told);
  if (!told.isInquiry && !(await isOpened(tx, dispute)))
    dispute = await open(tx, ctx, payment, dispute, told.feeMinor);
  if (told.status === 'won') return win(tx, ctx, payment, dispute);
  if (told.status === 'lost') return lose(tx, ctx, payment, dispute);
  return update(tx, dispute, { status: told.status });
}

const keyOf = ({ organisationId, id }: DisputeModel) => ({ organisationId_id: { organisationId, id } });
const update = (tx: Tx, dispute: DisputeModel, data: Partial<DisputeModel>) =>
  tx.dispute.update({ where: keyOf(dispute), data });

async function writeDispute(tx: Tx, ctx: Context, payment: PaymentModel, told: Told): Promise<DisputeModel> {
  const { organisationId, id: paymentId, currency } = payment;
  const { providerDisputeId, dueAt: evidenceDueAt, reason } = told;
  const known = await tx.dispute.findUnique({ where: { providerDisputeId } });
  const submittedAt = known?.submittedAt ?? (told.isSubmitted ? ctx.now : null);
  if (known) return known.closedAt ? known : update(tx, known, { evidenceDueAt, reason, submittedAt });
  const id = newId('dispute');
  await recordAudit(tx, ctx, {
    ...{ action: 'dispute.open', recordType: 'dispute', recordId: id, organisationId },
    after: { paymentId, amountMinor: told.amountMinor, reason },
  });
  return tx.dispute.create({
    data: {
      ...{ organisationId, id, paymentId, providerDisputeId, currency, reason, evidenceDueAt },
      ...{ amountMinor: told.amountMinor, status: 'needs_response', openedAt: told.openedAt, submittedAt },
    },
  });
}

/** A bank that changes its mind after the end is nothing that is undone by itself: finance looks. */
function refuseReversal(ctx: Context, dispute: DisputeModel, told: Told): DisputeModel {
  if (dispute.status !== told.status)
    log.error({ requestId: ctx.requestId, disputeId: dispute.id, told: told.status }, 'a dispute turned');
  return dispute;
}

/** The journal says whether the money has moved: a row alone may be an inquiry. */
async function isOpened(tx: Tx, { organisationId, id }: DisputeModel): Promise<boolean> {
  const entry = await tx.journalEntry.findFirst({
    where: { organisationId, reference: id, kind: 'dispute' },
  });
  return entry !== null;
}

async function open(
  tx: Tx,
  ctx: Context,
  payment: PaymentModel,
  dispute: DisputeModel,
  feeMinor: bigint,
): Promise<DisputeModel> {
  const { organisationId, id, amountMinor, currency } = dispute;
  const cash = accounts.cash(payment.provider);
  await postJournal(tx, {
    ...{ organisationId, kind: 'dispute', reference: id, now: ctx.now },
    lines: [
      { account: accounts.disputes, amountMinor, currency },
      { account: accounts.fees, amountMinor: feeMinor, currency },
      { account: cash, amountMinor: -amountMinor - feeMinor, currency },
    ],
  });
  const lot = await lotOf(tx, payment);
  if (!lot) return update(tx, dispute, { feeMinor });
  const { holdId, frozenMicro } = await freezeCredits(tx, ctx, organisationId, {
    ...{ lotId: lot.id, amountMicro: shareOf(lot, amountMinor, (await readTaken(tx, payment)).paidMinor) },
    ...{ reference: `dispute:${id}`, idempotencyKey: `freeze:${id}` },
  });
  return update(tx, dispute, { feeMinor, holdId, frozenMicro });
}

async function win(
  tx: Tx,
  ctx: Context,
  payment: PaymentModel,
  dispute: DisputeModel,
): Promise<DisputeModel> {
  const { organisationId, id, amountMinor, currency, holdId } = dispute;
  if (await isOpened(tx, dispute))
    await postJournal(tx, {
      ...{ organisationId, kind: 'dispute', reference: id, now: ctx.now },
      lines: [
        { account: accounts.cash(payment.provider), amountMinor, currency },
        { account: accounts.disputes, amountMinor: -amountMinor, currency },
      ],
    });
  if (holdId) await unfreezeCredits(tx, ctx, organisationId, { holdId, reason: 'dispute won' });
  await audit(tx, ctx, dispute, 'won');
  return update(tx, dispute, { status: 'won', closedAt: ctx.now });
}

async function lose(
  tx: Tx,
  ctx: Context,
  payment: PaymentModel,
  dispute: DisputeModel,
): Promise<DisputeModel> {
  const { id, amountMinor, holdId, reason } = dispute;
  const taken = await takeBack(tx, ctx, {
    ...{ payment, amountMinor, id, kind: 'dispute', reason: `Dispute lost: ${reason}` },
    ...{ from: accounts.disputes, holdId: holdId ?? undefined },
  });
  const { clawedMicro, soldMinor } = taken;
  // Nothing of it came out of the sale: its credits stay, and are free again.
  if (holdId && soldMinor === 0n)
    await unfreezeCredits(tx, ctx, dispute.organisationId, { holdId, reason: 'dispute lost' });
  await audit(tx, ctx, dispute, 'lost');
  return update(tx, dispute, { status: 'lost', closedAt: ctx.now, clawedMicro, soldMinor });
}

const audit = (tx: Tx, ctx: Context, dispute: DisputeModel, outcome: 'won' | 'lost') =>
  recordAudit(tx, ctx, {
    ...{ action: 'dispute.close', recordType: 'dispute', recordId: dispute.id },
    organisationId: dispute.organisationId,
    after: { outcome, amountMinor: dispute.amountMinor },
  });
