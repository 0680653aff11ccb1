import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { type LotModel, type Tx, db, transaction } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { addDays } from '@/lib/core/time';
import { accounts, postJournal } from '@/lib/domain/invoices/accounts';
import { NOW, job, newUser } from '@/lib/testing/factories';
import { deductCredits } from '@/lib/domain/wallet/deduct-credits';
import { expireCredits, recogniseRevenue } from '@/lib/domain/wallet/expire-credits';
import { captureCredits, holdCredits } from '@/lib/domain/wallet/hold-credits';
import { returnDeduction } from '@/lib/domain/wallet/return-deduction';
import {
  captureHold,
  clawCredits,
  freezeCredits,
  grantCredits,
  placeHold,
  postAdjustment,
  releaseHold,
  returnCredits,
  spendCredits,
  transferBetween,
} from '@/lib/domain/wallet/steps';

/** Amounts with odd micro-credits, so that shares of a cost rarely come out even. */
const amount = fc.bigInt({ min: 1n, max: 40_000_003n });
const quantity = fc.integer({ min: 1, max: 30 });
const nth = fc.nat(8);
const day = fc.nat(30);
const Command = fc.oneof(
  fc.record({ verb: fc.constant('buy' as const), amount, cost: fc.bigInt({ min: 1n, max: 9_999n }), day }),
  fc.record({ verb: fc.constant('grant' as const), amount, day }),
  fc.record({ verb: fc.constant('deduct' as const), amount, key: fc.option(fc.nat(5)) }),
  fc.record({ verb: fc.constant('use' as const), quantity, owes: fc.boolean(), key: fc.option(fc.nat(5)) }),
  fc.record({ verb: fc.constant('set aside' as const), quantity, part: quantity, day }),
  fc.record({ verb: fc.constant('undo' as const), nth, quantity }),
  fc.record({ verb: fc.constant('transfer' as const), amount, to: fc.nat(2) }),
  fc.record({ verb: fc.constant('hold' as const), amount, day }),
  fc.record({ verb: fc.constant('capture' as const), nth, share: fc.nat(100) }),
  fc.record({ verb: fc.constant('release' as const), nth }),
  fc.record({ verb: fc.constant('return' as const), nth, share: fc.nat(100) }),
  // What paid support does: a card buys and holds at once, a quote is held under its key, a late one gives back a part once.
  fc.record({
    verb: fc.constant('card request' as const),
    amount,
    cost: fc.bigInt({ min: 1n, max: 9_999n }),
  }),
  fc.record({ verb: fc.constant('quote' as const), amount, key: fc.nat(3) }),
  fc.record({ verb: fc.constant('late' as const), nth, share: fc.nat(100) }),
  fc.record({
    verb: fc.constant('adjust' as const),
    amount: fc.bigInt({ min: -20_000_000n, max: 20_000_000n }),
  }),
  fc.record({ verb: fc.constant('refund' as const), nth, share: fc.nat(120) }),
  fc.record({ verb: fc.constant('freeze' as const), nth, share: fc.nat(100) }),
  fc.record({ verb: fc.constant('lose' as const), nth, share: fc.nat(100) }),
  fc.record({ verb: fc.constant('expire' as const) }),
  fc.record({ verb: fc.constant('recognise' as const) }),
);
type Command = typeof Command extends fc.Arbitrary<infer C> ? C : never;
/** A command on one of three wallets, on some day of the month. */
export const Step = fc.record({ wallet: fc.nat(2), day, command: Command });
export type Step = typeof Step extends fc.Arbitrary<infer S> ? S : never;

let buyer: string;

/** Whoever buys, and a service whose price is no whole number of credits. */
export async function openLedger(): Promise<void> {
  buyer = (await newUser()).id;
  const service = { code: 'sevenths', name: 'Sevenths', group: 'Tests', unit: 'piece' };
  await db.service.create({ data: { ...service, priceMicro: 10_000_000n, perUnits: 7 } });
}

