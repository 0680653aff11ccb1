import { getDeskRequest } from '@/lib/domain/desk/queries';
import { staffRoute } from '@/lib/web/api-route';

export const GET = staffRoute((ctx, { params }) => getDeskRequest(ctx, { requestId: params.id ?? '' }));
