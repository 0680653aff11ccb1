import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { type Context, authorise, caller } from '@/lib/core/context';
import { type Tx, db, transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { checkProof } from '@/lib/domain/proofs/check-proof';
import { fileStore } from '@/lib/integrations/storage/choose';
import { nextPosition, unansweredDispute } from './internal';
import { AddEvidenceFileInput, AddEvidenceInput } from './schema';

/**
 * Adds a piece to the evidence list; a second one of its kind is added to the first when it is handed in. Errors:
 * `not_found`; `conflict` disputeClosed, evidenceSubmitted.
 */
export async function addEvidence(ctx: Context, input: z.input<typeof AddEvidenceInput>): Promise<void> {
  authorise(ctx, 'payments:manage');
  const { disputeId, kind, body } = parse(AddEvidenceInput, input);
  await transaction((tx) => write(tx, ctx, disputeId, { kind, body }));
}

/**
 * Adds a document: a PDF, JPEG or PNG by its bytes, one of each kind. Errors: as above; `conflict` evidenceTwice;
 * `too_large` and `invalid` for the file (see `checkProof`); `provider_unavailable` when the storage is down.
 */
export async function addEvidenceFile(
  ctx: Context,
  { bytes, ...input }: z.input<typeof AddEvidenceFileInput> & { bytes: Uint8Array },
): Promise<void> {
  authorise(ctx, 'payments:manage');
  const { disputeId, kind, fileName } = parse(AddEvidenceFileInput, input);
  const { organisationId, evidence } = await unansweredDispute(db, disputeId);
  refuseTwin(evidence, kind);
  const file = await checkProof(bytes, fileName);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const storageKey = `evidence/${organisationId}/${newId('attachment')}`;
  // The file is stored before its row: a row never points at nothing.
  await fileStore().put(storageKey, bytes, { contentType: file.mediaType, size: bytes.byteLength, sha256 });
  const { mediaType } = file;
  const piece = { kind, body: '', fileName: file.fileName, mediaType, storageKey };
  await transaction((tx) => write(tx, ctx, disputeId, piece));
}

type Piece = { kind: string; body: string; fileName?: string; mediaType?: string; storageKey?: string };

async function write(tx: Tx, ctx: Context, disputeId: string, piece: Piece): Promise<void> {
  const { organisationId, evidence } = await unansweredDispute(tx, disputeId);
  if (piece.storageKey) refuseTwin(evidence, piece.kind);
  await tx.disputeEvidence.create({
    data: {
      ...{ organisationId, disputeId, position: nextPosition(evidence), ...piece },
      ...{ addedById: caller(ctx), addedAt: ctx.now },
    },
  });
  await recordAudit(tx, ctx, {
    ...{ action: 'dispute.evidence', recordType: 'dispute', recordId: disputeId, organisationId },
    after: { kind: piece.kind, fileName: piece.fileName },
  });
}

/** The provider takes one document of a kind. */
function refuseTwin(evidence: { kind: string }[], kind: string): void {
  if (evidence.some((one) => one.kind === kind)) throw new AppError('conflict', 'evidenceTwice');
}
