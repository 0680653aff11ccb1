import { getDocument } from '@/lib/domain/documents/read-document';
import { portalRoute } from '@/lib/web/api-route';

export const GET = portalRoute((ctx, { params }) => getDocument(ctx, { documentId: params.id ?? '' }));
