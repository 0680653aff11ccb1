import { readDeskAttachment } from '@/lib/domain/support/read-attachment';
import { staffRoute } from '@/lib/web/api-route';
import { fileResponse } from '@/lib/web/file-response';

export const GET = staffRoute(async (ctx, { params: { id = '', attachmentId = '' } }) =>
  fileResponse(await readDeskAttachment(ctx, { requestId: id, attachmentId })),
);
