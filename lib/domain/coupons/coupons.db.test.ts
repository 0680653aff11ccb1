import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/core/context';
import { db, transaction } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { addDays } from '@/lib/core/time';
import {
  NOW,
  anonymous,
  ensureCatalogue,
  job,
  memberOf,
  newOrganisation,
  staff,
} from '@/lib/testing/factories';
import { createCoupon } from './create-coupon';
import { deleteCoupon } from './delete-coupon';
import { findCoupon } from './find-coupon';
import { listCouponUses, listCoupons } from './queries';
import { setCouponActive } from './set-coupon-active';
import { releaseCoupon, useCoupon } from './steps';
import { updateCoupon } from './update-coupon';

type Terms = Parameters<typeof createCoupon>[1];
let admin: Context;
beforeAll(async () => {
  await ensureCatalogue();
  admin = await staff(['admin']);
});

const newCode = () => `C-${randomUUID().slice(0, 8).toUpperCase()}`;
async function coupon(over: Partial<Terms> = {}) {
  const code = newCode();
  await createCoupon(admin, { code, name: 'Spring', takesOff: 'percent', percent: '20', ...over });
  return code;
}
const find = async (code: string) => (await listCoupons(admin)).find((one) => one.code === code);
const row = (code: string) => db.coupon.findUniqueOrThrow({ where: { code } });
const wanted = (code: string, organisationId: string, now = NOW) => ({
  ...{ code, scope: 'packs' as const, itemCode: 'pack-100', currency: 'USD', organisationId, now },
});
/** Finds and counts a use, as a checkout does. */
const use = (code: string, organisationId: string, ctx = job()) =>
  transaction(async (tx) => {
    const found = await findCoupon(tx, wanted(code, organisationId, ctx.now));
    return useCoupon(tx, ctx, found, { organisationId, purchaseId: newId('purchase') });
  });

describe('createCoupon', () => {
  it('makes one that takes off a share with a cap, and audits it', async () => {
    const code = await coupon({
      percent: '12.5',
      cap: '5',
      currency: 'EUR',
      endsOn: '2026-12-31',
      maxUses: 3,
    });
    expect(await find(code)).toMatchObject({
      ...{ percentBps: 1_250, capMinor: '500', amountOffMinor: null, currency: 'EUR', duration: 'once' },
      ...{ endsAt: '2027-01-01T00:00:00.000Z', maxUses: 3, uses: 0, state: 'open' },
    });
    expect(await db.auditEvent.findMany({ where: { recordId: code } })).toMatchObject([
      { action: 'coupon.create', after: { capMinor: '500', percentBps: 1_250 } },
    ]);
  });

  it('makes one that takes off an amount for some months, of some tiers', async () => {
    const over = { takesOff: 'amount' as const, amount: '4.50', currency: 'PLN', percent: '' };
    const code = await coupon({
      ...over,
      duration: 'repeating',
      months: 3,
      scope: 'tiers',
      onlyCodes: ['starter'],
    });
    expect(await find(code)).toMatchObject({
      ...{ amountOffMinor: '450', percentBps: null, months: 3, scope: 'tiers', onlyCodes: ['starter'] },
    });
  });

  it.each([
    [{ percent: '' }, 'percent'],
    [{ percent: '0' }, 'percent'],
    [{ percent: '100.01' }, 'percent'],
    [{ cap: '5' }, 'currency'],
    [{ cap: 'x', currency: 'EUR' }, 'cap'],
    [{ takesOff: 'amount' as const, currency: 'EUR' }, 'amount'],
    [{ takesOff: 'amount' as const, amount: '0', currency: 'EUR' }, 'amount'],
    [{ takesOff: 'amount' as const, amount: '1.5', currency: 'JPY' }, 'amount'],
    [{ duration: 'repeating' as const }, 'months'],
    [{ onlyCodes: ['nothing'] }, 'onlyCodes'],
    [{ onlyCodes: ['pack-100'], scope: 'tiers' as const }, 'onlyCodes'],
    [{ startsOn: '2026-12-02', endsOn: '2026-12-01' }, 'endsOn'],
    [{ endsOn: '2026-11-20' }, 'endsOn'],
    [{ code: 'no spaces' }, 'code'],
  ])('refuses %j beside its field', async (over, field) => {
    await expect(coupon(over)).rejects.toMatchObject({ fields: { [field]: expect.any(String) as string } });
  });

  it('refuses a code that is taken, whatever its case', async () => {
    const code = await coupon();
    await expect(coupon({ code: code.toLowerCase() })).rejects.toMatchObject({
      ...{ code: 'conflict', fields: { code: 'taken' } },
    });
  });
});

