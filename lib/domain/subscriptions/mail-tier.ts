import type { Context } from '@/lib/core/context';
import type { SubscriptionModel, Tx } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { enqueueEmail } from '@/lib/domain/notifications/enqueue-email';
import { readPayers } from '@/lib/domain/payments/payers';

const priceOf = ({ priceMinor, discountMinor }: SubscriptionModel) => (priceMinor - discountMinor).toString();
const url = () => `${env.APP_URL}/billing`;

/** Tells those who pay that a trial began, and when its first charge comes; once a subscription. */
export async function mailTrialStarted(tx: Tx, subscription: SubscriptionModel): Promise<void> {
  const { organisationId, id, tierName, currency, trialEndsAt, periodEnd } = subscription;
  const { name } = await tx.organisation.findUniqueOrThrow({ where: { id: organisationId } });
  for (const payer of await readPayers(tx, organisationId))
    await enqueueEmail(tx, {
      key: `trial-started:${id}:${payer.id}`,
      to: payer.email,
      template: 'trial-started',
      props: {
        ...{ organisation: name, tierName, amountMinor: priceOf(subscription), currency, url: url() },
        endsAt: (trialEndsAt ?? periodEnd).toISOString(),
      },
    });
}

/** Tells those who pay which tier holds from now on; once a change. */
export async function mailTierChanged(tx: Tx, ctx: Context, subscription: SubscriptionModel): Promise<void> {
  const { organisationId, id, tierName, interval, currency } = subscription;
  const { name } = await tx.organisation.findUniqueOrThrow({ where: { id: organisationId } });
  for (const payer of await readPayers(tx, organisationId))
    await enqueueEmail(tx, {
      key: `tier-changed:${id}:${ctx.now.getTime()}:${payer.id}`,
      to: payer.email,
      template: 'tier-changed',
      props: {
        ...{ organisation: name, tierName, interval, amountMinor: priceOf(subscription), currency },
        url: url(),
      },
    });
}
