import { AppError } from '@/lib/core/errors';
import { type CheckedFile, checkFile } from '@/lib/domain/support/file-rules';
import { inspectPdf } from '@/lib/integrations/pdf-check/inspect-pdf';
import { proofLimits } from './schema';

const TAKEN = new Set(['application/pdf', 'image/jpeg', 'image/png']);

/**
 * What a proof is by its bytes: a PDF that opens without a password and has few pages, a JPEG or a PNG. Errors:
 * `too_large`; `invalid` fileEmpty, fileMismatch, proofType, pdfLocked, pdfDamaged, pdfPages with its number (`pages`).
 */
export async function checkProof(
  bytes: Uint8Array,
  name: string,
): Promise<CheckedFile & { pages: number | null }> {
  const file = await checkFile(bytes, name);
  if (!TAKEN.has(file.mediaType)) throw new AppError('invalid', 'proofType');
  if (file.mediaType !== 'application/pdf') return { ...file, pages: null };
  const found = await inspectPdf(bytes);
  if ('refusal' in found)
    throw new AppError('invalid', found.refusal === 'locked' ? 'pdfLocked' : 'pdfDamaged');
  if (found.pages > proofLimits.pages)
    throw new AppError('invalid', 'pdfPages', { values: { pages: found.pages, max: proofLimits.pages } });
  return { ...file, pages: found.pages };
}