/** A paid purchase with its lot and journal, as a settlement leaves them; `then` is done in the same transaction. */
export async function buy(
  org: string,
  now: Date,
  amountMicro: bigint,
  costMinor: bigint,
  expiresAt?: Date,
  then?: (tx: Tx) => Promise<unknown>,
) {
  const ctx = job(now, org);
  await transaction(async (tx) => {
    const purchase = await tx.purchase.create({
      data: {
        ...{
          organisationId: org,
          id: newId('purchase'),
          packCode: 'p',
          packName: 'P',
          creditsMicro: amountMicro,
        },
        ...{ listPriceMinor: costMinor, totalMinor: costMinor, currency: 'USD', factors: [], status: 'paid' },
        ...{ createdById: buyer, createdAt: now, expiresAt: now, paidAt: now },
      },
    });
    const paid = { source: 'purchase' as const, costMinor, currency: 'USD', purchaseId: purchase.id };
    await grantCredits(tx, ctx, org, { amountMicro, expiresAt, ...paid });
    const line = (account: string, amountMinor: bigint) => ({ account, amountMinor, currency: 'USD' });
    await postJournal(tx, {
      ...{ organisationId: org, kind: 'purchase', reference: purchase.id, now },
      lines: [line(accounts.cash('stripe'), costMinor), line(accounts.deferredRevenue, -costMinor)],
    });
    await then?.(tx);
  });
}

/** The hold of what a card has just bought; where the wallet owed, too little may be left of it. */
async function holdBought(tx: Tx, org: string, now: Date, amountMicro: bigint) {
  try {
    await placeHold(tx, job(now, org), org, { amountMicro, idempotencyKey: `card:${randomUUID()}` });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'insufficient_credits') throw error;
  }
}

/** Charges a hold and gives a part of it back for being late: both at once, and the part once however often. */
async function resolveLate(org: string, now: Date, holdId: string, percent: number) {
  const ctx = job(now, org);
  await transaction(async (tx) => {
    const hold = await tx.hold.findFirstOrThrow({ where: { organisationId: org, id: holdId } });
    if (hold.status === 'active') await captureHold(tx, ctx, org, { holdId });
    const where = { organisationId: org, kind: 'capture' as const, parentId: holdId };
    const charged = await tx.operation.findFirst({ where });
    if (!charged || charged.amountMicro === 0n) return;
    const amountMicro = share(charged.amountMicro, percent);
    const once = { parentId: charged.id, idempotencyKey: `late:${charged.id}` };
    await returnCredits(tx, ctx, org, { amountMicro, reason: 'late', ...once });
  });
}

/** Takes back what a payment's lot was granted for, and posts it as the refund of its net would be. */
async function claw(org: string, now: Date, lot: LotModel, percent: number, holdId?: string) {
  const ctx = job(now, org);
  const paidMinor = lot.costMinor ?? 1n;
  const takenMinor = (paidMinor * BigInt(percent)) / 100n;
  await transaction(async (tx) => {
    const { deferredMinor } = await clawCredits(tx, ctx, org, {
      lotId: lot.id,
      ...{ takenMinor, paidMinor, holdId },
    });
    const line = (account: string, amountMinor: bigint) => ({ account, amountMinor, currency: 'USD' });
    const lines = [line('deferred_revenue', deferredMinor), line('cash:stripe', -deferredMinor)];
    await postJournal(tx, { organisationId: org, kind: 'refund', reference: lot.id, now, lines });
  });
}

const share = (whole: bigint, percent: number) => (whole * BigInt(percent)) / 100n || 1n;

