import { limits } from '@/lib/domain/support/schema';
import { uploadDeskAttachment } from '@/lib/domain/support/upload-attachment';
import { staffRoute } from '@/lib/web/api-route';
import { readUpload } from '@/lib/web/read-upload';

export const POST = staffRoute(async (ctx, { raw, query, params }) =>
  uploadDeskAttachment(ctx, {
    requestId: params.id ?? '',
    fileName: query.get('name') ?? '',
    bytes: await readUpload(raw, limits.attachmentBytes),
  }),
);
