import { randomUUID } from 'node:crypto';
import { jobContext } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { changeSubscription } from '@/lib/domain/subscriptions/change-subscription';
import { previewChange } from '@/lib/domain/subscriptions/preview-change';
import { syncSubscription } from '@/lib/domain/subscriptions/sync-subscription';

const OWNER = 'owner@saffron.test';
const TIER = { tierCode: 'professional' };

/**
 * Somebody pays a tier by card: at the sandbox's own page, so that the sandbox collects it from then on. By the verbs
 * themselves, at the moment of loading.
 */
export async function subscribeByCard(): Promise<void> {
  const { userId, organisationId } = await db.member.findFirstOrThrow({
    where: { user: { email: OWNER }, role: 'owner' },
  });
  const actor = { kind: 'member' as const, userId, sessionId: 'demo', role: 'owner' as const };
  const ctx = { actor, organisationId, now: new Date(), requestId: randomUUID(), ip: '192.0.2.20' };
  const { dueNowMinor } = await previewChange(ctx, TIER);
  const { url } = await changeSubscription(ctx, { ...TIER, dueNowMinor });
  if (!url) throw new Error('the sandbox gave no page to pay at');
  const paid = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: new URL(url).origin },
    body: new URLSearchParams({
      ...{ cardNumber: '4242424242424242', cardExpiry: '12 / 40', cardCvc: '123' },
      billingName: 'Layla Haddad',
    }),
  });
  if (paid.status !== 303) throw new Error(`the sandbox's page answered ${paid.status}`);
  const { id: subscriptionId } = await db.subscription.findFirstOrThrow({
    where: { organisationId, collection: 'stripe' },
  });
  await syncSubscription(jobContext('demo', new Date()), { organisationId, subscriptionId });
}
