import type { Context } from '@/lib/core/context';
import type { SubscriptionModel, SubscriptionStatus, Tx } from '@/lib/core/db';
import { invariant } from '@/lib/core/errors';
import { lockRows } from '@/lib/core/lock-rows';
import { keepCoupon } from '@/lib/domain/coupons/steps';
import { fitsPrice, isMadeFor } from '@/lib/integrations/stripe/coupons';
import type { BillingInvoice } from '@/lib/integrations/stripe/invoices';
import type { BillingSubscription } from '@/lib/integrations/stripe/subscriptions';
import { applyInvoices, keepAside } from './apply-invoices';
import { giveUpPage } from './give-up-page';
import { giveUpWaiting } from './give-up-waiting';
import { backToFree } from './back-to-free';
import { grantUpgrade } from './grant-upgrade';
import { recordMrrs } from './record-mrr';
import { lockLive, retire } from './retire';
import { isFreeChange, readState, stateOf } from './remote-state';
import { type Step, tellChanges } from './tell-changes';
import { warnOfTrialEnd } from './warn-of-trial-end';
import { writeStates } from './write-states';

/** What is left to be done at the provider. */
export type Left = { isSecond: boolean; doneScheduleId: string | null; couponId: string | null };

/** A page that was given up may have been paid all the same. */
const isLive = (status: SubscriptionStatus) => status !== 'incomplete' && status !== 'cancelled';

const nothing: Left = { isSecond: false, doneScheduleId: null, couponId: null };

/** What the provider said of a subscription; `readAt`: an instant before it was asked. */
export type Said = {
  ctx: Context;
  organisationId: string;
  remote: BillingSubscription;
  invoices: readonly BillingInvoice[];
  readAt: Date;
};

/**
 * Writes what the provider said into our rows, in one transaction. An answer that was asked for before the last one is
 * passed over, whoever asked for it and however late it comes.
 */
export async function applyRemote(tx: Tx, ctx: Context, said: Said): Promise<Left> {
  const [left] = await applyRemotes(tx, ctx, [said]);
  return left ?? nothing;
}

/** The same of different organisations, in as many statements as for one where no more than the period has changed. */
export async function applyRemotes(tx: Tx, ctx: Context, said: readonly Said[]): Promise<Left[]> {
  const ids = said.map(({ organisationId }) => organisationId);
  // All that a subscription is brought to happens one after the other for an organisation; who only names it goes on.
  await tx.$queryRaw`SELECT 1 FROM "Organisation" WHERE id = ANY(${ids}::text[]) ORDER BY id FOR NO KEY UPDATE`;
  // The wallet before any number of an invoice is drawn, as whoever settles a purchase takes them.
  await tx.$queryRaw`SELECT 1 FROM "Wallet" WHERE "organisationId" = ANY(${ids}::text[]) ORDER BY "organisationId" FOR UPDATE`;
  const rows = await lockKnown(tx, said);
  const seconds = new Set<Said>();
  const changes = [];
  for (const one of said) {
    const known = rows.get(one);
    if (!known || (known.syncedAt && known.syncedAt > one.readAt)) continue;
    if (await isSecond(tx, ctx, known, one)) seconds.add(one);
    else changes.push({ one, known, state: await readState(tx, known, one.remote, one.invoices, ctx.now) });
  }
  const written = await writeStates(
    tx,
    changes.map(({ one, known, state }) => ({ of: known, state: { ...state, syncedAt: one.readAt } })),
  );
  const steps = changes.map(({ one, known }) => ({
    one,
    before: known,
    after: written.get(known.id) ?? known,
  }));
  await tellChanges(tx, ctx, steps);
  await applyInvoices(
    tx,
    ctx,
    steps.map(({ one, after }) => ({ subscription: after, invoices: one.invoices })),
  );
  for (const { one, before, after } of steps)
    await grantUpgrade(tx, ctx, before, after, isFreeChange(after, one.invoices));
  await recordMrrs(
    tx,
    ctx,
    steps.map(({ after }) => after),
  );
  const lefts = new Map<Said, Left>();
  for (const step of steps) lefts.set(step.one, await finish(tx, ctx, step));
  return said.map((one) => lefts.get(one) ?? { ...nothing, isSecond: seconds.has(one) });
}

