import { readAttachment } from '@/lib/domain/support/read-attachment';
import { portalRoute } from '@/lib/web/api-route';
import { fileResponse } from '@/lib/web/file-response';

export const GET = portalRoute(async (ctx, { params }) =>
  fileResponse(await readAttachment(ctx, { attachmentId: params.id ?? '' })),
);
