import { suggestExperts } from '@/lib/domain/desk/suggest-experts';
import { staffRoute } from '@/lib/web/api-route';

export const GET = staffRoute((ctx, { params }) => suggestExperts(ctx, { requestId: params.id ?? '' }));
