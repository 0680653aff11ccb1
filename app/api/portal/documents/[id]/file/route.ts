import { readDocument } from '@/lib/domain/documents/read-document';
import { portalRoute } from '@/lib/web/api-route';
import { fileResponse } from '@/lib/web/file-response';

/** A preview is fetched by the page; whoever goes to the address itself keeps the file. */
export const GET = portalRoute(async (ctx, { params, query, raw }) => {
  const isKept = query.get('as') === 'download' || raw.headers.get('sec-fetch-mode') === 'navigate';
  const as = isKept ? 'download' : 'preview';
  return fileResponse(await readDocument(ctx, { documentId: params.id ?? '', as }));
});
