import { beforeAll, describe, expect, it } from 'vitest';
import { type Context, tenant } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { ensureCatalogue, memberOf, newOrganisation } from '@/lib/testing/factories';
import { listWaysToPay } from './list-ways-to-pay';

beforeAll(() => ensureCatalogue());

const isAt = (ctx: Context, currency: string, country: string | null) =>
  db.organisation.update({ where: { id: tenant(ctx) }, data: { currency, country } });

describe('listWaysToPay', () => {
  it('gives the usual one first, by currency and country', async () => {
    const ctx = await memberOf(await newOrganisation(), 'billing');
    for (const country of [null, 'US', 'EG']) {
      await isAt(ctx, 'USD', country);
      const ways = await listWaysToPay(ctx);
      expect(ways[0]).toBe('stripe');
      expect(ways).not.toContain('paymob');
    }
  });

  it('leaves out only the accounts that cannot be read, whatever else is wrong with the seller', async () => {
    const ctx = await memberOf(await newOrganisation(), 'billing');
    const account = {
      currency: 'USD',
      holder: 'Us',
      bank: 'Bank',
      iban: 'GB82WEST12345698765432',
      bic: 'NWBKGB2L',
    };
    const say = (value: object) =>
      db.setting.upsert({ where: { key: 'seller' }, create: { key: 'seller', value }, update: { value } });
    try {
      for (const broken of [{}, { accounts: 'none' }, { accounts: [{ currency: 'USD' }] }]) {
        await say(broken);
        expect(await listWaysToPay(ctx)).toEqual(['stripe']);
      }
      await say({ legalName: 7, accounts: [{ iban: 'x' }, account] });
      expect(await listWaysToPay(ctx)).toEqual(['stripe', 'bank_transfer']);
    } finally {
      await db.setting.delete({ where: { key: 'seller' } });
    }
  });

  it('is for those who may buy', async () => {
    const ctx = await memberOf(await newOrganisation(), 'member');
    await expect(listWaysToPay(ctx)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
