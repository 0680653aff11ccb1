import type { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { type InvoiceModel, type SubscriptionModel, type Tx, transaction } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { voidInvoice } from '@/lib/domain/invoices/steps';
import { releaseSchedule } from '@/lib/integrations/stripe/schedules';
import { endSubscription, setCancelAtEnd } from '@/lib/integrations/stripe/subscriptions';
import { bringUp } from './bring-up';
import { endUnpaid } from './end-unpaid';
import { giveUpChanges } from './give-up-changes';
import { providerIdOf, readPaid } from './read-live';
import { recordSubscriptionEvent } from './record-event';
import { lockSubscription } from './retire';
import { CancelSubscriptionInput, type ChangeOutcomeDto } from './schema';

/**
 * Lets a tier end with its period; what was paid for is used until then. One that is not paid, or paused, has no period
 * to wait for: it ends at once, and the invoice of a next period is void. Errors: `conflict` without a tier that is paid for, or when it ends already;
 * `provider_unavailable`.
 */
export async function cancelSubscription(
  ctx: Context,
  input: z.input<typeof CancelSubscriptionInput> = {},
): Promise<ChangeOutcomeDto> {
  authorise(ctx, 'billing:manage');
  parse(CancelSubscriptionInput, input);
  const organisationId = tenant(ctx);
  const live = await readPaid(organisationId);
  if (live.cancelAtPeriodEnd) throw new AppError('conflict', 'cancelledAlready');
  if (live.collection === 'stripe') {
    const id = providerIdOf(live);
    // Stripe lets nobody cancel what a schedule manages.
    if (live.providerScheduleId) await releaseSchedule(live.providerScheduleId);
    if (live.status === 'unpaid' || live.status === 'paused') await endSubscription(id);
    else await setCancelAtEnd(id, true);
    await bringUp(organisationId, live.id, ctx);
    return { url: null };
  }
  await transaction((tx) => cancelByInvoice(tx, ctx, live));
  return { url: null };
}

async function cancelByInvoice(
  tx: Tx,
  ctx: Context,
  { organisationId, id }: SubscriptionModel,
): Promise<void> {
  // The invoices first, as whoever pays one of them takes them.
  const open = await tx.$queryRaw<InvoiceModel[]>`
    SELECT * FROM "Invoice" WHERE "organisationId" = ${organisationId} AND "subscriptionId" = ${id} AND status = 'open'
    ORDER BY id FOR UPDATE`;
  const live = await lockSubscription(tx, organisationId, id);
  if (!live || live.status === 'cancelled') throw new AppError('conflict', 'noSubscription');
  if (live.cancelAtPeriodEnd) throw new AppError('conflict', 'cancelledAlready');
  const unpaid = open.filter(({ periodStart }) => periodStart && periodStart >= live.periodEnd);
  for (const { id: invoiceId } of unpaid) await voidInvoice(tx, ctx, { organisationId, invoiceId });
  if (unpaid.length > 0) return endUnpaid(tx, ctx, live);
  const where = { organisationId_id: { organisationId, id } };
  const data = { cancelAtPeriodEnd: true, pendingTierCode: null, pendingInterval: null };
  await tx.subscription.update({ where, data });
  await giveUpChanges(tx, ctx, [live]);
  await recordSubscriptionEvent(tx, ctx, live, 'cancel_planned', { date: live.periodEnd.toISOString() });
}
