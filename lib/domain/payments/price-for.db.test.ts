import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, expect, it } from 'vitest';
import { db, transaction } from '@/lib/core/db';
import { chooseCurrency } from '@/lib/domain/billing/choose-currency';
import { NOW, ensureCatalogue, memberOf, newOrganisation } from '@/lib/testing/factories';
import { priceFor } from './price-for';

beforeAll(() => ensureCatalogue());

it('keeps the currency from being changed until what was priced in it is written', async () => {
  const org = await newOrganisation();
  const ctx = await memberOf(org, 'owner');
  const { chosen } = await transaction(async (tx) => {
    expect(await priceFor(tx, org, 'pack-100', NOW)).toMatchObject({ currency: 'USD' });
    const chosen = chooseCurrency(ctx, { currency: 'EUR' }).then(() => 'chosen');
    expect(await Promise.race([chosen, pause(500, 'waits')])).toBe('waits');
    return { chosen };
  });
  expect(await chosen).toBe('chosen');
  expect(await db.organisation.findUnique({ where: { id: org } })).toMatchObject({ currency: 'EUR' });
});
