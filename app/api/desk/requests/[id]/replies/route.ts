import { listRepliesFor } from '@/lib/domain/desk/list-replies';
import { staffRoute } from '@/lib/web/api-route';

export const GET = staffRoute((ctx, { params }) => listRepliesFor(ctx, { requestId: params.id ?? '' }));