/** Runs a command as its verb or step does; refusals throw. */
export async function run(orgs: string[], { wallet, day: today, command }: Step): Promise<unknown> {
  const org = orgs[wallet] ?? '';
  const now = addDays(NOW, today);
  const ctx = job(now, org);
  const keyed = (idempotencyKey: string = randomUUID()) => ({ service: 'sevenths', idempotencyKey });
  const serviceCode = 'chat-message';
  switch (command.verb) {
    case 'buy':
      return buy(org, now, command.amount, command.cost, addDays(now, command.day + 1));
    case 'grant':
      return grantCredits(db, ctx, org, {
        ...{ amountMicro: command.amount, source: 'promotion', expiresAt: addDays(now, command.day + 1) },
        ...(command.day % 2 && { rolloverMicro: 5_000_001n, rolloverUntil: addDays(now, command.day + 9) }),
      });
    case 'deduct': {
      const idempotencyKey = command.key === null ? undefined : `key-${command.key}`;
      return spendCredits(db, ctx, org, { amountMicro: command.amount, serviceCode, idempotencyKey });
    }
    case 'use': {
      const { quantity, owes, key } = command;
      const use = { ...keyed(key === null ? undefined : `use-${key}`), quantity };
      return deductCredits(ctx, { ...use, onInsufficient: owes ? 'owe' : 'refuse' });
    }
    case 'set aside': {
      const expiresInSeconds = 86_400 * (command.day + 1);
      const hold = await holdCredits(ctx, { ...keyed(), quantity: command.quantity, expiresInSeconds });
      return captureCredits(ctx, { ...keyed(), holdId: hold.id, quantity: command.part });
    }
    case 'undo': {
      const where = { organisationId: org, kind: 'deduct' as const, serviceCode: 'sevenths' };
      const used = await db.operation.findFirst({ where, skip: command.nth });
      const { quantity } = command;
      return used && returnDeduction(ctx, { ...keyed(), deductionId: used.id, quantity });
    }
    case 'transfer': {
      const to = orgs[command.to] ?? '';
      return to !== org && transferBetween(db, ctx, org, to, { amountMicro: command.amount });
    }
    case 'hold': {
      const expiresAt = command.day % 2 ? addDays(now, command.day) : undefined;
      return placeHold(db, ctx, org, { amountMicro: command.amount, serviceCode, expiresAt });
    }
    case 'capture': {
      const hold = await db.hold.findFirst({ where: { organisationId: org }, skip: command.nth });
      const amountMicro = hold ? share(hold.amountMicro, command.share) : undefined;
      return hold && captureHold(db, ctx, org, { holdId: hold.id, amountMicro });
    }
    case 'release': {
      const hold = await db.hold.findFirst({ where: { organisationId: org }, skip: command.nth });
      return hold && releaseHold(db, ctx, org, { holdId: hold.id });
    }
    case 'return': {
      const where = { organisationId: org, kind: { in: ['deduct' as const, 'capture' as const] } };
      const parent = await db.operation.findFirst({ where, skip: command.nth });
      const amountMicro = parent ? share(parent.amountMicro, command.share) : undefined;
      return parent && returnCredits(db, ctx, org, { parentId: parent.id, amountMicro });
    }
    case 'card request': {
      const { amount, cost } = command;
      return buy(org, now, amount, cost, undefined, (tx) => holdBought(tx, org, now, amount));
    }
    case 'quote': {
      const idempotencyKey = `accept-quote:${command.key}`;
      return placeHold(db, ctx, org, { amountMicro: command.amount, serviceCode, idempotencyKey });
    }
    case 'late': {
      const hold = await db.hold.findFirst({ where: { organisationId: org }, skip: command.nth });
      return hold && resolveLate(org, now, hold.id, command.share);
    }
    case 'adjust':
      return command.amount && postAdjustment(db, ctx, org, { amountMicro: command.amount });
    case 'refund': {
      const where = { organisationId: org, source: 'purchase' as const };
      const lot = await db.lot.findFirst({ where, skip: command.nth });
      return lot && claw(org, now, lot, command.share);
    }
    case 'freeze': {
      const where = { organisationId: org, source: 'purchase' as const };
      const lot = await db.lot.findFirst({ where, skip: command.nth });
      const amountMicro = lot ? share(lot.grantedMicro, command.share) : 0n;
      return lot && freezeCredits(db, ctx, org, { lotId: lot.id, amountMicro, reference: 'dispute:x' });
    }
    case 'lose': {
      const where = { organisationId: org, reference: 'dispute:x', draws: { some: {} } };
      const hold = await db.hold.findFirst({
        where,
        include: { draws: { include: { lot: true } } },
        skip: command.nth,
      });
      const lot = hold?.draws[0]?.lot;
      return hold && lot && claw(org, now, lot, command.share, hold.id);
    }
    case 'expire':
      return expireCredits(job(now));
    case 'recognise':
      return recogniseRevenue(job(now));
  }
}
