import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type LotModel, db, transaction } from '@/lib/core/db';
import { AppError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { addDays } from '@/lib/core/time';
import { accounts, postJournal } from '@/lib/domain/invoices/accounts';
import { NOW, job, newOrganisation, newUser } from '@/lib/testing/factories';
import { deductCredits } from './deduct-credits';
import { expireCredits, recogniseRevenue } from './expire-credits';
import { captureCredits, holdCredits } from './hold-credits';
import { returnDeduction } from './return-deduction';
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
} from './steps';
import { checkLaws, verifyLedger } from './verify-ledger';

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
const Step = fc.record({ wallet: fc.nat(2), day, command: Command });
type Step = typeof Step extends fc.Arbitrary<infer S> ? S : never;

let buyer: string;
beforeAll(async () => {
  buyer = (await newUser()).id;
  const service = { code: 'sevenths', name: 'Sevenths', group: 'Tests', unit: 'piece' };
  await db.service.create({ data: { ...service, priceMicro: 10_000_000n, perUnits: 7 } });
});

/** A paid purchase with its lot and journal, as a settlement leaves them. */
async function buy(org: string, now: Date, amountMicro: bigint, costMinor: bigint, expiresAt: Date) {
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

async function run(orgs: string[], { wallet, day: today, command }: Step): Promise<unknown> {
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
    case 'adjust':
      return command.amount && postAdjustment(db, ctx, org, { amountMicro: command.amount });
    case 'refund': {
      const lot = await db.lot.findFirst({
        where: { organisationId: org, source: 'purchase' },
        skip: command.nth,
      });
      return lot && claw(org, now, lot, command.share);
    }
    case 'freeze': {
      const lot = await db.lot.findFirst({
        where: { organisationId: org, source: 'purchase' },
        skip: command.nth,
      });
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

/** Refusals are answers; anything else is a bug and must fail the property. */
async function answer(step: Step, orgs: string[]): Promise<void> {
  try {
    await run(orgs, step);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}

async function differences() {
  const reports = await verifyLedger(job());
  expect(reports.reduce((sum, { looked }) => sum + looked, 0)).toBeGreaterThan(0);
  return reports.filter((report) => report.differences.length > 0);
}

describe('the laws of the ledger', () => {
  it('hold after any interleaving of commands on several wallets', { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(Step, { minLength: 10, maxLength: 60 }), async (steps) => {
        const orgs = [await newOrganisation(), await newOrganisation(), await newOrganisation()];
        for (const org of orgs) await buy(org, NOW, 50_000_001n, 777n, addDays(NOW, 15));
        // Eight at a time: neighbours race for the same wallets, locks and keys.
        for (let i = 0; i < steps.length; i += 8)
          await Promise.all(steps.slice(i, i + 8).map((step) => answer(step, orgs)));
        expect(await differences()).toEqual([]);
      }),
      { numRuns: Number(process.env.LEDGER_RUNS ?? 60), endOnFailure: true },
    );
  });

  it('see what is wrong: each law reports a planted difference', async () => {
    const org = await newOrganisation({ grant: 10 });
    await buy(org, NOW, 10_000_000n, 1_000n, addDays(NOW, 300));
    await placeHold(db, job(NOW, org), org, { amountMicro: 2_000_000n });
    await spendCredits(db, job(NOW, org), org, { amountMicro: 1_000_000n, serviceCode: 'x' });
    expect(await differences()).toEqual([]);
    const plant = async (statement: string) => {
      await expect(
        transaction(async (tx) => {
          await tx.$executeRawUnsafe(statement, org);
          const broken = (await checkLaws(tx, NOW)).filter((report) => report.differences.length > 0);
          expect(broken, statement).not.toEqual([]);
          throw new Error('undo');
        }),
      ).rejects.toThrow('undo');
    };
    await plant(`UPDATE "Wallet" SET "balanceMicro" = "balanceMicro" + 1 WHERE "organisationId" = $1`);
    await plant(`UPDATE "Wallet" SET "lastSeq" = "lastSeq" + 1 WHERE "organisationId" = $1`);
    await plant(`UPDATE "Lot" SET "heldMicro" = 0 WHERE "organisationId" = $1`);
    await plant(`UPDATE "HoldDraw" SET "amountMicro" = 1 WHERE "organisationId" = $1`);
    await plant(`UPDATE "Wallet" SET "owedMicro" = 1 WHERE "organisationId" = $1`);
    await plant(
      `INSERT INTO "Entry" ("organisationId", seq, "operationId", "lotId", kind, "amountMicro", "balanceAfterMicro", "createdAt") SELECT $1, 99, 'op_none', 'lot_none', 'transfer', 1, 1, now()`,
    );
    await plant(`UPDATE "Lot" SET "clawedMicro" = 1 WHERE "organisationId" = $1`);
    await plant(`UPDATE "UsageDay" SET "consumedMicro" = 1 WHERE "organisationId" = $1`);
    await plant(`UPDATE "Purchase" SET status = 'expired', "paidAt" = NULL WHERE "organisationId" = $1`);
    await plant(`UPDATE "Lot" SET "recognisedMinor" = 1 WHERE "organisationId" = $1 AND "costMinor" > 0`);
  });

  it('recognise the cost of a lot cumulatively, to exactly its cost', async () => {
    const org = await newOrganisation();
    await buy(org, NOW, 3_000_000n, 1_000n, addDays(NOW, 300));
    const seen: bigint[] = [];
    for (let i = 0; i < 3; i++) {
      await spendCredits(db, job(NOW, org), org, { amountMicro: 1_000_000n });
      await recogniseRevenue(job(NOW));
      const lot = await db.lot.findFirstOrThrow({ where: { organisationId: org } });
      seen.push(lot.recognisedMinor);
    }
    expect(seen).toEqual([333n, 666n, 1_000n]);
  });
});
