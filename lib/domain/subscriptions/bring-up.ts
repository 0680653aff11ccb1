import type { Context } from '@/lib/core/context';
import { transaction } from '@/lib/core/db';
import { type BillingInvoice, finaliseBillingInvoice } from '@/lib/integrations/stripe/invoices';
import { releaseSchedule } from '@/lib/integrations/stripe/schedules';
import { addDiscount, endSubscription } from '@/lib/integrations/stripe/subscriptions';
import { applyRemote } from './apply-remote';
import { gatherRemote } from './gather-remote';
import { giveUpPage } from './give-up-page';
import { readRemote } from './remote';

/**
 * Brings a subscription of ours to what the provider says of it now, whatever event, job or person asked for it: its
 * state, its invoices and payments, the credits that they paid for, what recurs. Doing it again changes nothing. What it
 * leaves to be done at the provider follows the transaction.
 */
export async function bringUp(organisationId: string, id: string, ctx: Context): Promise<void> {
  const remote = await readRemote(organisationId, id);
  if (remote.kind === 'expired') return transaction((tx) => giveUpPage(tx, ctx, organisationId, id));
  if (remote.kind !== 'found') return;
  const { subscription, invoices, readAt } = remote;
  const said = { ctx, organisationId, remote: subscription, invoices, readAt };
  const left =
    ctx.actor.kind === 'job'
      ? await gatherRemote(said)
      : await transaction((tx) => applyRemote(tx, ctx, said));
  // Its hour as a draft would be one without credits: the old ones ended with their period.
  for (const { id: invoiceId } of invoices.filter(isHeldRenewal)) await finaliseBillingInvoice(invoiceId);
  // A second subscription, bought in another tab: an organisation has one.
  if (left.isSecond) await endSubscription(subscription.id);
  // A schedule that has done its work would forbid to cancel and to pause for a period more.
  if (left.doneScheduleId) await releaseSchedule(left.doneScheduleId);
  if (left.couponId) {
    await addDiscount(subscription.id, left.couponId);
    await bringUp(organisationId, subscription.id, ctx);
  }
}

/** Not one of a subscription that nobody pays: those stay drafts. */
const isHeldRenewal = ({ status, reason, isAutomatic }: BillingInvoice) =>
  status === 'draft' && reason === 'cycle' && isAutomatic;
