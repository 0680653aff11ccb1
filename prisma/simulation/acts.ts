import { randomUUID } from 'node:crypto';
import { AppError } from '@/lib/core/errors';
import type { Context } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { moneyToDecimal } from '@/lib/core/money';
import { DAY_MS, dayIn } from '@/lib/core/time';
import { listOffers } from '@/lib/domain/payments/list-offers';
import { startCheckout } from '@/lib/domain/payments/start-checkout';
import { acceptProof } from '@/lib/domain/proofs/accept-proof';
import { submitProof } from '@/lib/domain/proofs/submit-proof';
import { requestRefund } from '@/lib/domain/refunds/request-refund';
import { transferCredits } from '@/lib/domain/transfers/transfer-credits';
import { deductCredits } from '@/lib/domain/wallet/deduct-credits';
import { captureCredits, holdCredits } from '@/lib/domain/wallet/hold-credits';
import type { ProviderCode } from '@/lib/integrations/payment-provider';
import type { EventKind, SimulatedEvent } from './history';
import { type TierAct, tierActs } from './tier-acts';
import { decide, dispute, payAtPaymob, payByCard } from './vendors';
import { type Organisation, type World, at, count, organisationOf, paymentsOf } from './world';

/** Answers false where there was nothing to do. */
type Act = (world: World, organisation: Organisation, event: SimulatedEvent) => Promise<boolean>;

const pick = <T>(choices: readonly T[], share: number): T | undefined =>
  choices[Math.floor(share * choices.length)];

async function checkout(owner: Context, share: number, provider: ProviderCode) {
  const pack = pick(await listOffers(owner), share);
  if (!pack) return null;
  return startCheckout(owner, { packCode: pack.code, totalMinor: pack.totalMinor, provider });
}

const programOf = (organisationId: string, now: Date): Context => ({
  actor: { kind: 'api-key', keyId: 'simulation', scopes: ['credits:spend', 'credits:read'] },
  ...{ organisationId, now, requestId: randomUUID() },
});

/** One card in eight is declined, one checkout in eight is left. */
const buyByCard: Act = async (world, { owner }, { a, b }) => {
  const opened = await checkout(at(world, owner), a, 'stripe');
  if (!opened) return false;
  if (b > 0.125) await payByCard(opened.checkoutUrl, b > 0.25);
  return true;
};

const buyByWallet: Act = async (world, { owner }, { a, b }) => {
  const opened = await checkout(at(world, owner), a, 'paymob');
  if (!opened) return false;
  if (b > 0.1) await payAtPaymob(opened.checkoutUrl, b > 0.2);
  return true;
};

const PDF =
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n';

/** The smallest proof there is; a comment makes each a file of its own. */
function proofFile(): Uint8Array {
  const body = `${PDF}% ${randomUUID()}\n`;
  return new TextEncoder().encode(`${body}trailer<</Root 1 0 R/Size 4>>\n%%EOF\n`);
}

/** A transfer of the whole, of a part and then the rest, or of more. */
const buyByTransfer: Act = async (world, { owner }, { a, b }) => {
  const ctx = at(world, owner);
  const opened = await checkout(ctx, a, 'bank_transfer');
  if (!opened) return false;
  const payment = await db.payment.findFirstOrThrow({ where: { id: opened.paymentId } });
  const { amountMinor, currency, reference } = payment;
  const parts =
    b < 0.2
      ? [amountMinor / 3n, amountMinor - amountMinor / 3n]
      : [b > 0.9 ? amountMinor + 500n : amountMinor];
  // Paid up to six days ago, which may be another month.
  const on = dayIn(new Date(world.now.getTime() - Math.floor(b * 6) * DAY_MS));
  for (const part of parts) {
    const amount = moneyToDecimal(part, currency);
    const stated = { paymentId: payment.id, fileName: 'proof.pdf', amount, on, reference };
    const { proofId } = await submitProof(ctx, { ...stated, bytes: proofFile() });
    await acceptProof(at(world, world.finance), { proofId, amount, on });
  }
  return true;
};

