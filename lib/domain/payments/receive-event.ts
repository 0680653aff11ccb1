import { type Context, authorise } from '@/lib/core/context';
import { type Tx, db, transaction } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import { Id } from '@/lib/core/ids';
import { enqueue } from '@/lib/core/jobs';
import type {
  Delivery,
  NoticeSubject,
  ProviderCode,
  ProviderNotice,
} from '@/lib/integrations/payment-provider';
import { findPayment } from './find-payment';
import { providerOf } from './providers';

type Received = { received: true; duplicate?: true; ignored?: true };

/** Whose event it is and what is to be done; null for what is of another program on the same account. */
type Route = {
  organisationId: string | null;
  subjectId: string | null;
  outcome?: string;
  queue?: (tx: Tx) => Promise<void>;
};

const settle = (provider: string, eventId: string) => (tx: Tx) =>
  enqueue(tx, 'payments.settle', { provider, eventId }, { maxAttempts: 25 });

/**
 * Takes one delivery of a provider's: checks its signature, stores the event once by its id and queues what it asks for
 * in the same transaction. Whose it is is told by ids that we know, never by its own word alone. Events of other programs
 * on the same account are let pass unstored. Errors: `unauthenticated` for a forged or stale signature, `not_found` for
 * a payment that should be ours and is not known. https://docs.stripe.com/webhooks#best-practices
 */
export async function receiveEvent(
  ctx: Context,
  provider: ProviderCode,
  delivery: Delivery,
): Promise<Received> {
  authorise(ctx, 'webhooks:receive');
  const door = providerOf(provider);
  const notice = await door.receive(delivery);
  const route = await routeOf(provider, notice, door.subjectOf(notice));
  if (!route) return { received: true, ignored: true };
  return once(ctx, provider, notice, route);
}

async function routeOf(
  provider: ProviderCode,
  { eventId }: ProviderNotice,
  subject: NoticeSubject,
): Promise<Route | null> {
  switch (subject.kind) {
    case 'payment': {
      const payment = await findPayment(provider, subject);
      // A charge without a name of ours is a subscription's (its invoice tells it) or another program's.
      if (!payment && subject.reference && provider === 'stripe')
        throw new AppError('not_found', 'unknownPurchase');
      if (!payment) return unknown(provider);
      const { organisationId, id } = payment;
      return { organisationId, subjectId: id, queue: settle(provider, eventId) };
    }
    case 'refund':
    case 'dispute': {
      const payment = await findPayment(provider, { reference: null, providerId: null, ...subject });
      // It may have outrun its payment: the job looks again, and gives up in the end.
      if (!payment) return { organisationId: null, subjectId: null, queue: settle(provider, eventId) };
      const { organisationId, id } = payment;
      return { organisationId, subjectId: id, queue: settle(provider, eventId) };
    }
    case 'subscription':
      return routeSubscription(subject);
    case 'card':
      return routeCard(subject);
    case 'customer':
      return routeCustomer(subject.customerId);
    case 'other':
      return null;
  }
}

/** Paymob tells every transaction of the account: what is nobody's is kept, for finance to look at. */
const unknown = (provider: ProviderCode): Route | null =>
  provider === 'stripe' ? null : { organisationId: null, subjectId: null, outcome: 'unknown' };

async function routeSubscription(
  subject: Extract<NoticeSubject, { kind: 'subscription' }>,
): Promise<Route | null> {
  const { providerId, customerId } = subject;
  const known = await db.subscription.findUnique({
    where: { providerId },
    select: { organisationId: true },
  });
  const named = Id('organisation').safeParse(subject.organisationId).data;
  const owner =
    known?.organisationId ??
    (customerId &&
      (await db.organisation.findUnique({ where: { stripeCustomerId: customerId }, select: { id: true } }))
        ?.id) ??
    (named && (await db.organisation.findUnique({ where: { id: named }, select: { id: true } }))?.id);
  if (!owner) return null;
  return {
    // The job asks for the whole state: it does not come back to this event.
    ...{ organisationId: owner, subjectId: providerId, outcome: 'queued' },
    queue: (tx) =>
      enqueue(
        tx,
        'subscriptions.sync',
        { organisationId: owner, subscriptionId: providerId },
        { maxAttempts: 25 },
      ),
  };
}

/** A card was saved on the provider's page. */
async function routeCard({
  sessionId,
  organisationId: named,
}: Extract<NoticeSubject, { kind: 'card' }>): Promise<Route> {
  const id = Id('organisation').safeParse(named).data;
  const organisation = id && (await db.organisation.findUnique({ where: { id }, select: { id: true } }));
  if (!organisation) throw new AppError('not_found', 'unknownPurchase');
  const organisationId = organisation.id;
  return {
    ...{ organisationId, subjectId: null, outcome: 'queued' },
    queue: (tx) => enqueue(tx, 'payments.card', { organisationId, sessionId }, { maxAttempts: 25 }),
  };
}

/** Who is invoiced was changed on the provider's page: the state is asked for again. */
async function routeCustomer(customerId: string): Promise<Route | null> {
  const where = { stripeCustomerId: customerId };
  const found = await db.organisation.findUnique({ where, select: { id: true } });
  if (!found) return null;
  const organisationId = found.id;
  const jobKey = `subscriptions.address:${organisationId}`;
  return {
    ...{ organisationId, subjectId: null, outcome: 'queued' },
    queue: (tx) => enqueue(tx, 'subscriptions.address', { organisationId }, { jobKey, maxAttempts: 25 }),
  };
}

async function once(
  ctx: Context,
  provider: ProviderCode,
  { eventId, type, payload }: ProviderNotice,
  { organisationId, subjectId, outcome, queue }: Route,
): Promise<Received> {
  return transaction(async (tx) => {
    const { count } = await tx.providerEvent.createMany({
      data: {
        ...{ provider, eventId, type, payload, organisationId, subjectId, outcome },
        receivedAt: ctx.now,
        processedAt: outcome ? ctx.now : null,
      },
      skipDuplicates: true,
    });
    if (count === 0) return { received: true, duplicate: true };
    await queue?.(tx);
    return { received: true };
  });
}
