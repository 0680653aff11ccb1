import { beforeAll, describe, expect, it } from 'vitest';
import { credits } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { addDays } from '@/lib/core/time';
import { NOW, newOrganisation } from '@/lib/testing/factories';
import { createServices, key, keyed, leads, wallet } from '@/lib/testing/spending';
import { checkCredits } from './check-credits';
import { deductCredits } from './deduct-credits';
import { captureCredits, getHold, holdCredits, releaseCredits } from './hold-credits';
import { getWallet, listHolds } from './queries';
import { returnDeduction } from './return-deduction';

beforeAll(createServices);

describe('holds for services', () => {
  it('give back what they held at the instant they expire, to every reader, before any job comes by', async () => {
    const org = await newOrganisation({ grant: 100 });
    await holdCredits(keyed(org), { ...leads(500), expiresInSeconds: 60 });
    const reader = (seconds: number) => keyed(org, new Date(NOW.getTime() + seconds * 1_000));
    expect(await checkCredits(reader(59), leads(1))).toMatchObject({ allowed: false, available: '0' });
    expect(await checkCredits(reader(60), leads(1))).toMatchObject({ allowed: true, available: '100' });
    const other = await newOrganisation({ grant: 100 });
    await holdCredits(keyed(other), { ...leads(500), expiresInSeconds: 60 });
    const late = { ...reader(60), organisationId: other };
    expect(await getWallet(late)).toMatchObject({ balance: '100', held: '0', available: '100' });
    expect(await listHolds(late)).toEqual([]);
  });

  it('are priced, captured by quantity at the price they were placed at, and end once', async () => {
    const org = await newOrganisation({ grant: 100 });
    const ctx = keyed(org);
    const placed = leads(200);
    const hold = await holdCredits(ctx, placed);
    expect(hold).toMatchObject({
      status: 'active',
      quantity: '200',
      credits: '40',
      balance: '100',
      available: '60',
    });
    await db.service.update({ where: { code: 'leads' }, data: { priceMicro: credits(90) } });
    const capture = { holdId: hold.id, quantity: 50, idempotencyKey: key() };
    await expect(captureCredits(ctx, { ...capture, quantity: '200.000001' })).rejects.toMatchObject({
      reason: 'moreThanHeld',
    });
    const captured = await captureCredits(ctx, capture);
    expect(captured).toMatchObject({
      cost: '10',
      released: '30',
      balance: '90',
      available: '90',
      service: 'leads',
      quantity: '50',
    });
    await db.service.update({ where: { code: 'leads' }, data: { priceMicro: credits(20) } });
    expect(await captureCredits(ctx, capture)).toEqual({ ...captured, replayed: true });
    await expect(captureCredits(ctx, { ...capture, idempotencyKey: key() })).rejects.toMatchObject({
      code: 'conflict',
      reason: 'holdCaptured',
    });
    await expect(releaseCredits(ctx, { holdId: hold.id, idempotencyKey: key() })).rejects.toMatchObject({
      reason: 'holdCaptured',
    });
    expect(await getHold(ctx, hold.id)).toMatchObject({ status: 'captured', captured: '10' });
    expect(await holdCredits(ctx, placed)).toEqual({ ...hold, replayed: true });
    const stranger = keyed(await newOrganisation({ grant: 10 }));
    for (const missed of [
      () => getHold(stranger, hold.id),
      () => captureCredits(stranger, capture),
      () => releaseCredits(stranger, { holdId: hold.id, idempotencyKey: key() }),
    ])
      await expect(missed()).rejects.toMatchObject({ code: 'not_found' });
  });

  it('say that they were released, or have expired', async () => {
    const org = await newOrganisation({ grant: 100 });
    const ctx = keyed(org);
    const released = await holdCredits(ctx, leads(10));
    expect(await releaseCredits(ctx, { holdId: released.id, idempotencyKey: key() })).toMatchObject({
      released: '2',
      available: '100',
    });
    await expect(captureCredits(ctx, { holdId: released.id, idempotencyKey: key() })).rejects.toMatchObject({
      reason: 'holdReleased',
    });
    const short = await holdCredits(ctx, leads(10, { expiresInSeconds: 60 }));
    const later = { ...ctx, now: addDays(NOW, 1) };
    expect(await getHold(later, short.id)).toMatchObject({ status: 'expired' });
    await expect(captureCredits(later, { holdId: short.id, idempotencyKey: key() })).rejects.toMatchObject({
      reason: 'holdExpired',
    });
    expect((await wallet(org)).heldMicro).toBe(0n);
  });
});