const use: Act = async (world, { id }, { a, b }) => {
  const service = b < 0.5 ? 'error-analysis' : 'report-export';
  const quantity = String(Math.ceil(a * a * 30));
  await deductCredits(programOf(id, world.now), { service, quantity, idempotencyKey: randomUUID() });
  return true;
};

const hold: Act = async (world, { id }, { a, b }) => {
  const ctx = programOf(id, world.now);
  const held = await holdCredits(ctx, {
    ...{ service: 'error-analysis', quantity: String(Math.ceil(a * 5)), idempotencyKey: randomUUID() },
    expiresInSeconds: 86_400,
  });
  if (b < 0.7) await captureCredits(ctx, { holdId: held.id, idempotencyKey: randomUUID() });
  return true;
};

/** The whole of a payment or a part of it, by its provider or, for a transfer, by hand. */
const refund: Act = async (world, { id }, { a, b }) => {
  const payment = pick(await paymentsOf(id), a);
  if (!payment || payment.refundedMinor >= payment.receivedMinor) return false;
  const left = payment.receivedMinor - payment.refundedMinor;
  const part = (left * BigInt(Math.ceil(b * 100))) / 100n || 1n;
  await requestRefund(at(world, world.finance), {
    ...{ paymentId: payment.id, amountMinor: (b > 0.5 ? left : part).toString(), reason: 'simulated' },
    isByHand: payment.provider === 'bank_transfer',
  });
  return true;
};

/** Opened now; the bank decides at once in half of the cases, else it stays open. */
const disputed: Act = async (_, { id }, { a, b }) => {
  const payments = await paymentsOf(id, 'stripe');
  const payment = pick(payments, a);
  if (!payment?.providerPaymentId || payment.refundedMinor > 0n) return false;
  if (await db.dispute.findFirst({ where: { organisationId: id, paymentId: payment.id } })) return false;
  const theirs = await dispute(payment.providerPaymentId);
  if (b < 0.75) await decide(theirs, b < 0.35 ? 'won' : 'lost');
  return true;
};

/** Sends credits to the organisation before it. */
const transfer: Act = async (world, from, { organisation, a }) => {
  const to = world.organisations.get(organisation - 1);
  if (!to) return false;
  const { userId } = from.owner.actor as { userId: string };
  const key = { organisationId_userId: { organisationId: to.id, userId } };
  const role = { role: 'owner' as const, createdAt: world.now };
  await db.member.upsert({ where: key, create: { organisationId: to.id, userId, ...role }, update: {} });
  const credits = String(Math.ceil(a * 20));
  const request = { toOrganisationId: to.id, credits, idempotencyKey: randomUUID() };
  await transferCredits(at(world, from.owner), request);
  return true;
};

const acts: Record<Exclude<EventKind, TierAct | 'redeliver'>, Act> = {
  ...{ buyByCard, buyByWallet, buyByTransfer, use, hold, refund },
  ...{ dispute: disputed, transferCredits: transfer },
};

/** What a customer is told no for is no fault: too few credits, nothing to undo, no such way to pay here. */
const isRefusal = (error: unknown) => error instanceof AppError && error.code !== 'provider_unavailable';

/** Does one event. A refusal counts as nothing done; whatever else goes wrong ends the run. */
export async function perform(
  world: World,
  event: SimulatedEvent,
  again: (place: number, times: number) => Promise<boolean>,
): Promise<void> {
  const { kind } = event;
  const organisation = await organisationOf(world, event.organisation);
  const act = async () => {
    if (kind === 'redeliver') return again(event.a, 1 + Math.floor(event.b * 20));
    const own = kind in acts ? acts[kind as keyof typeof acts] : tierActs[kind as TierAct];
    return own(world, organisation, event);
  };
  const isDone = await act().catch((error: unknown) => {
    if (isRefusal(error)) return false;
    throw error;
  });
  count(isDone ? world.done : world.skipped, kind);
}
