import { getOverview } from '@/lib/domain/overview/get-overview';
import { portalRoute } from '@/lib/web/api-route';

export const GET = portalRoute((ctx) => getOverview(ctx));
