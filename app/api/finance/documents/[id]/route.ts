import { getDocumentForFinance } from '@/lib/domain/documents/read-document';
import { staffRoute } from '@/lib/web/api-route';

export const GET = staffRoute((ctx, { params }) =>
  getDocumentForFinance(ctx, { documentId: params.id ?? '' }),
);
