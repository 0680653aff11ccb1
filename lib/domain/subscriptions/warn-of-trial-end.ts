import type { Context } from '@/lib/core/context';
import type { SubscriptionModel, Tx } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { addDays } from '@/lib/core/time';
import { enqueueEmail } from '@/lib/domain/notifications/enqueue-email';
import { readPayers } from '@/lib/domain/payments/payers';
import { recordSubscriptionEvent } from './record-event';

const DAYS_BEFORE = 3;

/** Tells those who pay that a trial ends within three days, once. */
export async function warnOfTrialEnd(tx: Tx, ctx: Context, subscription: SubscriptionModel): Promise<void> {
  const { organisationId, id: subscriptionId, trialEndsAt, tierName, currency } = subscription;
  if (subscription.status !== 'trialing' || !trialEndsAt || subscription.cancelAtPeriodEnd) return;
  if (trialEndsAt > addDays(ctx.now, DAYS_BEFORE)) return;
  const told = await tx.subscriptionEvent.findFirst({
    where: { organisationId, subscriptionId, kind: 'trial_ending' },
  });
  if (told) return;
  await recordSubscriptionEvent(tx, ctx, subscription, 'trial_ending', { date: trialEndsAt.toISOString() });
  const { name } = await tx.organisation.findUniqueOrThrow({ where: { id: organisationId } });
  for (const payer of await readPayers(tx, organisationId))
    await enqueueEmail(tx, {
      key: `trial-ending:${subscriptionId}:${payer.id}`,
      to: payer.email,
      template: 'trial-ending',
      props: {
        ...{ organisation: name, tierName, currency, endsAt: trialEndsAt.toISOString() },
        amountMinor: (subscription.priceMinor - subscription.discountMinor).toString(),
        url: `${env.APP_URL}/billing`,
      },
    });
}