describe('updateCoupon, setCouponActive, deleteCoupon', () => {
  it('moves its end and its limit, never below its uses; a repeat writes nothing more', async () => {
    const code = await coupon({ maxUses: 2 });
    await use(code, await newOrganisation());
    const change = { code, name: 'Longer', endsOn: '2026-12-24', maxUses: 1 };
    for (const each of [change, change]) await updateCoupon(admin, each);
    expect(await find(code)).toMatchObject({ name: 'Longer', maxUses: 1, state: 'used_up' });
    expect(await db.auditEvent.count({ where: { recordId: code } })).toBe(2);
    await use(await coupon(), await newOrganisation());
    await expect(updateCoupon(admin, { ...change, maxUses: 0 })).rejects.toMatchObject({ code: 'invalid' });
    await expect(updateCoupon(admin, { ...change, code: newCode() })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('stops it and lets it work again, each once', async () => {
    const code = await coupon();
    for (const active of [false, false, true]) await setCouponActive(admin, { code, active });
    expect(await db.auditEvent.count({ where: { recordId: code } })).toBe(3);
    await expect(setCouponActive(admin, { code: newCode(), active: true })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('deletes one that nobody has used, and no other', async () => {
    const [unused, used] = [await coupon(), await coupon()];
    const organisationId = await newOrganisation();
    await use(used, organisationId);
    await deleteCoupon(admin, { code: unused });
    expect(await find(unused)).toBeUndefined();
    await expect(deleteCoupon(admin, { code: unused })).rejects.toMatchObject({ code: 'not_found' });
    await expect(deleteCoupon(admin, { code: used })).rejects.toMatchObject({ reason: 'couponHasUses' });
    expect(await listCouponUses(admin, { code: used })).toMatchObject([
      { organisationId, subject: 'purchase' },
    ]);
  });
});

describe('findCoupon', () => {
  it('says why it is no good', async () => {
    const organisationId = await newOrganisation();
    const refused = (code: string, reason: string, over: object = {}) =>
      expect(findCoupon(db, { ...wanted(code, organisationId), ...over })).rejects.toMatchObject({
        ...{ code: 'invalid', reason, fields: { coupon: reason } },
      });
    await refused(newCode(), 'couponUnknown');
    await refused(await coupon({ startsOn: '2026-11-22' }), 'couponOver');
    await refused(await coupon({ endsOn: '2026-11-30' }), 'couponOver', { now: addDays(NOW, 10) });
    const stopped = await coupon();
    await setCouponActive(admin, { code: stopped, active: false });
    await refused(stopped, 'couponOver');
    await refused(await coupon({ scope: 'tiers' }), 'couponOther');
    await refused(await coupon({ onlyCodes: ['pack-250'] }), 'couponOther');
    await refused(await coupon({ cap: '5', currency: 'EUR' }), 'couponOther');
    const used = await coupon();
    await use(used, organisationId);
    await refused(used, 'couponUsed');
    expect(await findCoupon(db, wanted(used, await newOrganisation()))).toMatchObject({
      code: used,
      uses: 1,
    });
  });
});

describe('useCoupon and releaseCoupon', () => {
  it('never get past the limit, whatever number of buyers comes at once', async () => {
    const code = await coupon({ maxUses: 3 });
    const buyers = await Promise.all(Array.from({ length: 12 }, () => newOrganisation()));
    const results = await Promise.allSettled(buyers.map((buyer) => use(code, buyer)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ reason: 'couponUsed' });
    expect(await row(code)).toMatchObject({ uses: 3 });
    expect(await db.couponUse.count({ where: { couponCode: code } })).toBe(3);
  });

  it('count once an organisation, also in two tabs', async () => {
    const code = await coupon();
    const organisationId = await newOrganisation();
    const tabs = await Promise.allSettled([use(code, organisationId), use(code, organisationId)]);
    expect(tabs.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await row(code)).toMatchObject({ uses: 1 });
  });

  it('give it back, once, to be used again', async () => {
    const code = await coupon({ maxUses: 1 });
    const organisationId = await newOrganisation();
    const { id: useId } = await use(code, organisationId);
    const stranger = await newOrganisation();
    await transaction((tx) => releaseCoupon(tx, { organisationId: stranger, useId, now: NOW }));
    expect(await row(code)).toMatchObject({ uses: 1 });
    for (let time = 1; time <= 2; time++)
      await transaction((tx) => releaseCoupon(tx, { organisationId, useId, now: NOW }));
    expect(await row(code)).toMatchObject({ uses: 0 });
    await use(code, organisationId);
    expect(await row(code)).toMatchObject({ uses: 1 });
  });

  it('end for a tier with the first payment, after its months, or never', async () => {
    const organisationId = await newOrganisation();
    const endOf = async (over: Partial<Terms>, firstPaidAt?: Date) => {
      const terms = await row(await coupon(over));
      const target = { organisationId, subscriptionId: newId('subscription'), firstPaidAt };
      return (await transaction((tx) => useCoupon(tx, job(), terms, target))).endsAt;
    };
    expect(await endOf({ duration: 'once' })).toEqual(NOW);
    expect(await endOf({ duration: 'once' }, addDays(NOW, 14))).toEqual(addDays(NOW, 14));
    expect(await endOf({ duration: 'repeating', months: 3 })).toEqual(new Date('2027-02-19T10:00:00Z'));
    expect(await endOf({ duration: 'forever' })).toBeNull();
  });
});

describe('who may keep coupons', () => {
  it('only an admin', async () => {
    const terms: Terms = { code: newCode(), name: 'x', takesOff: 'percent', percent: '5' };
    for (const ctx of [await staff(['finance', 'agent']), await memberOf(await newOrganisation())]) {
      const { code } = terms;
      for (const act of [
        () => createCoupon(ctx, terms),
        () => updateCoupon(ctx, { code, name: 'y', maxUses: null }),
        () => setCouponActive(ctx, { code, active: false }),
        () => deleteCoupon(ctx, { code }),
        () => listCoupons(ctx),
        () => listCouponUses(ctx, { code }),
      ])
        await expect(act()).rejects.toMatchObject({ code: 'forbidden' });
    }
    await expect(listCoupons(anonymous())).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});
