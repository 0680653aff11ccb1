import { type Context, authorise, caller, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { notFound } from '@/lib/core/errors';
import { addressed } from './internal';
import { type Upload, keepUpload } from './keep-upload';
import { RequestInput } from './schema';
import type { AttachmentDto } from './schema.dto';

/**
 * Keeps a file that a customer is about to send: loose until it is filed or sent with a message, seen only by whoever
 * uploaded it. Errors: `too_large`; `invalid` when the bytes are not what we take; `limit_reached` with too many loose
 * uploads; `provider_unavailable` when the storage is down.
 */
export async function uploadAttachment(ctx: Context, upload: Upload): Promise<AttachmentDto> {
  authorise(ctx, 'support:write');
  return keepUpload({ organisationId: tenant(ctx), now: ctx.now }, { userId: caller(ctx) }, upload);
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
  return keepUpload({ ...request, now: ctx.now }, { userId: caller(ctx) }, upload);
}
