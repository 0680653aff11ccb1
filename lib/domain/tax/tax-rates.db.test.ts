import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { NOW, anonymous, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { present } from '@/lib/testing/present';
import { endTaxRate } from './end-tax-rate';
import { listTaxRates } from './queries';
import { saveTaxRate } from './save-tax-rate';
import { taxOf } from './tax-of';
import { noTax } from './schema';

let admin: Context;
beforeAll(async () => {
  admin = await staff(['admin']);
});
beforeEach(async () => {
  await db.taxRate.deleteMany();
});

const german = {
  region: 'de',
  name: 'USt. 19 %',
  rate: '19',
  category: 'S' as const,
  validFrom: '2026-01-01',
};
const auditOf = (recordId: string) =>
  db.auditEvent.findMany({ where: { recordId }, orderBy: [{ at: 'asc' }, { id: 'asc' }] });

describe('saveTaxRate', () => {
  it('begins a rate on its day, ends the former one the day before, and audits both', async () => {
    const first = await saveTaxRate(admin, german);
    const second = await saveTaxRate(admin, { ...german, rate: '21.5', validFrom: '2027-01-01' });
    expect(await listTaxRates(admin)).toMatchObject([
      { id: second.id, region: 'DE', rateBps: 2_150, validFrom: '2027-01-01', endsOn: null, state: 'coming' },
      { id: first.id, rateBps: 1_900, validFrom: '2026-01-01', endsOn: '2026-12-31', state: 'holds' },
    ]);
    expect((await auditOf(first.id)).map(({ action }) => action)).toEqual(['tax.create', 'tax.end']);
    expect(await auditOf(second.id)).toMatchObject([{ after: { rateBps: 2_150, validFrom: '2027-01-01' } }]);
  });

  it('refuses a second one for the same day, also when two administrators press at once', async () => {
    const results = await Promise.allSettled([saveTaxRate(admin, german), saveTaxRate(admin, german)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(saveTaxRate(admin, { ...german, validFrom: '2025-01-01' })).rejects.toMatchObject({
      reason: 'taxRateOverlaps',
    });
  });

  it('lets the reverse charge stand beside a rate for the whole EU', async () => {
    await saveTaxRate(admin, { ...german, region: 'EU', rate: '21' });
    await saveTaxRate(admin, { ...german, region: 'EU', rate: '0', category: 'AE', name: 'Reverse charge' });
    expect((await listTaxRates(admin)).map(({ state }) => state)).toEqual(['holds', 'holds']);
  });

  it.each([
    [{ rate: '0' }, 'rate'],
    [{ rate: '101' }, 'rate'],
    [{ rate: '-1' }, 'rate'],
    [{ rate: '19.999' }, 'rate'],
    [{ category: 'Z' as const }, 'rate'],
    [{ category: 'AE' as const, rate: '0' }, 'region'],
    [{ region: 'Germany' }, 'region'],
    [{ name: '' }, 'name'],
    [{ validFrom: '2026-02-30' }, 'validFrom'],
  ])('refuses %j beside its field', async (wrong, field) => {
    await expect(saveTaxRate(admin, { ...german, ...wrong })).rejects.toMatchObject({
      ...{ code: 'invalid', fields: { [field]: expect.any(String) as string } },
    });
  });
});

describe('endTaxRate', () => {
  it('ends after its last day, once', async () => {
    const { id } = await saveTaxRate(admin, german);
    for (const endsOn of ['2026-11-21', '2026-11-21']) await endTaxRate(admin, { id, endsOn });
    expect(present((await listTaxRates(admin))[0])).toMatchObject({ endsOn: '2026-11-21', state: 'holds' });
    expect(await auditOf(id)).toHaveLength(2);
    await endTaxRate(admin, { id, endsOn: '2026-11-20' });
    expect(present((await listTaxRates(admin))[0])).toMatchObject({ state: 'over' });
  });

  it('never reaches into the next one, nor ends before it began', async () => {
    const { id } = await saveTaxRate(admin, german);
    await saveTaxRate(admin, { ...german, rate: '20', validFrom: '2026-06-01' });
    await expect(endTaxRate(admin, { id, endsOn: '2026-06-01' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(endTaxRate(admin, { id, endsOn: '2025-12-31' })).rejects.toMatchObject({ code: 'invalid' });
    await expect(endTaxRate(admin, { id: newId('taxRate'), endsOn: '2026-12-31' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('who may keep the table', () => {
  it('only an admin', async () => {
    const id = newId('taxRate');
    for (const ctx of [await staff(['finance', 'agent']), await memberOf(await newOrganisation())]) {
      const refused = { code: 'forbidden' };
      await expect(saveTaxRate(ctx, german)).rejects.toMatchObject(refused);
      await expect(endTaxRate(ctx, { id, endsOn: '2026-12-31' })).rejects.toMatchObject(refused);
      await expect(listTaxRates(ctx)).rejects.toMatchObject(refused);
    }
    await expect(listTaxRates(anonymous())).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});

describe('taxOf', () => {
  it('goes by seller, billing details and the day', async () => {
    const organisationId = await newOrganisation();
    const { id } = await saveTaxRate(admin, german);
    expect(await taxOf(db, organisationId, NOW)).toEqual(noTax);
    const value = {
      ...{ legalName: 'Seller', line1: 'Street 1', city: 'Berlin', postalCode: '10115', country: 'DE' },
      ...{ taxId: null, email: 'billing@seller.test', accounts: [] },
    };
    await db.setting.create({ data: { key: 'seller', value } });
    try {
      await db.organisation.update({ where: { id: organisationId }, data: { country: 'FR' } });
      expect(await taxOf(db, organisationId, NOW)).toMatchObject({
        rateId: id,
        rateBps: 1_900,
        category: 'S',
      });
      const before = new Date('2025-12-31T23:59:59Z');
      expect(await taxOf(db, organisationId, before)).toEqual(noTax);
      const there = { line1: '1 Rue', city: 'Paris', postalCode: '75001', country: 'US', updatedAt: NOW };
      await db.billingProfile.create({ data: { organisationId, legalName: 'Buyer', ...there } });
      expect(await taxOf(db, organisationId, NOW)).toEqual(noTax);
    } finally {
      await db.setting.delete({ where: { key: 'seller' } });
    }
  });
});
