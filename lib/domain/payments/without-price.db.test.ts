import { beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/core/db';
import { tierOffers } from '@/lib/domain/catalog/tier-offers';
import { previewChange } from '@/lib/domain/subscriptions/preview-change';
import { getAutoTopUp } from '@/lib/domain/top-up/get-auto-top-up';
import { saveAutoTopUp } from '@/lib/domain/top-up/save-auto-top-up';
import { ensureCatalogue, memberOf, newOrganisation } from '@/lib/testing/factories';
import { listOffers } from './list-offers';
import { startCheckout } from './start-checkout';

beforeAll(() => ensureCatalogue());

async function buyerIn(currency: string) {
  const org = await newOrganisation();
  await db.organisation.update({ where: { id: org }, data: { currency } });
  return memberOf(org, 'owner');
}

describe('a currency without a price', () => {
  it('leaves every page something to say: nothing is offered, and nothing fails', async () => {
    const ctx = await buyerIn('KWD');
    expect(await listOffers(ctx)).toEqual([]);
    expect((await tierOffers(ctx)).every(({ isFree }) => isFree)).toBe(true);
    expect(await getAutoTopUp(ctx)).toMatchObject({
      ...{ enabled: false, packCode: '', packName: null, offers: [], currency: 'KWD', monthlyCapMinor: '0' },
    });
  });

  it('is refused wherever something would be bought in it, and nothing is written', async () => {
    const ctx = await buyerIn('JPY');
    const checkout = startCheckout(ctx, { packCode: 'pack-250', totalMinor: '2000' });
    await expect(checkout).rejects.toMatchObject({ code: 'not_found' });
    await expect(previewChange(ctx, { tierCode: 'starter' })).rejects.toMatchObject({
      reason: 'tierWithoutPrice',
    });
    const settings = { enabled: false, threshold: '10', packCode: 'pack-250', monthlyCap: '100' };
    const topUp = saveAutoTopUp(ctx, { ...settings, priceMinor: '2000' });
    await expect(topUp).rejects.toMatchObject({ code: 'not_found' });
    expect(await db.purchase.count({ where: { organisationId: ctx.organisationId } })).toBe(0);
    expect(await db.autoTopUp.count({ where: { organisationId: ctx.organisationId } })).toBe(0);
  });
});
