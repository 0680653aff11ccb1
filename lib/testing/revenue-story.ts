import { credits } from '@/lib/core/credits';
import { type Tx, transaction } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { postPurchase } from '@/lib/domain/invoices/post-purchase';
import { grantAllowance } from '@/lib/domain/subscriptions/grant-allowance';
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
  await grantCredits(tx, ctx, organisationId, {
    ...{ amountMicro: purchase.creditsMicro, source: 'purchase', purchaseId: purchase.id },
    ...{ costMinor: purchase.totalMinor - purchase.taxMinor, currency },
    expiresAt: pack.days ? new Date(now.getTime() + pack.days * 86_400_000) : undefined,
  });
  await postPurchase(tx, ctx, purchase);
}

async function subscribe(tx: Tx, organisationId: string, priceMinor: bigint, now: Date, days: number) {
  await tx.subscription.updateMany({
    where: { organisationId, status: 'active' },
    data: { status: 'cancelled', cancelledAt: now },
  });
  const subscription = await tx.subscription.create({
    data: {
      ...{
        organisationId,
        id: newId('subscription'),
        tierCode: `tier-${priceMinor}`,
        tierName: `Tier ${priceMinor}`,
        priceMinor,
      },
      ...{
        currency: 'USD',
        allowanceMicro: credits(25),
        collection: 'manual',
        status: 'active',
        anchorDay: 1,
      },
      ...{ periodStart: now, periodEnd: new Date(now.getTime() + days * 86_400_000), startedAt: now },
    },
  });
  await grantAllowance(tx, job(now, organisationId), subscription, 'UTC');
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
