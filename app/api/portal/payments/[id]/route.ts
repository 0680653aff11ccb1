import { getPayment } from '@/lib/domain/payments/payment-queries';
import { portalRoute } from '@/lib/web/api-route';

export const GET = portalRoute((ctx, { params }) => getPayment(ctx, { paymentId: params.id ?? '' }));
