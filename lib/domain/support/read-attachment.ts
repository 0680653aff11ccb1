import type { Readable } from 'node:stream';
import type { z } from 'zod';
import { type Context, authorise, caller, tenant } from '@/lib/core/context';
import { type Prisma, db } from '@/lib/core/db';
import { notFound } from '@/lib/core/errors';
import { fileStore } from '@/lib/integrations/storage/choose';
import { addressed } from './internal';
import { AttachmentInput, RequestInput } from './schema';

export type AttachmentFile = { fileName: string; mediaType: string; size: number; stream: Readable };

/**
 * Opens a file for a customer: of their organisation's requests and public messages, or their own upload that is not
 * sent yet. What hangs on a note is `not_found`, as an unknown id is.
 */
export async function readAttachment(
  ctx: Context,
  input: z.input<typeof AttachmentInput>,
): Promise<AttachmentFile> {
  authorise(ctx, 'support:read');
  const { attachmentId } = addressed(AttachmentInput, input);
  return open({
    organisationId: tenant(ctx),
    id: attachmentId,
    noteId: null,
    OR: [{ requestId: { not: null } }, { uploadedById: caller(ctx) }],
  });
}

const DeskAttachmentInput = RequestInput.extend(AttachmentInput.shape);

/** Opens a file of a request for staff: the request's, its messages' and notes', or their own loose upload for it. */
export async function readDeskAttachment(
  ctx: Context,
  input: z.input<typeof DeskAttachmentInput>,
): Promise<AttachmentFile> {
  authorise(ctx, 'desk:read');
  const { requestId, attachmentId } = addressed(DeskAttachmentInput, input);
  const request = await db.request.findFirst({ where: { id: requestId }, select: { organisationId: true } });
  if (!request) throw notFound();
  return open({
    organisationId: request.organisationId,
    id: attachmentId,
    OR: [{ requestId }, { requestId: null, uploadedById: caller(ctx) }],
  });
}

async function open(where: Prisma.AttachmentWhereInput): Promise<AttachmentFile> {
  const row = await db.attachment.findFirst({
    where,
    select: { fileName: true, mediaType: true, storageKey: true },
  });
  if (!row) throw notFound();
  const { stream, size } = await fileStore().get(row.storageKey);
  return { fileName: row.fileName, mediaType: row.mediaType, size, stream };
}
