import { uploadInboxAttachment } from '@/lib/domain/inbox/write-inbox';
import { limits } from '@/lib/domain/support/schema';
import { embedRoute } from '@/lib/web/embed-route';
import { readUpload } from '@/lib/web/read-upload';

/** The file is the raw body, its name is in the address. */
export const POST = embedRoute(async (scope, ctx, { raw, query }) =>
  uploadInboxAttachment(scope, ctx, {
    fileName: query.get('name') ?? '',
    bytes: await readUpload(raw, limits.attachmentBytes),
  }),
);
