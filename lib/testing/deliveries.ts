import { receiveEvent } from '@/lib/domain/payments/receive-event';
import { settleEvent } from '@/lib/domain/payments/settle-event';
import { job } from './factories';
import type { Delivery } from './shop';

/** What the webhook's door does with a delivery of Stripe's. */
export const receive = ({ body, signature }: Pick<Delivery, 'body' | 'signature'>) => {
  const headers = new Headers(signature ? { 'stripe-signature': signature } : {});
  return receiveEvent(job(new Date()), 'stripe', { body, headers, query: new URLSearchParams() });
};

/** What the worker does with it. */
export const settle = (delivery: Delivery) =>
  settleEvent(job(new Date()), { provider: 'stripe', eventId: delivery.event.id });