describe('what another program has done', () => {
  const keyOf = async (owner: { organisationId?: string; appId?: string }, organisationId: string) => {
    const id = newId('apiKey');
    const hash = id
      .slice(-26)
      .replaceAll(/[^0-9a-f]/g, '0')
      .padEnd(64, '0');
    const facts = { id, hash, name: 'Key', prefix: 'md_test_x', ratePerMinute: 600, createdAt: NOW };
    await db.apiKey.create({ data: { ...facts, ...owner, scopes: ['credits:spend'] } });
    const ctx = keyed(organisationId);
    return {
      ...ctx,
      actor: {
        ...{ kind: 'api-key' as const, keyId: id, appId: owner.appId },
        scopes: ['credits:spend' as const, 'credits:read' as const],
      },
    };
  };

  it('a key neither gives back nor ends; one of the same owner does', async () => {
    const org = await newOrganisation({ grant: 100 });
    const appId = newId('app');
    await db.app.create({ data: { id: appId, name: appId, createdAt: NOW } });
    const [app, sibling] = [await keyOf({ appId }, org), await keyOf({ appId }, org)];
    const own = await keyOf({ organisationId: org }, org);
    const { id } = await deductCredits(app, leads(100));
    const { id: holdId } = await holdCredits(app, leads(100));
    const desk = await db.$queryRaw<{ answer: { holdId: string } }[]>`
      SELECT wallet_hold(${org}, ${NOW}, jsonb_build_object('operationId', typed_id('op'), 'holdId', typed_id('hld'), 'actorKind', 'member', 'amountMicro', '1000000')) AS answer`;
    const refused = [
      () => returnDeduction(own, { deductionId: id, idempotencyKey: key() }),
      () => releaseCredits(own, { holdId, idempotencyKey: key() }),
      () => captureCredits(own, { holdId, quantity: 1, idempotencyKey: key() }),
      () => releaseCredits(app, { holdId: desk[0]?.answer.holdId ?? '', idempotencyKey: key() }),
    ];
    for (const attempt of refused) await expect(attempt()).rejects.toMatchObject({ code: 'not_found' });
    await releaseCredits(sibling, { holdId, idempotencyKey: key() });
    expect(await returnDeduction(sibling, { deductionId: id, idempotencyKey: key() })).toMatchObject({
      returned: '20',
    });
  });

  it("is not answered under another owner's key: the same idempotency key is a conflict", async () => {
    const org = await newOrganisation({ grant: 100 });
    const appId = newId('app');
    await db.app.create({ data: { id: appId, name: appId, createdAt: NOW } });
    const input = leads(100);
    await deductCredits(await keyOf({ organisationId: org }, org), input);
    await expect(deductCredits(await keyOf({ appId }, org), input)).rejects.toMatchObject({
      reason: 'idempotencyConflict',
    });
  });
});

describe('a return by quantity', () => {
  it('gives back in several parts what it would in one', async () => {
    const org = await newOrganisation({ grant: 100 });
    const ctx = keyed(org);
    await db.service.update({ where: { code: 'leads' }, data: { perUnits: 7 } });
    const { id, cost } = await deductCredits(ctx, leads(5));
    const parts: number[] = [];
    for (let n = 0; n < 5; n++)
      parts.push(
        Number(
          (await returnDeduction(ctx, { deductionId: id, quantity: 1, idempotencyKey: key() })).returned,
        ),
      );
    expect(parts.reduce((a, b) => a + b, 0)).toBeCloseTo(Number(cost), 6);
    expect((await wallet(org)).balanceMicro).toBe(credits(100));
    await db.service.update({ where: { code: 'leads' }, data: { perUnits: 100 } });
    await expect(
      returnDeduction(keyed(await newOrganisation()), { deductionId: id, idempotencyKey: key() }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});
