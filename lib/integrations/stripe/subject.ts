import { z } from 'zod';
import type { NoticeSubject } from '@/lib/integrations/payment-provider';
import { appMark, referenceOf } from './client';

const Metadata = z.record(z.string(), z.string()).nullish();
const Reference = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]).nullish();
const Fields = z.object({
  id: z.string().optional(),
  object: z.string(),
  mode: z.string().nullish(),
  metadata: Metadata,
  payment_intent: Reference,
  customer: Reference,
  subscription: Reference,
  released_subscription: Reference,
  parent: z
    .object({
      subscription_details: z.object({ subscription: Reference, metadata: Metadata }).nullish(),
    })
    .nullish(),
});
type Fields = z.output<typeof Fields>;

/**
 * What an event of Stripe's is about. Invoices, refunds, disputes and schedules carry no metadata of ours, so they are
 * told by the subscription or the payment intent that they name.
 */
export function subjectOf(event: { type: string; payload: unknown }): NoticeSubject {
  const object = (event.payload as { data?: { object?: unknown } }).data?.object;
  const read = Fields.safeParse(object);
  if (!read.success) return { kind: 'other' };
  const fields = read.data;
  switch (fields.object) {
    case 'checkout.session':
      return ofSession(event.type, fields);
    case 'payment_intent':
    case 'charge':
      return ofCharge(fields);
    case 'refund':
      return {
        kind: 'refund',
        providerRefundId: fields.id ?? '',
        providerPaymentId: fields.payment_intent ?? null,
      };
    case 'dispute':
      return {
        kind: 'dispute',
        providerDisputeId: fields.id ?? '',
        providerPaymentId: fields.payment_intent ?? null,
      };
    case 'customer':
      return event.type === 'customer.updated' && fields.metadata?.app === appMark
        ? { kind: 'customer', customerId: fields.id ?? '' }
        : { kind: 'other' };
    case 'subscription':
      return ofSubscription(fields.id, fields, fields.metadata);
    case 'subscription_schedule':
      return ofSubscription(fields.subscription ?? fields.released_subscription, fields, fields.metadata);
    case 'invoice': {
      const details = fields.parent?.subscription_details;
      return ofSubscription(details?.subscription, fields, details?.metadata);
    }
    default:
      return { kind: 'other' };
  }
}

function ofSubscription(
  id: string | null | undefined,
  fields: Fields,
  metadata: Fields['metadata'],
): NoticeSubject {
  if (!id) return { kind: 'other' };
  const isOurs = metadata?.app === appMark;
  return {
    kind: 'subscription',
    providerId: id,
    customerId: fields.customer ?? null,
    organisationId: isOurs ? (metadata.organisationId ?? null) : null,
  };
}

function ofSession(type: string, fields: Fields): NoticeSubject {
  const isOurs = fields.metadata?.app === appMark;
  if (!isOurs || !fields.id) return { kind: 'other' };
  if (fields.mode === 'subscription') return ofSubscription(fields.subscription, fields, fields.metadata);
  if (fields.metadata?.purpose === 'card') {
    const { organisationId } = fields.metadata;
    if (type !== 'checkout.session.completed') return { kind: 'other' };
    return { kind: 'card', sessionId: fields.id, organisationId: organisationId ?? null };
  }
  return {
    kind: 'payment',
    reference: referenceOf(fields.metadata ?? {}),
    providerId: fields.id,
    providerPaymentId: fields.payment_intent ?? null,
  };
}

/** Of a subscription's own charges nobody says here whose they are: their invoice tells it. */
function ofCharge(fields: Fields): NoticeSubject {
  const isOurs = fields.metadata?.app === appMark;
  const reference = isOurs ? referenceOf(fields.metadata ?? {}) : null;
  if (fields.metadata?.app && !isOurs) return { kind: 'other' };
  const intent = fields.object === 'payment_intent' ? fields.id : fields.payment_intent;
  if (!reference && !intent) return { kind: 'other' };
  return { kind: 'payment', reference, providerId: null, providerPaymentId: intent ?? null };
}
