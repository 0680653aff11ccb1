import type { Context } from '@/lib/core/context';
import type { SubscriptionModel, SubscriptionStatus, Tx } from '@/lib/core/db';
import { invariant } from '@/lib/core/errors';
import type { BillingInvoice } from '@/lib/integrations/stripe/invoices';
import type { BillingSubscription } from '@/lib/integrations/stripe/subscriptions';
import { applyInvoices, keepAside } from './apply-invoices';
import { giveUpPage } from './give-up-page';
import { backToFree } from './back-to-free';
import { grantUpgrade } from './grant-upgrade';
import { recordMrr } from './record-mrr';
import { lockLive, lockSubscription, retire } from './retire';
import { readState, stateOf } from './remote-state';
import { tellChanges } from './tell-changes';
import { warnOfTrialEnd } from './warn-of-trial-end';

/** What is left to be done at the provider. */
export type Left = { isSecond: boolean; doneScheduleId: string | null; couponId: string | null };

/** A page that was given up may have been paid all the same. */
const isLive = (status: SubscriptionStatus) => status !== 'incomplete' && status !== 'cancelled';

const nothing: Left = { isSecond: false, doneScheduleId: null, couponId: null };

/** Writes what the provider said into our rows, in one transaction. An answer older than the last one is passed over. */
export async function applyRemote(
  tx: Tx,
  ctx: Context,
  organisationId: string,
  remote: BillingSubscription,
  invoices: BillingInvoice[],
): Promise<Left> {
  // All that a subscription is brought to happens one after the other for an organisation; who only names it goes on.
  await tx.$queryRaw`SELECT 1 FROM "Organisation" WHERE id = ${organisationId} FOR NO KEY UPDATE`;
  // The wallet before any number of an invoice is drawn, as whoever settles a purchase takes them.
  await tx.$queryRaw`SELECT 1 FROM "Wallet" WHERE "organisationId" = ${organisationId} FOR UPDATE`;
  const known = await findRow(tx, organisationId, remote);
  if (!known || (known.syncedAt && known.syncedAt > ctx.now)) return nothing;
  const begins = !isLive(known.status) && isLive(stateOf(remote));
  const second = begins && (await makeRoom(tx, ctx, known));
  if (second) {
    await keepAside(tx, ctx, known, invoices);
    await giveUpPage(tx, ctx, organisationId, known.id);
    return { ...nothing, isSecond: true };
  }
  const data = await readState(tx, known, remote, invoices, ctx.now);
  const where = { organisationId_id: { organisationId, id: known.id } };
  const now = await tx.subscription.update({ where, data: { ...data, syncedAt: ctx.now } });
  await tellChanges(tx, ctx, known, now);
  await applyInvoices(tx, ctx, now, invoices);
  await grantUpgrade(tx, ctx, known, now);
  await recordMrr(tx, ctx, now);
  await warnOfTrialEnd(tx, ctx, now);
  const isOver = now.status === 'cancelled' && known.status !== 'cancelled' && known.status !== 'incomplete';
  if (isOver && !(await lockLive(tx, organisationId))) await backToFree(tx, ctx, organisationId);
  const isDone = remote.scheduleId !== null && known.pendingTierCode !== null && now.pendingTierCode === null;
  const doneScheduleId = isDone ? remote.scheduleId : null;
  return { isSecond: false, doneScheduleId, couponId: await couponToHand(tx, now, remote) };
}

/** The coupon of an upgrade, which Stripe cannot take together with it: handed over when the upgrade has happened. */
async function couponToHand(
  tx: Tx,
  { organisationId, couponUseId: id, status, periodEnd }: SubscriptionModel,
  { discount, hasPendingUpdate }: BillingSubscription,
): Promise<string | null> {
  if (!id || status !== 'active' || discount || hasPendingUpdate) return null;
  const use = await tx.couponUse.findUnique({ where: { organisationId_id: { organisationId, id } } });
  const isAhead = use && !use.releasedAt && (use.endsAt === null || use.endsAt >= periodEnd);
  return isAhead ? use.providerCouponId : null;
}

async function findRow(
  tx: Tx,
  organisationId: string,
  remote: BillingSubscription,
): Promise<SubscriptionModel | null> {
  const found = await tx.subscription.findFirst({
    where: {
      organisationId,
      OR: [{ providerId: remote.id }, ...(remote.subscriptionId ? [{ id: remote.subscriptionId }] : [])],
    },
    select: { id: true },
  });
  return found && lockSubscription(tx, organisationId, found.id);
}

/** Ends what the organisation had before; true where that is another one which Stripe collects. */
async function makeRoom(tx: Tx, ctx: Context, known: SubscriptionModel): Promise<boolean> {
  const before = await lockLive(tx, known.organisationId);
  if (!before) return false;
  invariant(before.id !== known.id, 'a subscription that waits is not the live one');
  if (before.collection === 'stripe') return true;
  await retire(tx, ctx, before);
  return false;
}
