import { type Context, authorise } from '@/lib/core/context';
import { type PaymentModel, db, transaction } from '@/lib/core/db';
import { log } from '@/lib/core/log';
import { closeUnpayable } from './close-purchase';
import { lockPayment } from './lock-payment';
import { providerOf } from './providers';
import { settleAttempt } from './settle-attempt';
import { settleLostCharge } from './settle-lost-charge';

const PATIENCE_MS = 2 * 60 * 1000;
const BATCH = 100;
const BATCHES = 20;

/**
 * Asks the providers about attempts that stayed open: an event that never came must not keep a customer from what was
 * paid. One that no provider has heard of is closed once its time is over.
 */
export async function sweepPayments(ctx: Context): Promise<number> {
  authorise(ctx, 'jobs:manage');
  let seen = 0;
  let after: string | undefined;
  for (let batch = 0; batch < BATCHES; batch++) {
    const open = await readOpen(ctx, after);
    for (const payment of open) await sweepOne(ctx, payment);
    seen += open.length;
    after = open.at(-1)?.id;
    if (open.length < BATCH) break;
  }
  return seen;
}

const readOpen = (ctx: Context, after: string | undefined) =>
  db.payment.findMany({
    where: {
      status: { in: ['open', 'processing'] },
      createdAt: { lt: new Date(ctx.now.getTime() - PATIENCE_MS) },
      ...(after ? { id: { gt: after } } : {}),
      // What Stripe charges by itself is brought here by its subscription.
      OR: [{ providerId: null }, { NOT: { providerId: { startsWith: 'in_' } } }],
    },
    include: { purchase: { select: { origin: true, status: true } }, proofs: { select: { status: true } } },
    orderBy: { id: 'asc' },
    take: BATCH,
  });

type Open = Awaited<ReturnType<typeof readOpen>>[number];

async function sweepOne(ctx: Context, payment: Open): Promise<void> {
  try {
    if (payment.purchase?.origin === 'auto_top_up') await settleLostCharge(ctx, payment);
    else if (payment.provider === 'bank_transfer') await expireTransfer(ctx, payment);
    else await sweepPage(ctx, payment);
  } catch (error) {
    // One payment that the provider does not know must not hide the others.
    log.warn({ requestId: ctx.requestId, paymentId: payment.id, err: error }, 'sweep failed');
  }
}

async function sweepPage(ctx: Context, payment: Open): Promise<void> {
  const outcome = await settleAttempt(ctx, payment);
  // What was paid by another attempt cannot be paid again here.
  const isNeedless = payment.purchase?.status === 'paid' && (outcome === 'open' || outcome === 'declined');
  if (isNeedless && payment.providerId) await providerOf(payment.provider).close(payment.providerId);
  // Paymob's page ends without a word; a decline on it is its last.
  const isLast = outcome === 'unknown' || (outcome === 'declined' && payment.provider === 'paymob');
  if (isNeedless || (isLast && isOver(ctx, payment))) await end(ctx, payment);
}

const isOver = (ctx: Context, { expiresAt }: PaymentModel) => expiresAt !== null && expiresAt < ctx.now;

/** Nobody sent a proof in time; money that comes after all is found when finance reads the account. */
async function expireTransfer(ctx: Context, payment: Open): Promise<void> {
  const isAwaited = payment.proofs.some(({ status }) => status === 'submitted' || status === 'asked');
  if (payment.purchase?.status === 'paid' || (isOver(ctx, payment) && !isAwaited)) await end(ctx, payment);
}

async function end(ctx: Context, known: PaymentModel): Promise<void> {
  const { organisationId, id, purchaseId } = known;
  await transaction(async (tx) => {
    const payment = await lockPayment(tx, known);
    if (payment.status !== 'open' && payment.status !== 'processing') return;
    const where = { organisationId_id: { organisationId, id } };
    await tx.payment.update({ where, data: { status: 'expired' } });
    if (purchaseId) await closeUnpayable(tx, ctx, { organisationId, purchaseId }, 'expired');
  });
}
