import { createHash } from 'node:crypto';
import { db } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { fileStore } from '@/lib/integrations/storage/choose';
import { attachmentDto, attachmentFields } from './attachment-dto';
import { checkFile } from './file-rules';
import type { Author } from './participants';
import type { AttachmentDto } from './schema.dto';
import { limits } from './schema';

export type Upload = { fileName: string; bytes: Uint8Array };

/**
 * Keeps a file that somebody is about to send: loose until it is sent with something, seen by nobody else. The file is
 * stored before its row, so that a row never points at nothing; a crash between leaves a file that nobody sees. Whoever
 * calls has authorised it.
 * Errors: `too_large`; `invalid` when the bytes are not what we take; `limit_reached` with too many loose uploads;
 * `provider_unavailable` when the storage is down.
 */
export async function keepUpload(
  { organisationId, now }: { organisationId: string; now: Date },
  by: Author,
  { fileName, bytes }: Upload,
): Promise<AttachmentDto> {
  const uploader = 'userId' in by ? { uploadedById: by.userId } : { contactId: by.contactId };
  const loose = await db.attachment.count({ where: { organisationId, ...uploader, requestId: null } });
  if (loose >= limits.looseUploads) throw new AppError('limit_reached', 'tooManyUploads');
  const file = await checkFile(bytes, fileName);
  const id = newId('attachment');
  const storageKey = `attachments/${organisationId}/${id}`;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await fileStore().put(storageKey, bytes, { contentType: file.mediaType, size: bytes.byteLength, sha256 });
  const row = await db.attachment.create({
    data: {
      ...{ organisationId, id, ...uploader, storageKey, sha256, ...file },
      sizeBytes: bytes.byteLength,
      createdAt: now,
    },
    select: attachmentFields,
  });
  return attachmentDto(row);
}
