import type { Context } from '@/lib/core/context';
import type { SubscriptionModel, Tx } from '@/lib/core/db';
import { listPriceRules } from '@/lib/domain/catalog/queries';
import { priceTier } from '@/lib/domain/catalog/rules';
import { taxOf } from '@/lib/domain/tax/tax-of';
import { mailTierChanged } from './mail-tier';
import { recordSubscriptionEvent } from './record-event';
import { recordMrr } from './record-mrr';
import { allowanceOf } from './rules';

/** The tier that was planned takes the place of the present one; one that is not sold any more is not followed. */
export async function followPlan(tx: Tx, ctx: Context, row: SubscriptionModel): Promise<SubscriptionModel> {
  const { organisationId, id, currency } = row;
  const where = { organisationId_id: { organisationId, id } };
  const interval = row.pendingInterval ?? row.interval;
  const tier = await tx.tier.findUnique({
    where: { code: row.pendingTierCode ?? '' },
    include: { prices: { where: { currency, interval } } },
  });
  const priceMinor = tier?.prices[0]?.priceMinor;
  const done = { pendingTierCode: null, pendingInterval: null };
  if (!tier || priceMinor === undefined) return tx.subscription.update({ where, data: done });
  const { customerClass } = await tx.organisation.findUniqueOrThrow({ where: { id: organisationId } });
  const [rules, tax] = [await listPriceRules(tx), await taxOf(tx, organisationId, ctx.now)];
  const price = priceTier({ tier, priceMinor, currency, customerClass, rules, coupon: null, tax });
  const next = await tx.subscription.update({
    where,
    data: {
      ...{ ...done, tierCode: tier.code, tierName: tier.name, interval, taxRateId: tax.rateId },
      ...{ priceMinor: price.fullMinor, discountMinor: 0n, rolloverMicro: tier.rolloverMicro },
      allowanceMicro: allowanceOf(tier.allowanceMicro, interval),
    },
  });
  const kind = next.priceMinor >= row.priceMinor ? 'upgraded' : 'downgraded';
  const amountMinor = next.priceMinor.toString();
  await recordSubscriptionEvent(tx, ctx, next, kind, { tier: tier.name, interval, amountMinor, currency });
  await mailTierChanged(tx, ctx, next);
  await recordMrr(tx, ctx, next);
  return next;
}
