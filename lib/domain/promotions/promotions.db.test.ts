import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Context, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { addDays } from '@/lib/core/time';
import { NOW, anonymous, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { createPromotion } from './create-promotion';
import { listPromotionUses, listPromotions } from './queries';
import { redeemPromotion } from './redeem-promotion';
import { setPromotionActive } from './set-promotion-active';

let admin: Context;
beforeAll(async () => {
  admin = await staff(['admin']);
});

const newCode = () => `T-${randomUUID().slice(0, 8).toUpperCase()}`;
async function promotion(over: Partial<Parameters<typeof createPromotion>[1]> = {}) {
  const code = newCode();
  await createPromotion(admin, { code, name: 'Spring', credits: '25', ...over });
  return code;
}
const buyer = async (ip = randomUUID()) => ({ ...(await memberOf(await newOrganisation(), 'billing')), ip });
const find = async (code: string) => (await listPromotions(admin)).find((one) => one.code === code);
const lotsOf = (ctx: Context) => db.lot.findMany({ where: { organisationId: tenant(ctx) } });

describe('createPromotion', () => {
  it('makes a code with its days, whole and in UTC, and audits it', async () => {
    const code = await promotion({
      startsOn: '2026-11-20',
      endsOn: '2026-11-30',
      maxUses: 3,
      validityDays: 90,
    });
    expect(await find(code)).toMatchObject({
      ...{ credits: '25', maxUses: 3, uses: 0, validityDays: 90, active: true, state: 'open' },
      ...{ startsAt: '2026-11-20T00:00:00.000Z', endsAt: '2026-12-01T00:00:00.000Z' },
    });
    expect(await db.auditEvent.findMany({ where: { recordId: code } })).toMatchObject([
      { action: 'promotion.create', after: { creditsMicro: '25000000' } },
    ]);
  });

  it.each([
    [{ code: 'no spaces' }, 'code'],
    [{ credits: '0' }, 'credits'],
    [{ startsOn: '2026-12-02', endsOn: '2026-12-01' }, 'endsOn'],
    [{ endsOn: '2026-11-20' }, 'endsOn'],
    [{ maxUses: 0 }, 'maxUses'],
    [{ validityDays: -1 }, 'validityDays'],
  ])('refuses %j', async (over, field) => {
    await expect(promotion(over)).rejects.toMatchObject({
      fields: { [field]: expect.any(String) as string },
    });
  });

  it('refuses a code that is taken, whatever its case', async () => {
    const code = await promotion();
    await expect(promotion({ code: code.toLowerCase() })).rejects.toMatchObject({
      code: 'conflict',
      fields: { code: 'taken' },
    });
  });
});

describe('redeemPromotion', () => {
  it('gives its credits once, whatever the case it is typed in', async () => {
    const code = await promotion({ validityDays: 30 });
    const ctx = await buyer();
    expect(await redeemPromotion(ctx, { code: ` ${code.toLowerCase()} ` })).toEqual({
      ...{ name: 'Spring', credits: '25', expiresAt: addDays(NOW, 30).toISOString() },
    });
    await expect(redeemPromotion(ctx, { code })).rejects.toMatchObject({ reason: 'promotionUsedBefore' });
    const lots = await lotsOf(ctx);
    expect(lots).toMatchObject([{ source: 'promotion', grantedMicro: 25_000_000n, costMinor: null }]);
    expect(await find(code)).toMatchObject({ uses: 1 });
    expect(await listPromotionUses(admin, { code })).toMatchObject([
      { organisationId: tenant(ctx), organisation: 'Example', person: 'Person', at: NOW.toISOString() },
    ]);
  });

  it('gives them once to one organisation, however many of its people come at once', async () => {
    const code = await promotion();
    const ctx = await buyer();
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => redeemPromotion(ctx, { code })));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await lotsOf(ctx)).toHaveLength(1);
    expect(await find(code)).toMatchObject({ uses: 1 });
  });

  it('never gives more than its cap, however many organisations come at once', async () => {
    const code = await promotion({ maxUses: 3 });
    const buyers = await Promise.all(Array.from({ length: 10 }, () => buyer()));
    const results = await Promise.allSettled(buyers.map((ctx) => redeemPromotion(ctx, { code })));
    const refused = results.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    expect(refused).toHaveLength(7);
    for (const error of refused) expect(error).toMatchObject({ reason: 'promotionUsedUp' });
    expect(await find(code)).toMatchObject({ uses: 3, state: 'used_up' });
    expect(await db.promotionUse.count({ where: { code } })).toBe(3);
  });

  it('says why it refuses, and gives nothing', async () => {
    const early = await promotion({ startsOn: '2026-11-22' });
    const over = await promotion({ endsOn: '2026-11-21' });
    const stopped = await promotion();
    await setPromotionActive(admin, { code: stopped, active: false });
    const ctx = await buyer();
    const reasonAt = (code: string, now = NOW) =>
      redeemPromotion({ ...ctx, now }, { code }).catch((error: { reason: string }) => error.reason);
    expect(await reasonAt('NO-SUCH-CODE')).toBe('promotionUnknown');
    expect(await reasonAt(early)).toBe('promotionEarly');
    expect(await reasonAt(over, new Date('2026-11-22T00:00:00Z'))).toBe('promotionOver');
    expect(await reasonAt(stopped)).toBe('promotionOver');
    expect(await lotsOf(ctx)).toEqual([]);
    expect(await find(stopped)).toMatchObject({ uses: 0, state: 'inactive' });
    expect(await reasonAt(over, new Date('2026-11-21T23:59:59Z'))).toMatchObject({ credits: '25' });
  });

  it('stops who guesses, but nobody else', async () => {
    const [guesser, other] = [await buyer(), await buyer()];
    for (let nth = 0; nth < 10; nth++)
      await redeemPromotion(guesser, { code: newCode() }).catch(() => undefined);
    const code = await promotion();
    await expect(redeemPromotion(guesser, { code })).rejects.toMatchObject({ code: 'limit_reached' });
    expect(await redeemPromotion(other, { code })).toMatchObject({ credits: '25' });
  });

  it('does not count right codes as guesses', async () => {
    const ctx = await buyer();
    for (let nth = 0; nth < 12; nth++) await redeemPromotion(ctx, { code: await promotion() });
    expect(await lotsOf(ctx)).toHaveLength(12);
  });

  it('is for who may buy', async () => {
    const code = await promotion();
    const member = await memberOf(await newOrganisation(), 'member');
    await expect(redeemPromotion(member, { code })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(redeemPromotion(admin, { code })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(redeemPromotion(anonymous(), { code })).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});

describe('setPromotionActive', () => {
  it('stops and starts a code, once each, with an audit', async () => {
    const code = await promotion();
    for (const active of [false, false, true]) await setPromotionActive(admin, { code, active });
    expect(await find(code)).toMatchObject({ active: true });
    const actions = await db.auditEvent.findMany({ where: { recordId: code }, orderBy: { id: 'asc' } });
    expect(actions.map(({ action }) => action)).toEqual([
      'promotion.create',
      'promotion.deactivate',
      'promotion.activate',
    ]);
    await expect(setPromotionActive(admin, { code: 'MISSING', active: false })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(setPromotionActive(await buyer(), { code, active: false })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});
