import { getPurchase } from '@/lib/domain/payments/queries';
import { portalRoute } from '@/lib/web/api-route';

export const GET = portalRoute((ctx, { params }) => getPurchase(ctx, { purchaseId: params.id ?? '' }));
