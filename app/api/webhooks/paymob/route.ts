import { receiveEvent } from '@/lib/domain/payments/receive-event';
import { webhookRoute } from '@/lib/web/webhook-route';

export const POST = webhookRoute('paymob', receiveEvent);
