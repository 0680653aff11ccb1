import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { credits, creditsToDecimal } from '@/lib/core/credits';
import { type Rounding, db } from '@/lib/core/db';
import { newOrganisation } from '@/lib/testing/factories';
import { createServices, holdsTrue, key, keyed, leads } from '@/lib/testing/spending';
import { checkCredits } from './check-credits';
import { deductCredits } from './deduct-credits';
import { captureCredits, holdCredits } from './hold-credits';

const enforce = (mode: 'on' | 'observe' | 'off') =>
  db.setting.upsert({
    where: { key: 'enforcement' },
    create: { key: 'enforcement', value: { mode } },
    update: { value: { mode } },
  });

beforeAll(createServices);

describe('the price of a service', () => {
  it('is proportional, rounded once to a micro-credit', async () => {
    const whole = fc.bigInt({ min: 0n, max: 10n ** 12n });
    const rounding = fc.constantFrom<Rounding>('up', 'nearest', 'down');
    await fc.assert(
      fc.asyncProperty(
        whole,
        fc.integer({ min: 1, max: 999_983 }),
        rounding,
        fc.bigInt({ min: 1n, max: 10n ** 9n }),
        async (price, per, mode, micro) => {
          const quantity = creditsToDecimal(micro);
          const [row] = await db.$queryRaw<{ cost: bigint | null }[]>`
          SELECT service_cost(${price}::bigint, ${per}::int, ${mode}::"Rounding", ${quantity}::numeric) AS cost`;
          // Reckoned apart from SQL, on whole numbers: the exact cost is price * micro / (per * 1,000,000).
          const [above, below] = [price * micro, BigInt(per) * 1_000_000n];
          const [floor, rest] = [above / below, above % below];
          const up = mode === 'up' ? rest > 0n : mode === 'nearest' && 2n * rest >= below;
          expect(row?.cost).toBe(floor + (up ? 1n : 0n));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is what a check says and a deduction takes, and stays with the operation', async () => {
    const org = await newOrganisation({ grant: 100 });
    const ctx = keyed(org);
    expect(await checkCredits(ctx, { service: 'leads', quantity: 150 })).toEqual({
      allowed: true,
      cost: '30',
      available: '100',
      shortfall: '0',
    });
    const deduction = await deductCredits(
      ctx,
      leads('150.000', { reference: 'order 7', metadata: { job: 1 } }),
    );
    expect(deduction).toMatchObject({
      service: 'leads',
      quantity: '150',
      cost: '30',
      balance: '70',
      available: '70',
      shortfall: '0',
      reference: 'order 7',
      metadata: { job: 1 },
    });
    await db.service.update({ where: { code: 'leads' }, data: { priceMicro: credits(40) } });
    const operation = await db.operation.findFirstOrThrow({
      where: { organisationId: org, id: deduction.id },
    });
    expect(operation.price).toEqual({ priceMicro: '20000000', perUnits: 100, rounding: 'up' });
    expect(await db.servicePrice.count({ where: { serviceCode: 'leads' } })).toBe(2);
    await db.service.update({ where: { code: 'leads' }, data: { priceMicro: credits(20) } });
  });

  it.each([
    ['unknown', 'unknownService'],
    ['old', 'inactiveService'],
    ['dear', 'quantityTooLarge'],
  ])('of %s is refused as %s, and nothing is written', async (service, reason) => {
    const org = await newOrganisation({ grant: 10 });
    const ctx = keyed(org);
    for (const refused of [
      () => checkCredits(ctx, { service, quantity: 2 }),
      () => deductCredits(ctx, leads(2, { service })),
      () => holdCredits(ctx, leads(2, { service })),
    ])
      await expect(refused()).rejects.toMatchObject({ code: 'invalid', reason });
    expect(await db.operation.count({ where: { organisationId: org, kind: { not: 'grant' } } })).toBe(0);
  });

  it('may be nothing: a free service is counted and takes no credits', async () => {
    const org = await newOrganisation();
    expect(await deductCredits(keyed(org), leads(5, { service: 'free' }))).toMatchObject({
      cost: '0',
      lots: [],
    });
    expect(await db.usageDay.findFirst({ where: { organisationId: org } })).toMatchObject({
      count: 1n,
      consumedMicro: 0n,
    });
  });
});

describe('enforcement', () => {
  it.each(['observe', 'off'] as const)(
    '%s refuses nothing, draws what there is and owes nothing',
    async (mode) => {
      await enforce(mode);
      try {
        const org = await newOrganisation({ grant: 10 });
        const ctx = keyed(org);
        expect(await checkCredits(ctx, { service: 'leads', quantity: 100 })).toMatchObject({
          allowed: true,
          shortfall: '10',
        });
        expect(await deductCredits(ctx, leads(100))).toMatchObject({
          cost: '20',
          shortfall: '10',
          owed: '0',
          balance: '0',
        });
        const hold = await holdCredits(ctx, leads(100));
        expect(hold).toMatchObject({ credits: '0', status: 'active' });
        expect(await captureCredits(ctx, { holdId: hold.id, idempotencyKey: key() })).toMatchObject({
          cost: '0',
        });
        expect(await db.receivable.count({ where: { organisationId: org } })).toBe(0);
        await holdsTrue();
      } finally {
        await enforce('on');
      }
    },
  );
});
