import { readDocumentForFinance } from '@/lib/domain/documents/read-document';
import { staffRoute } from '@/lib/web/api-route';
import { fileResponse } from '@/lib/web/file-response';

/** A preview is fetched by the page; whoever goes to the address itself keeps the file. */
export const GET = staffRoute(async (ctx, { params, query, raw }) => {
  const isKept = query.get('as') === 'download' || raw.headers.get('sec-fetch-mode') === 'navigate';
  const as = isKept ? 'download' : 'preview';
  return fileResponse(await readDocumentForFinance(ctx, { documentId: params.id ?? '', as }));
});
