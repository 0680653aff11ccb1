import { type Context, authorise } from '@/lib/core/context';
import { type AutoTopUpModel, type PaymentModel, type Tx, transaction } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import type { JobPayload } from '@/lib/core/jobs';
import type { PackOffer } from '@/lib/domain/payments/price-for';
import { openPayment } from '@/lib/domain/payments/steps';
import { settleLostCharge } from '@/lib/domain/payments/settle-lost-charge';
import { settleTopUp } from '@/lib/domain/payments/settle-top-up';
import { restTopUp } from '@/lib/domain/payments/top-up-outcome';
import { chargeSavedCard } from '@/lib/integrations/stripe/off-session';
import { customerOf, lockTopUp, offerFor, readSpent } from './internal';
import { readAvailable } from './read-available';
import { decideTopUp } from './rules';

/** How long a charge may be under way; the provider keeps its idempotency keys for a day. */
const LIFETIME_MS = 60 * 60 * 1000;
/** No charge is sent in the last minutes of that, so that none arrives after the sweep has closed its purchase. */
const MARGIN_MS = 5 * 60 * 1000;

type Started = {
  payment: PaymentModel;
  packName: string;
  isResumed: boolean;
  paymentMethodId: string | null;
};

/**
 * Buys the pack of an auto top-up with the saved card, if the wallet still asks for it. The purchase is written before
 * the charge, one at a time; a job that was cut off takes the same purchase up again under the same idempotency key, so
 * that it is never charged twice. Error: `provider_unavailable`, and the job is tried again.
 */
export async function runTopUp(
  ctx: Context,
  { organisationId }: JobPayload<'payments.top-up'>,
): Promise<void> {
  authorise(ctx, 'jobs:manage');
  const started = await transaction((tx) => start(tx, ctx, organisationId));
  if (!started) return;
  const { payment, isResumed } = started;
  if (isResumed && (await settleLostCharge(ctx, payment))) return;
  const customerId = await customerOf(organisationId);
  const endsAt = payment.expiresAt ?? payment.createdAt;
  if (endsAt.getTime() - MARGIN_MS < ctx.now.getTime()) return;
  await settleTopUp(ctx, payment, await charge(started, customerId));
}

async function charge({ payment, packName, paymentMethodId }: Started, customerId: string | null) {
  const { reference, organisationId, amountMinor, currency } = payment;
  // Removed between the purchase and its charge: the same answer as the provider's.
  if (!customerId || !paymentMethodId) {
    const failure = { code: 'card_missing', advice: null };
    return { id: null, reference, status: 'failed' as const, amountMinor: 0n, currency, failure };
  }
  return chargeSavedCard({
    ...{ reference, organisationId, customerId, paymentMethodId, amountMinor, currency },
    description: packName,
  });
}

/** Decides under the top-up's lock, which whoever settles a charge takes too: credits that came are seen here. */
async function start(tx: Tx, ctx: Context, organisationId: string): Promise<Started | null> {
  const topUp = await lockTopUp(tx, organisationId);
  if (!topUp) return null;
  const { paymentMethodId } = topUp;
  const open = await tx.purchase.findFirst({
    where: { organisationId, origin: 'auto_top_up', status: 'pending' },
    include: { payments: { orderBy: { id: 'desc' }, take: 1 } },
  });
  const [known] = open?.payments ?? [];
  if (open && known) return { payment: known, packName: open.packName, isResumed: true, paymentMethodId };
  const offer = await offerFor(tx, organisationId, topUp.packCode, ctx.now);
  const { spentMinor, end } = await readSpent(tx, organisationId, ctx.now);
  const decision = decideTopUp(topUp, {
    now: ctx.now,
    availableMicro: await readAvailable(tx, organisationId, ctx.now),
    price: offer && { totalMinor: offer.totalMinor, currency: offer.currency },
    spentMinor,
    monthEnd: end,
  });
  if (decision.do === 'recover')
    await tx.autoTopUp.update({
      where: { organisationId },
      data: { pausedReason: null, nextTryAt: null, updatedAt: ctx.now },
    });
  if (decision.do === 'rest') await rest(tx, ctx, topUp, decision, offer);
  if (decision.do !== 'charge' || !offer) return null;
  const payment = await newPayment(tx, ctx, organisationId, offer);
  return { payment, packName: offer.pack.name, isResumed: false, paymentMethodId };
}

async function rest(
  tx: Tx,
  ctx: Context,
  topUp: AutoTopUpModel,
  decision: Extract<ReturnType<typeof decideTopUp>, { do: 'rest' }>,
  offer: PackOffer | null,
): Promise<void> {
  const { status, pausedReason, nextTryAt } = decision;
  const known = offer?.pack ?? (await tx.pack.findUnique({ where: { code: topUp.packCode } }));
  await restTopUp(
    tx,
    ctx,
    topUp,
    { status, pausedReason, nextTryAt },
    {
      key: `${topUp.organisationId}:${ctx.now.toISOString()}`,
      packName: known?.name ?? topUp.packCode,
      amountMinor: offer?.totalMinor ?? topUp.agreedMinor,
      currency: offer?.currency ?? topUp.currency,
    },
  );
}

async function newPayment(
  tx: Tx,
  ctx: Context,
  organisationId: string,
  { pack, currency, taxRateId, netMinor: _, factors, ...price }: PackOffer,
): Promise<PaymentModel> {
  const expiresAt = new Date(ctx.now.getTime() + LIFETIME_MS);
  const { id: purchaseId } = await tx.purchase.create({
    data: {
      ...{ organisationId, id: newId('purchase'), origin: 'auto_top_up' },
      packCode: pack.code,
      packName: pack.name,
      creditsMicro: pack.creditsMicro,
      validityDays: pack.validityDays,
      ...{ currency, taxRateId, factors, ...price, createdAt: ctx.now, expiresAt },
    },
  });
  return openPayment(tx, ctx, {
    ...{ organisationId, provider: 'stripe', purchaseId, currency, expiresAt },
    amountMinor: price.totalMinor,
  });
}
