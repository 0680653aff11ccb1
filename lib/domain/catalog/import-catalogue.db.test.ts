import { beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/core/context';
import { db, transaction } from '@/lib/core/db';
import { catalogueFile, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { present } from '@/lib/testing/present';
import { importCatalogue, previewImport } from './import-catalogue';
import { loadCatalogue } from './load-catalogue';
import { exportCatalogue } from './manage-queries';

const names = ['saas-credits', 'expert-debugging', 'business-services'];
type Section = 'packs' | 'tiers' | 'services' | 'priceRules';
type Editable = Record<Section, Record<string, unknown>[]>;
const nth = (section: Record<string, unknown>[], index: number) => present(section[index]);
const edited = (change: (file: Editable) => void) => {
  const file = catalogueFile('saas-credits') as unknown as Editable;
  change(file);
  return JSON.stringify(file);
};

let admin: Context;
beforeEach(async () => {
  admin = await staff(['admin']);
  await transaction((tx) => loadCatalogue(tx, catalogueFile('saas-credits')));
});

describe('catalogue files', () => {
  it.each(names)('%s comes out as it went in', async (name) => {
    await transaction((tx) => loadCatalogue(tx, catalogueFile(name)));
    const { changes } = await previewImport(admin, { text: JSON.stringify(catalogueFile(name)) });
    expect(changes).toEqual([]);
    const text = JSON.stringify(await exportCatalogue(admin));
    await transaction((tx) => loadCatalogue(tx, JSON.parse(text) as never));
    expect(JSON.stringify(await exportCatalogue(admin))).toBe(text);
  });

  it('has the facts of the product', () => {
    expect(catalogueFile('business-services').services.length).toBeGreaterThan(20);
    expect(
      catalogueFile('saas-credits').packs.map(({ credits, prices }) => `${credits} for ${prices.USD}`),
    ).toEqual(['100 for 10.00', '250 for 20.00', '500 for 35.00', '1000 for 60.00']);
  });

  it("keep a tier's rollover", async () => {
    const text = edited((file) => {
      nth(file.tiers, 1).rollover = '12.5';
    });
    const { changes, fingerprint } = await previewImport(admin, { text });
    expect(changes).toMatchObject([
      { section: 'tier', fields: [{ field: 'rollover', before: '0', after: '12.5' }] },
    ]);
    await importCatalogue(admin, { text, fingerprint });
    expect((await exportCatalogue(admin)).tiers[1]?.rollover).toBe('12.5');
    expect((await db.tier.findUniqueOrThrow({ where: { code: 'starter' } })).rolloverMicro).toBe(12_500_000n);
  });

  it('shows what would change, changes nothing, then applies exactly that and audits it', async () => {
    const text = edited((file) => {
      nth(file.packs, 0).prices = { USD: '11.00', EUR: '9.50', EGP: '500', JPY: '1500' };
      nth(file.tiers, 1).prices = { USD: { month: '19' } };
      file.packs.push({ code: 'pack-9', name: 'Nine', credits: '9', prices: { USD: '1.00' } });
      file.services.splice(0, 1);
      present(file.priceRules.find(({ key }) => key === 'vip')).valueBps = 2_000;
    });
    const before = await exportCatalogue(admin);
    const preview = await previewImport(admin, { text });
    expect(await exportCatalogue(admin)).toEqual(before);
    const short = preview.changes.map(({ section, code, change }) => `${section} ${code} ${change}`);
    expect(short).toContain('pack pack-100 changed');
    expect(short).toContain('pack pack-9 added');
    expect(short).toContain('priceRule customer_class/vip changed');
    expect(short.filter((line) => line.endsWith('deactivated'))).toHaveLength(1);
    expect(preview.changes[0]?.fields).toEqual([
      { field: 'prices.PLN', before: '39.00', after: null },
      { field: 'prices.USD', before: '10.00', after: '11.00' },
      { field: 'prices.JPY', before: null, after: '1500' },
    ]);
    expect(preview.changes.find(({ section }) => section === 'tier')?.fields).toContainEqual({
      ...{ field: 'prices.USD.year', before: '190.00', after: null },
    });

    await importCatalogue(admin, { text, fingerprint: preview.fingerprint });
    expect((await previewImport(admin, { text })).changes).toEqual([]);
    const event = await db.auditEvent.findFirst({
      where: { action: 'catalogue.import' },
      orderBy: { id: 'desc' },
    });
    expect(event?.before).toMatchObject({ 'pack.pack-100': { 'prices.USD': '10.00' } });
    expect(event?.after).toMatchObject({ 'pack.pack-100': { 'prices.USD': '11.00' } });

    // The same press again: the catalogue is no longer the one that was previewed.
    await expect(importCatalogue(admin, { text, fingerprint: preview.fingerprint })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('does not apply a preview that another change has overtaken', async () => {
    const text = edited((file) => (nth(file.packs, 0).prices = { USD: '12.00' }));
    const { fingerprint } = await previewImport(admin, { text });
    const key = (packCode: string) => ({ packCode_currency: { packCode, currency: 'USD' } });
    await db.packPrice.update({ where: key('pack-250'), data: { priceMinor: 1n } });
    await expect(importCatalogue(admin, { text, fingerprint })).rejects.toMatchObject({ code: 'conflict' });
    expect(await db.packPrice.findUnique({ where: key('pack-100') })).toMatchObject({ priceMinor: 1_000n });
  });

  it('never applies a file that leaves no free tier', async () => {
    const text = edited((file) => (nth(file.tiers, 0).active = false));
    const { fingerprint } = await previewImport(admin, { text });
    await expect(importCatalogue(admin, { text, fingerprint })).rejects.toMatchObject({
      reason: 'lastFreeTier',
    });
    expect(await db.tier.findUnique({ where: { code: 'free' } })).toMatchObject({ active: true });
  });

  it.each([
    ['{"packs": [', 'text'],
    [edited((file) => (nth(file.packs, 1).prices = { EUR: '-4' })), 'packs.1.prices.EUR'],
    [edited((file) => (nth(file.tiers, 1).prices = { EUR: { year: '0' } })), 'tiers.1.prices.EUR.year'],
    [edited((file) => delete nth(file.packs, 1).prices), 'packs.1.prices'],
    [edited((file) => (nth(file.packs, 1).credits = 'NaN')), 'packs.1.credits'],
    [edited((file) => (nth(file.services, 2).perUnits = 1e99)), 'services.2.perUnits'],
    [edited((file) => (nth(file.services, 0).name = 'a\ud800')), 'services.0.name'],
    [edited((file) => file.packs.push(nth(file.packs, 0))), 'packs.4.code'],
    [
      edited((file) => file.priceRules.push({ kind: 'pack_volume', key: 'gone', valueBps: 5 })),
      'priceRules.5.key',
    ],
    [edited((file) => delete (file as Partial<Editable>).tiers), 'tiers'],
    ['[]', 'form'],
    ['null', 'form'],
  ])('names the wrong value (%#)', async (text, path) => {
    await expect(previewImport(admin, { text })).rejects.toMatchObject({
      code: 'invalid',
      fields: { [path]: expect.any(String) },
    });
  });

  it('is for admins', async () => {
    const text = JSON.stringify(catalogueFile('saas-credits'));
    for (const ctx of [await staff(['finance']), await memberOf(await newOrganisation())]) {
      await expect(previewImport(ctx, { text })).rejects.toMatchObject({ code: 'forbidden' });
      await expect(importCatalogue(ctx, { text, fingerprint: '0'.repeat(64) })).rejects.toMatchObject({
        code: 'forbidden',
      });
      await expect(exportCatalogue(ctx)).rejects.toMatchObject({ code: 'forbidden' });
    }
  });
});
