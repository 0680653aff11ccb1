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

  it('is for those who may buy', async () => {
    const ctx = await memberOf(await newOrganisation(), 'member');
    await expect(listWaysToPay(ctx)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
