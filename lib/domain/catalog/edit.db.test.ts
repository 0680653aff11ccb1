import { beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import {
  NOW,
  anonymous,
  ensureCatalogue,
  memberOf,
  newOrganisation,
  newUser,
  staff,
} from '@/lib/testing/factories';
import { present } from '@/lib/testing/present';
import { getCatalogue } from './manage-queries';
import { moveItem } from './move-item';
import { listPacks } from './queries';
import { createItem, updateItem } from './save-item';
import { savePriceRule } from './save-price-rule';
import type { ItemInput } from './schema';
import { setItemActive } from './set-item-active';

const pack = (code: string, over: Partial<ItemInput<'pack'>> = {}): ItemInput<'pack'> => ({
  ...{ code, name: 'Test pack', description: '', credits: '12.5', prices: { USD: '19.99' } },
  ...{ validityDays: 30, active: true, position: 90 },
  ...over,
});
const tier = (over: Partial<ItemInput<'tier'>> = {}): ItemInput<'tier'> => ({
  ...{ code: 'free', name: 'Free', description: '', allowance: '20' },
  ...over,
});
const auditOf = (recordId: string) =>
  db.auditEvent.findMany({ where: { recordId }, orderBy: [{ at: 'asc' }, { id: 'asc' }] });

let admin: Context;
beforeAll(async () => {
  await ensureCatalogue();
  admin = await staff(['admin']);
});

describe('createItem and updateItem', () => {
  it('adds an entry of each kind and audits it', async () => {
    await createItem(admin, 'pack', pack('new-pack'));
    await createItem(
      admin,
      'tier',
      tier({ code: 'new-tier', prices: { USD: { month: '5.5', year: '' }, EUR: { year: '55' } } }),
    );
    await createItem(admin, 'service', {
      code: 'new-service',
      name: 'S',
      group: 'G',
      unit: 'call',
      price: '0.25',
      perUnits: 3,
    });
    await createItem(admin, 'supportCategory', { code: 'new-category', name: 'C', price: '7' });
    const catalogue = await getCatalogue(admin);
    expect(catalogue.pack.find(({ code }) => code === 'new-pack')).toMatchObject({
      credits: '12.5',
      prices: { USD: '19.99' },
    });
    expect(catalogue.tier.find(({ code }) => code === 'new-tier')).toMatchObject({
      prices: { EUR: { year: '55.00' }, USD: { month: '5.50' } },
      allowance: '20',
    });
    expect(catalogue.service.find(({ code }) => code === 'new-service')).toMatchObject({
      price: '0.25',
      perUnits: 3,
    });
    expect(catalogue.supportCategory.find(({ code }) => code === 'new-category')).toMatchObject({
      price: '7',
    });
    const [event] = await auditOf('new-pack');
    expect(event).toMatchObject({
      action: 'catalogue.create',
      recordType: 'pack',
      before: null,
      after: { prices: { USD: '19.99' } },
    });
  });

  it('refuses a code that is taken, also by an inactive entry', async () => {
    await createItem(admin, 'pack', pack('taken-pack', { active: false }));
    await expect(createItem(admin, 'pack', pack('taken-pack'))).rejects.toMatchObject({
      code: 'conflict',
      fields: { code: 'taken' },
    });
    expect(await auditOf('taken-pack')).toHaveLength(1);
  });

  it('creates once when two administrators press at the same moment', async () => {
    const results = await Promise.allSettled(
      [1, 2, 3, 4].map(() => createItem(admin, 'pack', pack('raced-pack'))),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await auditOf('raced-pack')).toHaveLength(1);
  });

  it('changes an entry and keeps both sides; a repeat writes nothing more', async () => {
    await createItem(admin, 'pack', pack('changed-pack'));
    await updateItem(admin, 'pack', pack('changed-pack', { prices: { USD: '25.00', EUR: '24' } }));
    await updateItem(admin, 'pack', pack('changed-pack', { prices: { USD: '25.00', EUR: '24' } }));
    const events = await auditOf('changed-pack');
    expect(events).toHaveLength(2);
    expect(events[1]).toMatchObject({
      action: 'catalogue.update',
      before: { prices: { USD: '19.99' } },
      after: { prices: { EUR: '24.00', USD: '25.00' } },
    });
  });

  it('never alters what was bought', async () => {
    await createItem(admin, 'pack', pack('sold-pack'));
    const organisationId = await newOrganisation();
    const id = newId('purchase');
    const money = { listPriceMinor: 1_999n, totalMinor: 1_999n, currency: 'USD', creditsMicro: 12_500_000n };
    const at = { createdAt: NOW, expiresAt: NOW, paidAt: NOW };
    const bought = {
      organisationId,
      id,
      packCode: 'sold-pack',
      packName: 'Test pack',
      factors: [],
      ...money,
      ...at,
    };
    await db.purchase.create({ data: { ...bought, status: 'paid', createdById: (await newUser()).id } });
    const before = await db.purchase.findFirst({ where: { id } });
    await updateItem(
      admin,
      'pack',
      pack('sold-pack', { name: 'Dearer', prices: { USD: '99.00' }, credits: '1' }),
    );
    await savePriceRule(admin, { kind: 'pack_volume', key: 'sold-pack', value: '10' });
    await setItemActive(admin, { kind: 'pack', code: 'sold-pack', active: false });
    expect(await db.purchase.findFirst({ where: { id } })).toEqual(before);
  });

  it('does not know an unknown code', async () => {
    await expect(updateItem(admin, 'pack', pack('no-such-pack'))).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it.each([
    { 'prices.USD': '-1' },
    { 'prices.USD': '0' },
    { 'prices.USD': 'NaN' },
    { 'prices.USD': '1.999' },
    { 'prices.JPY': '1.9' },
    { 'prices.USD': '9'.repeat(25) },
    { 'prices.XXX': '1' },
    { prices: {} },
    { prices: { USD: '' } },
    { credits: '-5' },
    { credits: '0' },
    { credits: '1e9' },
    { credits: '9999999999' },
    { credits: '0.0000001' },
    { name: '' },
    { name: 'a\u0000b' },
    { name: 'a\ud800b' },
    { name: 'n'.repeat(81) },
    { code: 'Ünknown' },
    { validityDays: 0 },
    { validityDays: Number.NaN },
    { validityDays: 1.5 },
    { position: -1 },
    { position: 1e12 },
  ])('refuses %j beside its field', async (wrong) => {
    const [field] = Object.keys(wrong);
    const refusal = { code: 'invalid', fields: { [present(field)]: expect.any(String) } };
    const [section, currency] = present(field).split('.');
    const over = currency ? { [present(section)]: { [currency]: Object.values(wrong)[0] } } : wrong;
    const bad = { ...pack('bad-pack'), ...over } as ItemInput<'pack'>;
    await expect(createItem(admin, 'pack', bad)).rejects.toMatchObject(refusal);
    expect(await db.pack.findUnique({ where: { code: 'bad-pack' } })).toBeNull();
  });

  it('keeps a free tier for new customers', async () => {
    for (const act of [
      () => updateItem(admin, 'tier', tier({ prices: { EUR: { year: '1.00' } } })),
      () => updateItem(admin, 'tier', tier({ active: false })),
      () => setItemActive(admin, { kind: 'tier', code: 'free', active: false }),
    ])
      await expect(act()).rejects.toMatchObject({ code: 'conflict', reason: 'lastFreeTier' });
    const include = { prices: true };
    expect(await db.tier.findUnique({ where: { code: 'free' }, include })).toMatchObject({
      active: true,
      prices: [],
    });
  });
});

describe('setItemActive', () => {
  it('takes an entry off the shelf and puts it back, each once', async () => {
    await createItem(admin, 'pack', pack('shelf-pack'));
    for (const active of [false, false, true])
      await setItemActive(admin, { kind: 'pack', code: 'shelf-pack', active });
    expect((await auditOf('shelf-pack')).map(({ action }) => action)).toEqual([
      'catalogue.create',
      'catalogue.deactivate',
      'catalogue.activate',
    ]);
    expect((await listPacks('USD')).map(({ code }) => code)).toContain('shelf-pack');
    await expect(setItemActive(admin, { kind: 'pack', code: 'nothing', active: true })).rejects.toMatchObject(
      { code: 'not_found' },
    );
  });
});

describe('moveItem', () => {
  it('moves one place, and nowhere beyond the ends', async () => {
    const codes = async () => (await getCatalogue(admin)).supportCategory.map(({ code }) => code);
    const before = await codes();
    const [first, second] = before;
    await moveItem(admin, { kind: 'supportCategory', code: present(second), direction: 'up' });
    expect((await codes()).slice(0, 2)).toEqual([second, first]);
    await moveItem(admin, { kind: 'supportCategory', code: present(second), direction: 'up' });
    await moveItem(admin, { kind: 'supportCategory', code: present(second), direction: 'down' });
    expect(await codes()).toEqual(before);
    expect(await auditOf(present(second))).toHaveLength(2);
    await expect(moveItem(admin, { kind: 'pack', code: 'nothing', direction: 'up' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('who may change the catalogue', () => {
  it('only an admin', async () => {
    const member = await memberOf(await newOrganisation());
    for (const ctx of [await staff(['finance']), await staff(['agent', 'expert']), member]) {
      const refused = { code: 'forbidden' };
      await expect(createItem(ctx, 'pack', pack('mine'))).rejects.toMatchObject(refused);
      await expect(updateItem(ctx, 'pack', pack('mine'))).rejects.toMatchObject(refused);
      await expect(
        setItemActive(ctx, { kind: 'pack', code: 'pack-100', active: false }),
      ).rejects.toMatchObject(refused);
      await expect(
        moveItem(ctx, { kind: 'pack', code: 'pack-100', direction: 'down' }),
      ).rejects.toMatchObject(refused);
      await expect(savePriceRule(ctx, { kind: 'urgency', key: 'high', value: '1' })).rejects.toMatchObject(
        refused,
      );
      await expect(getCatalogue(ctx)).rejects.toMatchObject(refused);
    }
    await expect(createItem(anonymous(), 'pack', pack('mine'))).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  });
});
