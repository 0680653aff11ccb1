import { createHash } from 'node:crypto';
import { type Context, authorise, caller, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { AppError, notFound } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { fileStore } from '@/lib/integrations/storage/choose';
import { attachmentDto, attachmentFields } from './attachment-dto';
import type { AttachmentDto } from './schema.dto';
import { checkFile } from './file-rules';
import { addressed } from './internal';
import { RequestInput, limits } from './schema';

type Upload = { fileName: string; bytes: Uint8Array };

/**
 * Keeps a file that a customer is about to send: loose until it is filed or sent with a message, seen only by whoever
 * uploaded it. Errors: `too_large`; `invalid` when the bytes are not what we take; `limit_reached` with too many loose
 * uploads; `provider_unavailable` when the storage is down.
 */
export async function uploadAttachment(ctx: Context, upload: Upload): Promise<AttachmentDto> {
  authorise(ctx, 'support:write');
  return keep(ctx, tenant(ctx), upload);
}

/** The same for staff, into the organisation of the request that they answer. Also: `not_found`. */
export async function uploadDeskAttachment(
  ctx: Context,
  { requestId, ...upload }: Upload & { requestId: string },
): Promise<AttachmentDto> {
  authorise(ctx, 'desk:answer');
  const { requestId: id } = addressed(RequestInput, { requestId });
  const request = await db.request.findFirst({ where: { id }, select: { organisationId: true } });
  if (!request) throw notFound();
  return keep(ctx, request.organisationId, upload);
}

// The file is stored before its row: a row never points at nothing. A crash between leaves a file that nobody sees.
async function keep(
  ctx: Context,
  organisationId: string,
  { fileName, bytes }: Upload,
): Promise<AttachmentDto> {
  const uploadedById = caller(ctx);
  const loose = await db.attachment.count({ where: { organisationId, uploadedById, requestId: null } });
  if (loose >= limits.looseUploads) throw new AppError('limit_reached', 'tooManyUploads');
  const file = await checkFile(bytes, fileName);
  const id = newId('attachment');
  const storageKey = `attachments/${organisationId}/${id}`;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await fileStore().put(storageKey, bytes, { contentType: file.mediaType, size: bytes.byteLength, sha256 });
  const row = await db.attachment.create({
    data: {
      ...{ organisationId, id, uploadedById, storageKey, sha256, ...file },
      sizeBytes: bytes.byteLength,
      createdAt: ctx.now,
    },
    select: attachmentFields,
  });
  return attachmentDto(row);
}
