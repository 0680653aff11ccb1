import { getWarning } from '@/lib/domain/warnings/get-warning';
import { portalRoute } from '@/lib/web/api-route';

export const GET = portalRoute((ctx) => getWarning(ctx));
