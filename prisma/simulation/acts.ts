import { randomUUID } from 'node:crypto';
import type { Context } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import { listOffers } from '@/lib/domain/payments/list-offers';
import { startCheckout } from '@/lib/domain/payments/start-checkout';
import { transferCredits } from '@/lib/domain/transfers/transfer-credits';
import { deductCredits } from '@/lib/domain/wallet/deduct-credits';
import { captureCredits, holdCredits } from '@/lib/domain/wallet/hold-credits';
import type { ProviderCode } from '@/lib/integrations/payment-provider';
import type { EventKind, SimulatedEvent } from './history';
import { type MoneyAct, moneyActs, transferMoney } from './money-acts';
import { type TierAct, tierActs } from './tier-acts';
import { payAtPaymob, payByCard } from './vendors';
import { type Act, type Organisation, type World, at, count, pick } from './world';

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

const buyByTransfer: Act = async (world, { owner }, { a, b }) => {
  const ctx = at(world, owner);
  const opened = await checkout(ctx, a, 'bank_transfer');
  if (!opened) return false;
  await transferMoney(world, ctx, opened.paymentId, b);
  return true;
};

const services = [
  { service: 'error-analysis', creditsMicro: 2_000_000n },
  { service: 'ai-summary', creditsMicro: 500_000n },
] as const;

/** As much as is wanted or as is there; one use in eight asks for more than that. */
async function affordable(organisationId: string, wanted: number, { b }: SimulatedEvent) {
  const { service, creditsMicro } = b < 0.5 ? services[0] : services[1];
  const { balanceMicro, heldMicro } = await db.wallet.findUniqueOrThrow({ where: { organisationId } });
  const most = Number((balanceMicro - heldMicro) / creditsMicro);
  const quantity = b > 0.875 ? most + wanted : Math.min(wanted, most);
  return quantity > 0 ? { service, quantity: String(quantity) } : null;
}

const use: Act = async (world, { id }, event) => {
  const asked = await affordable(id, Math.ceil(event.a * event.a * 60), event);
  if (!asked) return false;
  await deductCredits(programOf(id, world.now), { ...asked, idempotencyKey: randomUUID() });
  return true;
};

/** Most are captured; one in five is left until it expires. */
const hold: Act = async (world, { id }, event) => {
  const ctx = programOf(id, world.now);
  const asked = await affordable(id, Math.ceil(event.a * 5), event);
  if (!asked) return false;
  const held = await holdCredits(ctx, {
    ...{ ...asked, idempotencyKey: randomUUID(), expiresInSeconds: 86_400 },
  });
  if (event.a < 0.8) await captureCredits(ctx, { holdId: held.id, idempotencyKey: randomUUID() });
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

const acts: Record<Exclude<EventKind, TierAct | MoneyAct | 'redeliver'>, Act> = {
  ...{ buyByCard, buyByWallet, buyByTransfer, use, hold },
  transferCredits: transfer,
};

const allActs: Record<Exclude<EventKind, 'redeliver'>, Act> = { ...acts, ...tierActs, ...moneyActs };

/** What a customer is told no for is no fault: too few credits, nothing to undo, no such way to pay here. */
const refusals = new Set([
  ...['conflict', 'invalid', 'not_found', 'insufficient_credits', 'limit_reached', 'forbidden'],
]);

/** A few times, and once in a while a hundred times. */
const timesOf = (share: number) => (share > 0.98 ? 100 : 1 + Math.floor(share * 5));

/** Does one event. Whatever goes wrong and is no refusal ends the run. */
export async function perform(
  world: World,
  organisation: Organisation,
  event: SimulatedEvent,
  again: (place: number, times: number) => Promise<boolean>,
): Promise<void> {
  const { kind, a, b } = event;
  const act = () => (kind === 'redeliver' ? again(a, timesOf(b)) : allActs[kind](world, organisation, event));
  try {
    count((await act()) ? world.done : world.skipped, kind);
  } catch (error) {
    if (!(error instanceof AppError) || !refusals.has(error.code))
      throw new Error(`the event failed: ${JSON.stringify(event)}`, { cause: error });
    count(world.refused, `${kind} ${error.reason}`);
  }
}
