import { AppError } from '@/lib/core/errors';
import { type CheckedFile, checkFile } from '@/lib/domain/support/file-rules';
import { inspectPdf } from '@/lib/integrations/pdf-check/inspect-pdf';
import { imageSize } from './image-rules';
import { proofLimits } from './schema';

/** The rules of attachments say what may be done there; a proof has its own words. */
const ownWords: Record<string, string> = { fileMismatch: 'proofMismatch', fileType: 'proofType' };

/**
 * What a proof is by its bytes: a PDF that opens without a password and has few pages, or a JPEG or a PNG that is whole
 * and not too large to show. Errors: `too_large`; `invalid` fileEmpty, proofMismatch, proofType, imageDamaged,
 * imagePixels, pdfLocked, pdfDamaged, pdfPages with its number (`pages`).
 */
export async function checkProof(
  bytes: Uint8Array,
  name: string,
): Promise<CheckedFile & { pages: number | null }> {
  const file = await checkFile(bytes, name).catch((error: unknown) => {
    const own = error instanceof AppError && ownWords[error.reason];
    throw own ? new AppError('invalid', own) : error;
  });
  const { mediaType } = file;
  if (mediaType === 'image/png' || mediaType === 'image/jpeg') {
    checkPicture(bytes, mediaType);
    return { ...file, pages: null };
  }
  if (mediaType !== 'application/pdf') throw new AppError('invalid', 'proofType');
  const found = await inspectPdf(bytes);
  if ('refusal' in found)
    throw new AppError('invalid', found.refusal === 'locked' ? 'pdfLocked' : 'pdfDamaged');
  if (found.pages > proofLimits.pages)
    throw new AppError('invalid', 'pdfPages', { values: { pages: found.pages, max: proofLimits.pages } });
  return { ...file, pages: found.pages };
}

function checkPicture(bytes: Uint8Array, mediaType: 'image/png' | 'image/jpeg'): void {
  const size = imageSize(bytes, mediaType);
  if (!size) throw new AppError('invalid', 'imageDamaged');
  if (size.width * size.height > proofLimits.pixels)
    throw new AppError('invalid', 'imagePixels', { values: { max: proofLimits.pixels / 1_000_000 } });
}
