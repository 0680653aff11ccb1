import { beforeAll, describe, expect, it } from 'vitest';
import { credits } from '@/lib/core/credits';
import { db } from '@/lib/core/db';
import { addDays } from '@/lib/core/time';
import { NOW, job, newOrganisation } from '@/lib/testing/factories';
import { createServices, holdsTrue, key, keyed, leads, wallet } from '@/lib/testing/spending';
import { checkCredits } from './check-credits';
import { deductCredits } from './deduct-credits';
import { grantCredits, placeHold, transferBetween } from './steps';

beforeAll(createServices);

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
    // Held over the lot's end: these five live on for seven days, and nothing else does.
    expect((await checkCredits(later, { service: 'leads', quantity: 1 })).available).toBe('5');
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
  it('is set anew after a grant, and queues one watch when the wallet falls below it', async () => {
    const org = await newOrganisation({ grant: 10 });
    await db.wallet.update({ where: { organisationId: org }, data: { watchMicro: credits(7) } });
    const queued = () =>
      db.$queryRaw<
        { n: bigint }[]
      >`SELECT count(*) AS n FROM graphile_worker.jobs WHERE key = ${`wallet.watch:${org}`}`;
    // A grant has the watcher set a new mark, for the old one may be that of an emptier wallet.
    expect((await queued())[0]?.n).toBe(1n);
    await db.$executeRaw`SELECT graphile_worker.remove_job(${`wallet.watch:${org}`})`;
    await deductCredits(keyed(org), leads(15));
    expect((await queued())[0]?.n).toBe(0n);
    await deductCredits(keyed(org), leads(1));
    await deductCredits(keyed(org), leads(1));
    expect((await queued())[0]?.n).toBe(1n);
    expect((await wallet(org)).watchMicro).toBeNull();
  });
});
