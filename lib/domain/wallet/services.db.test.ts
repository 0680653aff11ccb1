import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/core/context';
import { credits, creditsToDecimal } from '@/lib/core/credits';
import { type Rounding, db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { addDays } from '@/lib/core/time';
import { NOW, job, memberOf, newOrganisation } from '@/lib/testing/factories';
import { checkCredits } from './check-credits';
import { deductBatch, deductCredits } from './deduct-credits';
import { captureCredits, getHold, holdCredits, releaseCredits } from './hold-credits';
import { returnDeduction } from './return-deduction';
import { grantCredits, placeHold, transferBetween } from './steps';
import { checkLaws } from './verify-ledger';

const keyed = (organisationId: string, now = NOW): Context => ({
  actor: { kind: 'api-key', keyId: newId('apiKey'), scopes: ['credits:spend', 'credits:read'] },
  organisationId,
  now,
  requestId: 'test',
});
let nth = 0;
const key = () => `key-${++nth}`;
const leads = (quantity: number | string, over: object = {}) => ({
  ...{ service: 'leads', quantity, idempotencyKey: key() },
  ...over,
});
const wallet = (org: string) => db.wallet.findUniqueOrThrow({ where: { organisationId: org } });
const enforce = (mode: 'on' | 'observe' | 'off') =>
  db.setting.upsert({
    where: { key: 'enforcement' },
    create: { key: 'enforcement', value: { mode } },
    update: { value: { mode } },
  });
const holdsTrue = async () =>
  expect((await checkLaws(db)).filter(({ differences }) => differences.length > 0)).toEqual([]);

beforeAll(async () => {
  const service = { group: 'Tests', unit: 'lead', perUnits: 100, rounding: 'up' as const };
  await db.service.createMany({
    data: [
      { ...service, code: 'leads', name: 'Leads', priceMicro: credits(20) },
      { ...service, code: 'old', name: 'Old', priceMicro: credits(1), active: false },
      { ...service, code: 'free', name: 'Free', priceMicro: 0n },
      { ...service, code: 'dear', name: 'Dear', priceMicro: credits(1_000_000_000), perUnits: 1 },
    ],
  });
});

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

describe('deductCredits', () => {
  it('answers a repeat as before, refuses another request under its key, and knows its tenants', async () => {
    const [org, other] = [await newOrganisation({ grant: 100 }), await newOrganisation({ grant: 100 })];
    const input = leads(100);
    const first = await deductCredits(keyed(org), input);
    expect(await deductCredits(keyed(org, addDays(NOW, 1)), input)).toEqual({ ...first, replayed: true });
    await expect(deductCredits(keyed(org), { ...input, quantity: 101 })).rejects.toMatchObject({
      code: 'conflict',
      reason: 'idempotencyConflict',
    });
    await expect(deductCredits(keyed(other), input)).resolves.not.toHaveProperty('replayed');
    expect((await wallet(org)).balanceMicro).toBe(credits(80));
  });

  it('is for programs: no person spends directly, and a key needs its scope', async () => {
    const org = await newOrganisation({ grant: 100 });
    await expect(deductCredits(await memberOf(org), leads(1))).rejects.toMatchObject({
      code: 'forbidden',
      reason: 'notYours',
    });
    const reader: Context = {
      ...keyed(org),
      actor: { kind: 'api-key', keyId: 'key_x', scopes: ['credits:read'] },
    };
    await expect(deductCredits(reader, leads(1))).rejects.toMatchObject({
      code: 'forbidden',
      reason: 'missingScope',
    });
  });

  it('counts for the member it names, whom it must know', async () => {
    const org = await newOrganisation({ grant: 100 });
    const member = await memberOf(org, 'member');
    const { userId } = member.actor as { userId: string };
    const ctx = keyed(org);
    await deductCredits(ctx, leads(100, { member: userId }));
    await expect(deductCredits(ctx, leads(1, { member: 'stranger@example.test' }))).rejects.toMatchObject({
      reason: 'unknownMember',
    });
    const [day] = await db.usageDay.findMany({ where: { organisationId: org } });
    expect(day).toMatchObject({
      memberId: userId,
      apiKeyId: (ctx.actor as { keyId: string }).keyId,
      consumedMicro: credits(20),
      count: 1n,
    });
  });

  it('lets a refusal harm no neighbour, and a cheaper one through after it', async () => {
    const org = await newOrganisation({ grant: 50 });
    const sizes = [100, 400, 100, 51, 50];
    const answers = await deductBatch(
      keyed(org),
      sizes.map((quantity) => ({ input: leads(quantity) })),
    );
    expect(answers.map(({ ok }) => ok)).toEqual([true, false, true, false, true]);
    expect(answers[1]).toMatchObject({
      error: { code: 'insufficient_credits', values: { cost: '80', available: '30', shortfall: '50' } },
    });
    expect((await wallet(org)).balanceMicro).toBe(0n);
    await holdsTrue();
  });

  it('spends exactly what is there, whoever calls at once over several wallets and keys', async () => {
    const orgs = [
      await newOrganisation({ grant: 20 }),
      await newOrganisation({ grant: 20 }),
      await newOrganisation({ grant: 20 }),
    ];
    const calls = orgs.flatMap((org) =>
      Array.from({ length: 150 }, (_, n) => ({
        org,
        input: leads(1, { idempotencyKey: `same-${n % 120}` }),
      })),
    );
    const answers = await Promise.allSettled(calls.map(({ org, input }) => deductCredits(keyed(org), input)));
    const done = answers.filter(({ status }) => status === 'fulfilled');
    const fresh = done.filter((answer) => answer.status === 'fulfilled' && !answer.value.replayed);
    for (const org of orgs) expect((await wallet(org)).balanceMicro).toBe(0n);
    expect(fresh).toHaveLength(300);
    await holdsTrue();
  });

  it('answers what is beyond all prices beside what is not', async () => {
    const org = await newOrganisation({ grant: 100 });
    const sizes = [leads(100), leads(2, { service: 'dear' }), leads(100)];
    const answers = await deductBatch(
      keyed(org),
      sizes.map((input) => ({ input })),
    );
    expect(answers).toMatchObject([
      { ok: true },
      { ok: false, error: { reason: 'quantityTooLarge' } },
      { ok: true },
    ]);
  });

  it('keeps no metadata that the database could not', async () => {
    const org = await newOrganisation({ grant: 100 });
    const deep = JSON.parse('['.repeat(1_500) + ']'.repeat(1_500)) as never;
    for (const [a, fault] of [
      [deep, 'metadataTooDeep'],
      [Array.from({ length: 500 }, () => 1e300), 'metadataNumber'],
      ['x'.repeat(4_100), 'metadataTooLarge'],
    ] as const)
      await expect(deductCredits(keyed(org), leads(1, { metadata: { a } }))).rejects.toMatchObject({
        fields: { metadata: fault },
      });
  });

  it('does not let a wallet that somebody has locked hold up the others', async () => {
    const [locked, free] = [await newOrganisation({ grant: 10 }), await newOrganisation({ grant: 10 })];
    let waits: Promise<unknown> | undefined;
    await db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM "Wallet" WHERE "organisationId" = ${locked} FOR UPDATE`;
      waits = deductCredits(keyed(locked), leads(5));
      await deductCredits(keyed(free), leads(5));
      await deductCredits(keyed(free), leads(5));
    });
    await expect(waits).resolves.toMatchObject({ balance: '9' });
  });
});

describe('work that is owed', () => {
  it('becomes a receivable that the next grant settles, oldest first', async () => {
    const org = await newOrganisation({ grant: 10 });
    const ctx = keyed(org);
    const first = await deductCredits(ctx, leads(100, { onInsufficient: 'owe' }));
    expect(first).toMatchObject({ cost: '20', shortfall: '10', owed: '10', balance: '0' });
    await deductCredits(ctx, leads(25, { onInsufficient: 'owe' }));
    await expect(deductCredits(ctx, leads(1))).rejects.toMatchObject({ code: 'insufficient_credits' });
    expect((await wallet(org)).owedMicro).toBe(credits(15));
    const grant = (amount: number) =>
      grantCredits(db, job(NOW, org), org, { amountMicro: credits(amount), source: 'promotion' });
    expect(await grant(12)).toMatchObject({ balanceMicro: '0', availableMicro: '0' });
    const open = await db.receivable.findMany({ where: { organisationId: org }, orderBy: { id: 'asc' } });
    expect(open.map(({ settledMicro, closedAt }) => [settledMicro, closedAt !== null])).toEqual([
      [credits(10), true],
      [credits(2), false],
    ]);
    await grant(10);
    expect(await wallet(org)).toMatchObject({ owedMicro: 0n, balanceMicro: credits(7) });
    const [used] = await db.$queryRaw<
      { micro: bigint }[]
    >`SELECT sum("consumedMicro")::bigint AS micro FROM "UsageDay" WHERE "organisationId" = ${org}`;
    expect(used?.micro).toBe(credits(25));
    await holdsTrue();
  });

  it('is forgiven first when the work is returned', async () => {
    const org = await newOrganisation({ grant: 10 });
    const ctx = keyed(org);
    const { id } = await deductCredits(ctx, leads(100, { onInsufficient: 'owe' }));
    expect(
      await returnDeduction(ctx, { deductionId: id, quantity: 75, idempotencyKey: key() }),
    ).toMatchObject({ returned: '15', forgiven: '10', balance: '5' });
    expect((await wallet(org)).owedMicro).toBe(0n);
    expect(await returnDeduction(ctx, { deductionId: id, idempotencyKey: key() })).toMatchObject({
      returned: '5',
      forgiven: '0',
      balance: '10',
    });
    await expect(returnDeduction(ctx, { deductionId: id, idempotencyKey: key() })).rejects.toMatchObject({
      reason: 'moreThanLeft',
    });
    await holdsTrue();
  });
});

describe('holds for services', () => {
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
      SELECT wallet_hold(${org}, now(), jsonb_build_object('operationId', typed_id('op'), 'holdId', typed_id('hld'), 'actorKind', 'member', 'amountMicro', '1000000')) AS answer`;
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

describe('a transfer', () => {
  it('moves bought credits with their cost and expiry, once; given ones stay', async () => {
    const [from, to] = [await newOrganisation(), await newOrganisation()];
    const give = (over: object) =>
      grantCredits(db, job(NOW, from), from, { amountMicro: credits(30), source: 'adjustment', ...over });
    await give({ source: 'promotion' });
    const lot = await give({ costMinor: 1_000n, currency: 'USD', expiresAt: addDays(NOW, 90) });
    await db.$executeRaw`SELECT journal_post(${from}, now(), 'purchase', 'x', ${JSON.stringify([
      { account: 'cash', amountMinor: 1000, currency: 'USD' },
      { account: 'deferred_revenue', amountMinor: -1000, currency: 'USD' },
    ])}::jsonb)`;
    const command = { amountMicro: credits(10), idempotencyKey: key() };
    const moved = await transferBetween(db, job(NOW, from), from, to, command);
    expect(moved).toMatchObject({ balanceMicro: String(credits(50)), availableMicro: String(credits(50)) });
    expect(await transferBetween(db, job(NOW, from), from, to, command)).toEqual({
      ...moved,
      replayed: true,
    });
    const arrived = await db.lot.findFirstOrThrow({ where: { organisationId: to } });
    expect(arrived).toMatchObject({
      source: 'transfer',
      grantedMicro: credits(10),
      costMinor: 333n,
      expiresAt: addDays(NOW, 90),
    });
    expect(await db.lot.findFirst({ where: { organisationId: from, id: lot.lotId } })).toMatchObject({
      recognisedMinor: 333n,
    });
    await expect(
      transferBetween(db, job(NOW, from), from, to, { amountMicro: credits(21), idempotencyKey: key() }),
    ).rejects.toMatchObject({ code: 'insufficient_credits', values: { available: '20' } });
    await holdsTrue();
  });

  it('both ways at once ends in no circle', async () => {
    const [a, b] = [await newOrganisation({ grant: 100 }), await newOrganisation({ grant: 100 })];
    const command = () => ({ amountMicro: credits(1), idempotencyKey: key() });
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        n % 2
          ? transferBetween(db, job(NOW, a), a, b, command())
          : transferBetween(db, job(NOW, b), b, a, command()),
      ),
    );
    expect((await wallet(a)).balanceMicro).toBe(credits(100));
  });
});

describe('what falls due', () => {
  it('in its order: a hold that ends before its lot does not lengthen the life of the rest', async () => {
    const org = await newOrganisation();
    const end = addDays(NOW, 10);
    const grant = { amountMicro: credits(100), source: 'promotion' as const, expiresAt: end };
    await grantCredits(db, job(NOW, org), org, grant);
    const place = (amount: bigint, expiresAt: Date) =>
      placeHold(db, job(NOW, org), org, { amountMicro: amount, expiresAt });
    await place(credits(1), new Date(end.getTime() - 1_000));
    await place(credits(2), end);
    await place(credits(3), addDays(end, 1));
    const later = keyed(org, addDays(end, 2));
    expect((await checkCredits(later, { service: 'leads', quantity: 1 })).available).toBe('0');
    await deductCredits(later, leads(1, { service: 'free' }));
    // Held over the lot's end: these five live on for seven days, and nothing else does.
    expect((await checkCredits(later, { service: 'leads', quantity: 1 })).available).toBe('5');
    await holdsTrue();
  });
});

describe('many debts', () => {
  it('are settled by one grant at once', async () => {
    const org = await newOrganisation();
    const ctx = keyed(org);
    const owe = () => deductCredits(ctx, leads(5, { onInsufficient: 'owe' }));
    await Promise.all(Array.from({ length: 1_000 }, owe));
    expect((await wallet(org)).owedMicro).toBe(credits(1_000));
    await grantCredits(db, job(NOW, org), org, { amountMicro: credits(999), source: 'promotion' });
    expect(await wallet(org)).toMatchObject({ owedMicro: credits(1), balanceMicro: 0n });
    expect(await db.receivable.count({ where: { organisationId: org, closedAt: null } })).toBe(1);
    await holdsTrue();
  });
});

describe('a lot that rolls over', () => {
  it('keeps at most its cap for one period more', async () => {
    const org = await newOrganisation();
    const [end, next] = [addDays(NOW, 10), addDays(NOW, 40)];
    await grantCredits(db, job(NOW, org), org, {
      amountMicro: credits(20),
      source: 'promotion',
      expiresAt: end,
      rolloverMicro: credits(8),
      rolloverUntil: next,
    });
    const check = (day: number) =>
      checkCredits(keyed(org, addDays(NOW, day)), { service: 'leads', quantity: 1 });
    await deductCredits(keyed(org), leads(10));
    expect((await check(9)).available).toBe('18');
    await deductCredits(keyed(org, addDays(NOW, 11)), leads(5));
    expect((await check(12)).available).toBe('7');
    await expect(deductCredits(keyed(org, addDays(NOW, 41)), leads(5))).rejects.toMatchObject({
      values: { available: '0' },
    });
    await holdsTrue();
  });
});

describe('the mark', () => {
  it('queues one watch when the wallet falls below it', async () => {
    const org = await newOrganisation({ grant: 10 });
    await db.wallet.update({ where: { organisationId: org }, data: { watchMicro: credits(7) } });
    const queued = () =>
      db.$queryRaw<
        { n: bigint }[]
      >`SELECT count(*) AS n FROM graphile_worker.jobs WHERE key = ${`wallet.watch:${org}`}`;
    await deductCredits(keyed(org), leads(15));
    expect((await queued())[0]?.n).toBe(0n);
    await deductCredits(keyed(org), leads(1));
    await deductCredits(keyed(org), leads(1));
    expect((await queued())[0]?.n).toBe(1n);
    expect((await wallet(org)).watchMicro).toBeNull();
  });
});
