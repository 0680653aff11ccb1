import { buffer } from 'node:stream/consumers';
import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { type DisputeEvidenceModel, db, transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { fileStore } from '@/lib/integrations/storage/choose';
import {
  type DisputeState,
  type Evidence,
  evidenceFields,
  getDispute,
  submitEvidence,
  uploadEvidence,
} from '@/lib/integrations/stripe/disputes';
import { toldOf } from './bring-dispute';
import { unansweredDispute } from './internal';
import { DisputeRef } from './schema';
import { applyDispute } from './steps';

/**
 * Hands the evidence in, documents too. Stripe takes it once; where there is no provider to hand it to, finance sends it
 * by hand and this says so. Errors: `not_found`; `conflict` disputeClosed, evidenceMissing, evidenceSubmitted; `invalid`
 * evidenceRefused with the provider's words; `provider_unavailable`: asked again, nothing is handed in twice.
 */
export async function submitDispute(ctx: Context, input: z.input<typeof DisputeRef>): Promise<void> {
  authorise(ctx, 'payments:manage');
  const { disputeId } = parse(DisputeRef, input);
  const { payment, evidence, ...dispute } = await unansweredDispute(db, disputeId);
  if (evidence.length === 0) throw new AppError('conflict', 'evidenceMissing');
  const state = payment.provider === 'stripe' ? await handInOnce(dispute.providerDisputeId, evidence) : null;
  const told = state && toldOf(state, payment.currency);
  await transaction(async (tx) => {
    if (told) await applyDispute(tx, ctx, payment, { ...told, isSubmitted: true });
    const { organisationId } = dispute;
    await tx.dispute.updateMany({
      where: { organisationId, id: disputeId, closedAt: null },
      data: { submittedAt: ctx.now, status: 'under_review' },
    });
    await recordAudit(tx, ctx, {
      ...{ action: 'dispute.submit', recordType: 'dispute', recordId: disputeId, organisationId },
      after: { pieces: evidence.length },
    });
  });
}

/** What was taken before, by an answer that was lost, is not handed in again. */
async function handInOnce(
  providerDisputeId: string,
  evidence: DisputeEvidenceModel[],
): Promise<DisputeState> {
  const before = await getDispute(providerDisputeId);
  return before.submissions > 0 ? before : submitEvidence(providerDisputeId, await toEvidence(evidence));
}

/** The pieces by their kind: words joined, documents by the ids that they have at the provider. */
async function toEvidence(evidence: DisputeEvidenceModel[]): Promise<Evidence> {
  const said: Evidence = {};
  for (const piece of evidence) {
    const isFile = piece.storageKey !== null;
    const kind =
      evidenceFields.find((one) => one === piece.kind) ??
      (isFile ? 'uncategorized_file' : 'uncategorized_text');
    const value = isFile ? await upload(piece) : piece.body;
    said[kind] = said[kind] ? `${said[kind]}\n\n${value}` : value;
  }
  return said;
}

async function upload({ disputeId, storageKey, fileName, mediaType }: DisputeEvidenceModel): Promise<string> {
  const { stream } = await fileStore().get(storageKey ?? '');
  const bytes = await buffer(stream);
  // Its key is the document's own: an answer that was lost is given again.
  const key = `${disputeId}:${(storageKey ?? '').split('/').at(-1)}`;
  return uploadEvidence({ key, bytes, fileName: fileName ?? 'file', mediaType: mediaType ?? '' });
}
