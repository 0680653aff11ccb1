import { type Context, authorise } from '@/lib/core/context';
import { type SubscriptionModel, type Tx, db, transaction } from '@/lib/core/db';
import { each } from '@/lib/core/each';
import { env } from '@/lib/core/env';
import { DAY_MS, addDays } from '@/lib/core/time';
import { readBillingSetting } from '@/lib/domain/billing/settings';
import { enqueueEmail } from '@/lib/domain/notifications/enqueue-email';
import { readPayers } from '@/lib/domain/payments/payers';
import { restrictWallet } from '@/lib/domain/wallet/steps';
import { recordSubscriptionEvent } from './record-event';
import { lockSubscription } from './retire';

type Rules = { reduceAfterDays: number; mailOnDays: number[] };

/**
 * Follows up what is not paid: letters on the days that the settings name, and after some days what the wallet may do is
 * reduced until a payment comes. Invoices that are due are late from the day after. Returns how many were looked at.
 */
export async function sendDunning(ctx: Context): Promise<number> {
  authorise(ctx, 'jobs:manage');
  await markLate(ctx);
  const rules = await readBillingSetting('dunning');
  const late = await db.subscription.findMany({
    where: { status: { in: ['past_due', 'unpaid'] }, pastDueSince: { not: null } },
    select: { organisationId: true, id: true },
    orderBy: { id: 'asc' },
  });
  await each(late, ({ organisationId, id }) =>
    transaction(async (tx) => {
      const subscription = await lockSubscription(tx, organisationId, id);
      if (subscription?.pastDueSince) await followUp(tx, ctx, subscription, subscription.pastDueSince, rules);
    }),
  );
  return late.length;
}

/**
 * A period whose invoice was not paid by its day: the tier is late, as one whose card was refused. An upgrade that
 * nobody paid makes nothing late.
 */
async function markLate(ctx: Context): Promise<void> {
  await db.$executeRaw`
    UPDATE "Subscription" s SET status = 'past_due', "pastDueSince" = ${ctx.now.toISOString()}::timestamptz
    WHERE s.collection = 'invoice' AND s.status = 'active' AND EXISTS (
      SELECT FROM "Invoice" i WHERE i."organisationId" = s."organisationId" AND i."subscriptionId" = s.id
        AND i.status = 'open' AND i."periodStart" >= s."periodEnd" AND i."dueOn" < (${ctx.now.toISOString()}::timestamptz AT TIME ZONE 'UTC')::date)`;
}

async function followUp(
  tx: Tx,
  ctx: Context,
  subscription: SubscriptionModel,
  since: Date,
  { reduceAfterDays, mailOnDays }: Rules,
): Promise<void> {
  const { organisationId, id, dunningStep } = subscription;
  const days = Math.floor((ctx.now.getTime() - since.getTime()) / DAY_MS);
  // After a downtime one letter goes out, that of today.
  const due = mailOnDays.filter((day) => day <= days).length;
  if (due > dunningStep) {
    const where = { organisationId_id: { organisationId, id } };
    await tx.subscription.update({ where, data: { dunningStep: due } });
    await mailPayers(tx, ctx, subscription, addDays(since, reduceAfterDays), due);
    await recordSubscriptionEvent(tx, ctx, subscription, 'letter_sent', { day: String(days) });
  }
  if (days >= reduceAfterDays && (await restrictWallet(tx, organisationId, ctx.now)))
    await recordSubscriptionEvent(tx, ctx, subscription, 'restricted', { day: String(days) });
}

async function mailPayers(
  tx: Tx,
  ctx: Context,
  subscription: SubscriptionModel,
  restrictsAt: Date,
  step: number,
): Promise<void> {
  const { organisationId, id, tierName, currency, nextRetryAt, priceMinor, discountMinor } = subscription;
  const { name } = await tx.organisation.findUniqueOrThrow({ where: { id: organisationId } });
  const open = await tx.invoice.aggregate({
    where: { organisationId, subscriptionId: id, status: 'open' },
    _sum: { totalMinor: true, paidMinor: true },
  });
  const dueMinor = (open._sum.totalMinor ?? priceMinor - discountMinor) - (open._sum.paidMinor ?? 0n);
  for (const payer of await readPayers(tx, organisationId))
    await enqueueEmail(tx, {
      key: `tier-unpaid:${id}:${subscription.pastDueSince?.getTime()}:${step}:${payer.id}`,
      to: payer.email,
      template: 'tier-unpaid',
      props: {
        ...{ organisation: name, tierName, amountMinor: dueMinor.toString(), currency },
        nextTryAt: nextRetryAt?.toISOString() ?? null,
        restrictsAt: restrictsAt.toISOString(),
        isRestricted: restrictsAt <= ctx.now,
        url: `${env.APP_URL}/billing`,
      },
    });
}
