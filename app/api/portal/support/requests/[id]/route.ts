import { getRequest } from '@/lib/domain/support/queries';
import { portalRoute } from '@/lib/web/api-route';

export const GET = portalRoute((ctx, { params }) => getRequest(ctx, { requestId: params.id ?? '' }));
