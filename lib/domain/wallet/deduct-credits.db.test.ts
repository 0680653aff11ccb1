import { beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/core/context';
import { credits } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { addDays } from '@/lib/core/time';
import { isUnavailable } from '@/lib/core/unavailable';
import { NOW, job, memberOf, newOrganisation } from '@/lib/testing/factories';
import { createServices, holdsTrue, key, keyed, leads, wallet } from '@/lib/testing/spending';
import { deductBatch, deductCredits } from './deduct-credits';
import { holdCredits } from './hold-credits';
import { returnDeduction } from './return-deduction';
import { grantCredits } from './steps';

beforeAll(createServices);

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

  it('answers a repeat that drew on several lots and owes the rest as before', async () => {
    const org = await newOrganisation({ grant: 10 });
    await grantCredits(db, job(NOW, org), org, { amountMicro: credits(7), source: 'adjustment' });
    const input = leads(100, { onInsufficient: 'owe' });
    const first = await deductCredits(keyed(org), input);
    expect(first).toMatchObject({ cost: '20', shortfall: '3', owed: '3', balance: '0', available: '0' });
    expect(first.lots.map((lot) => lot.credits).sort()).toEqual(['10', '7']);
    await grantCredits(db, job(NOW, org), org, { amountMicro: credits(50), source: 'promotion' });
    expect(await deductCredits(keyed(org), input)).toEqual({ ...first, replayed: true });
    await holdsTrue();
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

  it('tells who waits too long for a wallet to try again', async () => {
    const org = await newOrganisation({ grant: 10 });
    await db.$transaction(
      async (tx) => {
        await tx.$queryRaw`SELECT 1 FROM "Wallet" WHERE "organisationId" = ${org} FOR UPDATE`;
        const waits = [deductCredits(keyed(org), leads(5)), holdCredits(keyed(org), leads(5))];
        const answers = await Promise.allSettled(waits);
        expect(answers.map((one) => one.status === 'rejected' && isUnavailable(one.reason))).toEqual([
          true,
          true,
        ]);
      },
      { timeout: 15_000 },
    );
    expect(await deductCredits(keyed(org), leads(5))).toMatchObject({ balance: '9' });
  }, 20_000);
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
