import { listExports } from '@/lib/domain/analytics/export-queries';
import { portalRoute } from '@/lib/web/api-route';

export const GET = portalRoute((ctx) => listExports(ctx));
