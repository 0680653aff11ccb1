import { readInboxAttachment } from '@/lib/domain/inbox/read-inbox';
import { embedRoute } from '@/lib/web/embed-route';
import { fileResponse } from '@/lib/web/file-response';

export const GET = embedRoute(async (scope, _, { params }) =>
  fileResponse(await readInboxAttachment(scope, params.id ?? '')),
);
