import { randomUUID } from 'node:crypto';
import type { Context } from '@/lib/core/context';
import { beforeAll, describe, expect, it } from 'vitest';
import { credits } from '@/lib/core/credits';
import { db, transaction } from '@/lib/core/db';
import { addDays } from '@/lib/core/time';
import { NOW, ensureCatalogue, job, memberOf, newOrganisation } from '@/lib/testing/factories';
import { deductCredits } from './deduct-credits';
import { holdCredits } from './hold-credits';
import {
  clawCredits,
  freezeCredits,
  grantCredits,
  placeHold,
  restrictWallet,
  spendCredits,
  unfreezeCredits,
} from './steps';

beforeAll(async () => {
  await ensureCatalogue();
  const service = { code: 'sevenths', name: 'Sevenths', group: 'Tests', unit: 'piece', perUnits: 7 };
  await db.service.createMany({ data: { ...service, priceMicro: 10_000_000n }, skipDuplicates: true });
});

const program = (organisationId: string): Context => ({
  actor: { kind: 'api-key', keyId: 'key_claw', scopes: ['credits:spend'] },
  ...{ organisationId, now: NOW, requestId: randomUUID() },
});

/** A lot of 100 credits that cost 10.00, of a payment of 12.00 with its tax. */
async function bought(more = 0) {
  const org = await newOrganisation({ grant: more });
  const ctx = job(NOW, org);
  const grant = {
    amountMicro: credits(100),
    source: 'purchase' as const,
    costMinor: 1_000n,
    currency: 'USD',
  };
  const { lotId = '' } = await grantCredits(db, ctx, org, { ...grant, expiresAt: addDays(NOW, 30) });
  const claw = (takenMinor: bigint, more: { holdId?: string; idempotencyKey?: string } = {}) =>
    clawCredits(db, ctx, org, { lotId, takenMinor, paidMinor: 1_200n, ...more });
  const lot = () =>
    db.lot.findUniqueOrThrow({ where: { organisationId_id: { organisationId: org, id: lotId } } });
  const wallet = () => db.wallet.findUniqueOrThrow({ where: { organisationId: org } });
  return { org, ctx, lotId, claw, lot, wallet };
}

describe('a claw', () => {
  it('takes back by difference, and the last of it exactly the rest', async () => {
    const { claw, lot, wallet } = await bought();
    expect(await claw(400n)).toEqual({ clawedMicro: 33_333_333n, owedMicro: 0n, deferredMinor: 333n });
    expect(await claw(400n)).toEqual({ clawedMicro: 0n, owedMicro: 0n, deferredMinor: 0n });
    expect(await claw(1_200n)).toEqual({ clawedMicro: 66_666_667n, owedMicro: 0n, deferredMinor: 667n });
    expect(await lot()).toMatchObject({ clawedMicro: credits(100), remainingMicro: 0n, isOpen: false });
    expect(await wallet()).toMatchObject({ balanceMicro: 0n, owedMicro: 0n });
  });

  it('draws on other lots for what was used, and owes what is missing', async () => {
    const { org, ctx, claw, lot, wallet } = await bought(20);
    await spendCredits(db, ctx, org, { amountMicro: credits(90) });
    const taken = await claw(1_200n);
    expect(taken).toMatchObject({ clawedMicro: credits(100), owedMicro: credits(70) });
    expect(await wallet()).toMatchObject({ balanceMicro: 0n, owedMicro: credits(70) });
    expect((await lot()).clawedMicro).toBe(credits(100));
    await grantCredits(db, ctx, org, { amountMicro: credits(80), source: 'adjustment' });
    expect(await wallet()).toMatchObject({ balanceMicro: credits(10), owedMicro: 0n });
  });

  it('is made once under one key, also by many at once', async () => {
    const { claw, lot } = await bought();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => claw(600n, { idempotencyKey: 'refund:1' })),
    );
    expect(new Set(answers.map(({ clawedMicro }) => clawedMicro))).toEqual(new Set([credits(50)]));
    expect((await lot()).clawedMicro).toBe(credits(50));
  });

  it('knows no lot of another organisation', async () => {
    const { lotId } = await bought();
    const org = await newOrganisation();
    await expect(
      clawCredits(db, job(NOW, org), org, { lotId, takenMinor: 1n, paidMinor: 1n }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a freeze', () => {
  it('keeps what is left of the lot from being spent until it is given back', async () => {
    const { org, ctx, lotId, wallet } = await bought(5);
    const { holdId, frozenMicro } = await freezeCredits(db, ctx, org, { lotId, amountMicro: credits(200) });
    expect(frozenMicro).toBe(credits(100));
    const spend = (whole: number) => spendCredits(db, ctx, org, { amountMicro: credits(whole) });
    await expect(spend(6)).rejects.toMatchObject({ code: 'insufficient_credits' });
    await unfreezeCredits(db, ctx, org, { holdId });
    await spend(6);
    expect(await wallet()).toMatchObject({ heldMicro: 0n, balanceMicro: credits(99) });
  });

  it('ends with the claw of what it kept, also after the lot has expired', async () => {
    const { org, ctx, lotId, lot, wallet } = await bought(5);
    const { holdId } = await freezeCredits(db, ctx, org, { lotId, amountMicro: credits(100) });
    const later = job(addDays(NOW, 60), org);
    const claw = { lotId, takenMinor: 1_200n, paidMinor: 1_200n, holdId };
    const taken = await transaction((tx) => clawCredits(tx, later, org, claw));
    expect(taken).toEqual({ clawedMicro: credits(100), owedMicro: 0n, deferredMinor: 1_000n });
    expect(await lot()).toMatchObject({ heldMicro: 0n, remainingMicro: 0n });
    expect(await wallet()).toMatchObject({ heldMicro: 0n, balanceMicro: credits(5) });
  });

  it('is nothing that a program may end', async () => {
    const { org, ctx, lotId } = await bought();
    const { holdId } = await freezeCredits(db, ctx, org, { lotId, amountMicro: credits(1) });
    const key = program(org);
    await expect(unfreezeCredits(db, key, org, { holdId })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a restriction', () => {
  it('stops programs and filing until it ends; debts are paid and grants come in', async () => {
    const { org, ctx } = await bought();
    const key = program(org);
    const use = (idempotencyKey: string) =>
      deductCredits(key, { service: 'sevenths', quantity: '1', idempotencyKey });
    const before = await use('before');
    expect(await restrictWallet(db, org, NOW)).toBe(true);
    expect(await restrictWallet(db, org, NOW)).toBe(false);
    const refused = { code: 'forbidden', reason: 'paymentOverdue' };
    await expect(use('after')).rejects.toMatchObject(refused);
    expect(await use('before')).toMatchObject({ id: before.id });
    const hold = { service: 'sevenths', quantity: '1', idempotencyKey: 'hold' };
    await expect(holdCredits(key, hold)).rejects.toMatchObject(refused);
    const member = await memberOf(org);
    await expect(placeHold(db, member, org, { amountMicro: credits(1) })).rejects.toMatchObject(refused);
    await grantCredits(db, ctx, org, { amountMicro: credits(1), source: 'adjustment' });
    expect(await restrictWallet(db, org, null)).toBe(true);
    await use('after');
  });
});
