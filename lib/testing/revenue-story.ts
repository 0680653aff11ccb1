import { credits } from '@/lib/core/credits';
import { type Tx, transaction } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { accounts, postJournal } from '@/lib/domain/invoices/accounts';
import { expireCredits, recogniseRevenue } from '@/lib/domain/wallet/expire-credits';
import {
  captureHold,
  grantCredits,
  placeHold,
  postAdjustment,
  releaseHold,
  returnCredits,
  spendCredits,
} from '@/lib/domain/wallet/steps';
import { job, newOrganisation, newUser } from './factories';
import { present } from './present';

export const STORY_END = new Date('2026-11-21T10:00:00.000Z');
const START = new Date('2026-06-10T08:00:00.000Z');
const packs = [
  { code: 'small', credits: 30, price: 999n, days: 20 },
  { code: 'large', credits: 90, price: 2_501n, days: null },
];

/** A small deterministic generator: the same story in every run. */
function dice(seed: number) {
  let state = seed;
  return (sides: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

async function sell(
  tx: Tx,
  organisationId: string,
  userId: string,
  nth: number,
  now: Date,
  currency = 'USD',
) {
  const pack = present(packs[nth % packs.length]);
  const ctx = job(now, organisationId);
  const taxMinor = nth % 3 === 0 ? 190n : 0n;
  const purchase = await tx.purchase.create({
    data: {
      ...{
        organisationId,
        id: newId('purchase'),
        packCode: pack.code,
        packName: pack.code,
        currency,
        taxMinor,
      },
      ...{
        creditsMicro: credits(pack.credits),
        listPriceMinor: pack.price,
        totalMinor: pack.price + taxMinor,
      },
      ...{ factors: [], status: 'paid', createdById: userId, createdAt: now, expiresAt: now, paidAt: now },
    },
  });
  await tx.payment.create({
    data: {
      ...{ organisationId, id: newId('payment'), provider: 'stripe', purchaseId: purchase.id, currency },
      ...{ amountMinor: purchase.totalMinor, receivedMinor: purchase.totalMinor, status: 'succeeded' },
      ...{ reference: purchase.id, providerPaymentId: `pi_${purchase.id}`, createdAt: now, settledAt: now },
    },
  });
  await grantCredits(tx, ctx, organisationId, {
    ...{ amountMicro: purchase.creditsMicro, source: 'purchase', purchaseId: purchase.id },
    ...{ costMinor: pack.price, currency },
    expiresAt: pack.days ? new Date(now.getTime() + pack.days * 86_400_000) : undefined,
  });
  await firstPaid(tx, organisationId, now);
  await postJournal(tx, {
    ...{ organisationId, kind: 'purchase', reference: purchase.id, now },
    lines: saleLines(purchase.totalMinor, taxMinor, currency),
  });
}

const saleLines = (totalMinor: bigint, taxMinor: bigint, currency: string) => [
  { account: accounts.cash('stripe'), amountMinor: totalMinor, currency },
  { account: accounts.deferredRevenue, amountMinor: taxMinor - totalMinor, currency },
  { account: accounts.taxPayable(null), amountMinor: -taxMinor, currency },
];

const firstPaid = (tx: Tx, id: string, firstPaidAt: Date) =>
  tx.organisation.updateMany({ where: { id, firstPaidAt: null }, data: { firstPaidAt } });

type Sold = { organisationId: string; id: string; priceMinor: bigint; now: Date; days: number };

/** A paid period: its allowance is a lot that cost what was paid. */
async function payPeriod(tx: Tx, { organisationId, id, priceMinor, now, days }: Sold) {
  await grantCredits(tx, job(now, organisationId), organisationId, {
    ...{ amountMicro: credits(25), source: 'allowance', subscriptionId: id, periodStart: now },
    ...{ expiresAt: new Date(now.getTime() + days * 86_400_000), costMinor: priceMinor, currency: 'USD' },
  });
  await firstPaid(tx, organisationId, now);
  await postJournal(tx, {
    ...{ organisationId, kind: 'payment', reference: id, now },
    lines: saleLines(priceMinor, 0n, 'USD'),
  });
}

/** Begins, changes or ends a subscription, and writes how MRR moved. A price of zero ends it. */
async function subscribe(tx: Tx, organisationId: string, priceMinor: bigint, now: Date, days: number) {
  const live = await tx.subscription.findFirst({ where: { organisationId, status: 'active' } });
  const before = live?.priceMinor ?? 0n;
  if (before === priceMinor) return;
  const hadOne = await tx.subscription.count({ where: { organisationId } });
  const tier = { tierCode: `tier-${priceMinor}`, tierName: `Tier ${priceMinor}` };
  const id = live?.id ?? newId('subscription');
  if (live && priceMinor === 0n)
    await tx.subscription.updateMany({
      where: { organisationId, id },
      data: { status: 'cancelled', cancelledAt: now },
    });
  else if (live)
    await tx.subscription.updateMany({ where: { organisationId, id }, data: { ...tier, priceMinor } });
  else
    await tx.subscription.create({
      data: {
        ...{ organisationId, id, ...tier, priceMinor, currency: 'USD', allowanceMicro: credits(25) },
        ...{ collection: 'invoice', status: 'active', anchorDay: 1 },
        ...{ periodStart: now, periodEnd: new Date(now.getTime() + days * 86_400_000), startedAt: now },
      },
    });
  const kind =
    before === 0n
      ? hadOne > 0
        ? ('reactivation' as const)
        : ('new' as const)
      : priceMinor === 0n
        ? ('churn' as const)
        : priceMinor > before
          ? ('expansion' as const)
          : ('contraction' as const);
  await tx.mrrMovement.create({
    data: {
      ...{ organisationId, id: newId('mrrMovement'), subscriptionId: id, kind, currency: 'USD', at: now },
      ...{ deltaMinor: priceMinor - before, afterMinor: priceMinor },
      tierCode: priceMinor === 0n ? (live?.tierCode ?? '') : tier.tierCode,
    },
  });
  if (priceMinor > 0n) await payPeriod(tx, { organisationId, id, priceMinor, now, days });
}

async function ask(
  tx: Tx,
  organisationId: string,
  userId: string,
  now: Date,
  roll: (sides: number) => number,
) {
  const ctx = job(now, organisationId);
  const { holdId } = await placeHold(tx, ctx, organisationId, {
    amountMicro: 3_500_000n,
    serviceCode: 'support',
  });
  const id = newId('request');
  const end = new Date(now.getTime() + (1 + roll(60)) * 3_600_000 + roll(1_000));
  const outcome = roll(3);
  const status = outcome === 0 ? 'new' : outcome === 1 ? 'resolved' : 'cancelled';
  await tx.request.create({
    data: {
      ...{
        organisationId,
        id,
        number: `REQ-${id}`,
        categoryCode: 'bug',
        categoryName: 'Bug',
        serviceAffected: 'x',
      },
      ...{
        subject: 'x',
        description: 'x',
        urgency: 'normal',
        status,
        priceMicro: 3_500_000n,
        priceFactors: [],
      },
      ...{ holdId, openedById: userId, createdAt: now, updatedAt: now },
      ...(status === 'resolved' ? { resolvedAt: end } : {}),
      ...(status === 'cancelled' ? { cancelledAt: end } : {}),
    },
  });
  if (status === 'cancelled') await releaseHold(tx, ctx, organisationId, { holdId });
  if (status !== 'resolved') return;
  await captureHold(tx, ctx, organisationId, { holdId, amountMicro: 2_000_000n });
  const rating = { organisationId, requestId: id, score: 1 + roll(5), ratedById: userId };
  await tx.rating.create({ data: { ...rating, createdAt: end, updatedAt: end } });
}

/** One random act on one wallet; too few credits are no act. */
async function act(organisationId: string, userId: string, now: Date, roll: (sides: number) => number) {
  const ctx = job(now, organisationId);
  const amountMicro = BigInt(1 + roll(9_000_000));
  const dare = (work: (tx: Tx) => Promise<unknown>) =>
    transaction(work).catch((error: { code?: string }) => {
      if (error.code !== 'insufficient_credits') throw error;
    });
  switch (roll(10)) {
    case 0:
      return transaction((tx) => sell(tx, organisationId, userId, roll(6), now));
    case 1:
      return dare((tx) => postAdjustment(tx, ctx, organisationId, { amountMicro, reason: 'gift' }));
    case 2:
      return dare((tx) =>
        postAdjustment(tx, ctx, organisationId, { amountMicro: -amountMicro, reason: 'fix' }),
      );
    case 3:
      return transaction((tx) => subscribe(tx, organisationId, BigInt(roll(4)) * 1_900n, now, 5 + roll(40)));
    case 4:
      return dare(async (tx) => {
        const { operationId } = await spendCredits(tx, ctx, organisationId, {
          amountMicro,
          serviceCode: 'ai',
        });
        await returnCredits(tx, ctx, organisationId, {
          parentId: operationId,
          amountMicro: amountMicro / 3n + 1n,
        });
      });
    case 5:
    case 6:
      return dare((tx) => ask(tx, organisationId, userId, now, roll));
    default:
      return dare((tx) => spendCredits(tx, ctx, organisationId, { amountMicro, serviceCode: 'search' }));
  }
}

/**
 * Half a year of five organisations that buy, subscribe, use, ask, return, are corrected and expire, at random but the
 * same in every run, by the real steps of the wallet and the journal. One purchase is in another currency.
 */
export async function tellRevenueStory(seed = 20_261_121) {
  const roll = dice(seed);
  const user = await newUser();
  const organisations = await Promise.all([1, 2, 3, 4, 5].map(() => newOrganisation()));
  let now = START;
  for (let step = 0; now < STORY_END; step++) {
    const organisationId = present(organisations[roll(organisations.length)]);
    await act(organisationId, user.id, now, roll);
    if (step % 10 === 0) await expireCredits(job(now));
    if (step % 7 === 0) await recogniseRevenue(job(now));
    now = new Date(now.getTime() + roll(30) * 3_600_000 + 60_000);
  }
  await transaction((tx) => sell(tx, present(organisations[0]), user.id, 1, START, 'EUR'));
}
