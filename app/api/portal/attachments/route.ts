import { limits } from '@/lib/domain/support/schema';
import { uploadAttachment } from '@/lib/domain/support/upload-attachment';
import { portalRoute } from '@/lib/web/api-route';
import { readUpload } from '@/lib/web/read-upload';

/** The file is the raw body, its name is in the address: the browser can then tell how far the upload is. */
export const POST = portalRoute(async (ctx, { raw, query }) =>
  uploadAttachment(ctx, {
    fileName: query.get('name') ?? '',
    bytes: await readUpload(raw, limits.attachmentBytes),
  }),
);