/** Two pages were paid at once: what the second brought is put aside. */
async function isSecond(
  tx: Tx,
  ctx: Context,
  known: SubscriptionModel,
  { remote, invoices }: Said,
): Promise<boolean> {
  const begins = !isLive(known.status) && isLive(stateOf(remote));
  if (!begins) return false;
  if (!(await makeRoom(tx, ctx, known))) {
    await giveUpWaiting(tx, ctx, known.organisationId);
    return false;
  }
  await keepAside(tx, ctx, known, invoices);
  await giveUpPage(tx, ctx, known.organisationId, known.id);
  return true;
}

async function finish(tx: Tx, ctx: Context, { one, before, after }: Step & { one: Said }): Promise<Left> {
  const { organisationId, remote } = one;
  const { couponUseId: useId } = after;
  if (useId && before.status === 'cancelled' && isLive(after.status))
    await keepCoupon(tx, { organisationId, useId });
  await warnOfTrialEnd(tx, ctx, after);
  const isOver =
    after.status === 'cancelled' && before.status !== 'cancelled' && before.status !== 'incomplete';
  if (isOver && !(await lockLive(tx, organisationId))) await backToFree(tx, ctx, organisationId);
  const isDone =
    remote.scheduleId !== null && before.pendingTierCode !== null && after.pendingTierCode === null;
  const doneScheduleId = isDone ? remote.scheduleId : null;
  return { isSecond: false, doneScheduleId, couponId: await couponToHand(tx, after, remote) };
}

/**
 * The coupon of an upgrade, which Stripe cannot take together with it: handed over when the upgrade has happened; in
 * place of another one, where it was made for this price.
 */
async function couponToHand(
  tx: Tx,
  { organisationId, couponUseId: id, status, periodEnd }: SubscriptionModel,
  { discount, priceId, hasPendingUpdate }: BillingSubscription,
): Promise<string | null> {
  if (!id || status !== 'active' || hasPendingUpdate) return null;
  const use = await tx.couponUse.findUnique({ where: { organisationId_id: { organisationId, id } } });
  const isAhead = use && !use.releasedAt && (use.endsAt === null || use.endsAt >= periodEnd);
  const couponId = isAhead ? use.providerCouponId : null;
  if (!couponId || couponId === discount?.couponId) return null;
  const isGood = discount ? isMadeFor(couponId, priceId) : fitsPrice(couponId, priceId);
  return isGood ? couponId : null;
}

/** Our row of each, by the provider's id or by the one that our page gave it; locked. */
async function lockKnown(tx: Tx, said: readonly Said[]): Promise<Map<Said, SubscriptionModel>> {
  const organisations = said.map(({ organisationId }) => organisationId);
  const theirs = said.map(({ remote }) => remote.id);
  const ours = said.map(({ remote }) => remote.subscriptionId ?? '');
  const found = await tx.$queryRaw<{ n: bigint; organisationId: string; id: string }[]>`
    SELECT a.n, s."organisationId", s.id
    FROM unnest(${organisations}::text[], ${theirs}::text[], ${ours}::text[]) WITH ORDINALITY AS a (org, theirs, ours, n)
    JOIN "Subscription" s ON s."organisationId" = a.org AND (s."providerId" = a.theirs OR s.id = a.ours)`;
  const rows = await lockRows(tx, 'Subscription', found);
  const pairs = found.flatMap(({ n, id }) => {
    const [one, row] = [said[Number(n) - 1], rows.get(id)];
    return one && row ? [[one, row] as const] : [];
  });
  return new Map(pairs);
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
