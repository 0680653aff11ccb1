import { type Context, tenant } from '@/lib/core/context';
import { type Prisma, type SubscriptionModel, type Tx, transaction } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { AppError } from '@/lib/core/errors';
import { addDays } from '@/lib/core/time';
import { readBillingSetting } from '@/lib/domain/billing/settings';
import { useCoupon } from '@/lib/domain/coupons/steps';
import { type InvoiceDraft, issueInvoice } from '@/lib/domain/invoices/steps';
import { expiryOf } from '@/lib/domain/payments/expiry-of';
import { providersFor } from '@/lib/domain/payments/providers';
import { openPayment } from '@/lib/domain/payments/steps';
import { applyUpgrade, followUpgrade } from './apply-upgrade';
import { giveUpChanges } from './give-up-changes';
import { ownInstant } from './own-instant';
import type { Planned } from './plan-change';
import { recordSubscriptionEvent } from './record-event';
import { lockLive } from './retire';
import { allowanceOf } from './rules';
import type { ChangeOutcomeDto } from './schema';

type Upgrade = Extract<Planned, { kind: 'invoiced' }>;

/**
 * Invoices the difference of a higher tier for the rest of the period and leads to our page of its payment; the tier
 * changes when that is paid. An upgrade that was ordered before is given up. Where nothing is due it changes at once.
 */
export async function upgradeByInvoice(planned: Upgrade, ctx: Context): Promise<ChangeOutcomeDto> {
  const organisationId = tenant(ctx);
  const { currency, country } = planned.terms;
  const offered = await providersFor({ currency, country });
  const usual = offered.find(({ code }) => code !== 'stripe') ?? offered[0];
  if (!usual) throw new AppError('invalid', 'providerNotOffered');
  const paymentId = await transaction(async (tx) => {
    const live = await lockAgreed(tx, organisationId, planned);
    await giveUpChanges(tx, ctx, [live]);
    const change = await termsOf(tx, ctx, planned, live);
    if (planned.cost.dueMinor === 0n) {
      await applyUpgrade(tx, ctx, live, change);
      return null;
    }
    const { tierName: tier } = change;
    const cost = { amountMinor: planned.cost.dueMinor.toString(), currency };
    await recordSubscriptionEvent(tx, ctx, live, 'upgrade_ordered', { tier, ...cost });
    const invoice = await issueInvoice(tx, ctx, await draftOf(tx, ctx, planned, live));
    const invoiceId = invoice.id;
    await tx.subscriptionChange.create({
      data: { ...change, organisationId, subscriptionId: live.id, invoiceId },
    });
    // Money on account paid it.
    if (invoice.status === 'paid') await followUpgrade(tx, ctx, invoice);
    const amountMinor = invoice.totalMinor - invoice.paidMinor;
    if (amountMinor === 0n) return null;
    const createdById = 'userId' in ctx.actor ? ctx.actor.userId : null;
    const expiresAt = await expiryOf(tx, usual.code, ctx.now);
    const attempt = { organisationId, provider: usual.code, invoiceId, currency, amountMinor, createdById };
    return (await openPayment(tx, ctx, { ...attempt, expiresAt })).id;
  });
  return { url: paymentId && `${env.APP_URL}/billing/payments/${paymentId}` };
}

/** What was looked at must be what stands now. */
async function lockAgreed(tx: Tx, organisationId: string, planned: Upgrade): Promise<SubscriptionModel> {
  await tx.$queryRaw`SELECT 1 FROM "Organisation" WHERE id = ${organisationId} FOR NO KEY UPDATE`;
  const live = await lockLive(tx, organisationId);
  const { id, tierCode, periodEnd } = planned.live;
  const isSame =
    live?.id === id && live.tierCode === tierCode && live.periodEnd.getTime() === periodEnd.getTime();
  if (!isSame || live.status !== 'active') throw new AppError('conflict', 'changeCostDiffers');
  return live;
}

async function termsOf(tx: Tx, ctx: Context, { terms, discountMinor }: Upgrade, live: SubscriptionModel) {
  const { tier, interval, price, coupon, taxRateId } = terms;
  const { organisationId, id: subscriptionId, periodEnd: firstPaidAt } = live;
  // A coupon takes something off whole periods: the next one is the first.
  const use = coupon && (await useCoupon(tx, ctx, coupon, { organisationId, subscriptionId, firstPaidAt }));
  return {
    ...{ tierCode: tier.code, tierName: tier.name, priceMinor: price.fullMinor, discountMinor, taxRateId },
    ...{ allowanceMicro: allowanceOf(tier.allowanceMicro, interval), rolloverMicro: tier.rolloverMicro },
    couponUseId: use?.id ?? null,
  } satisfies Prisma.SubscriptionUncheckedUpdateInput;
}

/** Due with the settings' days, at the latest when the period that it is for ends. */
async function draftOf(
  tx: Tx,
  ctx: Context,
  { terms, cost, at }: Upgrade,
  live: SubscriptionModel,
): Promise<InvoiceDraft> {
  const { organisationId, id: subscriptionId, currency, periodEnd } = live;
  const usual = addDays(ctx.now, (await readBillingSetting('invoicing', tx)).dueDays);
  return {
    ...{ organisationId, subscriptionId, currency, periodEnd },
    periodStart: await ownInstant(tx, live, at),
    dueOn: usual < periodEnd ? usual : periodEnd,
    // What is charged first: lists name an invoice by it.
    lines: cost.lines.toReversed().map(({ description, amountMinor }) => ({
      ...{ kind: 'proration' as const, description, amountMinor, periodStart: at, periodEnd },
      taxRateId: amountMinor < 0n ? live.taxRateId : terms.taxRateId,
    })),
  };
}
