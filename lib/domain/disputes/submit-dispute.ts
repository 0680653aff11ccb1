import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { db, transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { type EvidenceKind, evidenceKinds, submitEvidence } from '@/lib/integrations/stripe/disputes';
import { toldOf } from './bring-dispute';
import { openDispute } from './internal';
import { DisputeRef } from './schema';
import { applyDispute } from './steps';

/**
 * Hands the evidence in. Stripe takes it once; where there is no provider to hand it to, finance sends it by hand and this
 * says so. Errors: `not_found`; `conflict` disputeClosed, evidenceMissing; `provider_unavailable`.
 */
export async function submitDispute(ctx: Context, input: z.input<typeof DisputeRef>): Promise<void> {
  authorise(ctx, 'payments:manage');
  const { disputeId } = parse(DisputeRef, input);
  const { payment, evidence, ...dispute } = await openDispute(db, disputeId);
  if (evidence.length === 0) throw new AppError('conflict', 'evidenceMissing');
  if (dispute.submittedAt) throw new AppError('conflict', 'evidenceSubmitted');
  const state =
    payment.provider === 'stripe' ? await submitEvidence(dispute.providerDisputeId, textsOf(evidence)) : null;
  await transaction(async (tx) => {
    if (state) await applyDispute(tx, ctx, payment, { ...toldOf(state), isSubmitted: true });
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

function textsOf(evidence: { kind: string; body: string }[]): Partial<Record<EvidenceKind, string>> {
  const texts: Partial<Record<EvidenceKind, string>> = {};
  for (const { kind, body } of evidence) {
    const known = evidenceKinds.find((one) => one === kind) ?? 'uncategorized_text';
    texts[known] = texts[known] ? `${texts[known]}\n\n${body}` : body;
  }
  return texts;
}
