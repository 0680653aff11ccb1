import { receiveStripeEvent } from '@/lib/domain/payments/receive-stripe-event';
import { webhookRoute } from '@/lib/web/webhook-route';

export const POST = webhookRoute('stripe', 'stripe-signature', receiveStripeEvent);
