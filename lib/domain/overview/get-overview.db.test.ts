import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/core/db';
import { addDays } from '@/lib/core/time';
import { ordered } from '@/lib/testing/by-invoice';
import { NOW, ensureCatalogue, memberOf, newOrganisation } from '@/lib/testing/factories';
import { openShop } from '@/lib/testing/shop';
import { newSubscriber } from '@/lib/testing/tiers';
import { getOverview } from './get-overview';

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
  await ensureCatalogue();
  await db.tier.updateMany({ data: { trialDays: 0 } });
});
afterAll(() => shop.close());

describe('what waits on the Overview', () => {
  it('is a renewal that the card did not pay, and the allowance says why it is missing', async () => {
    const one = await newSubscriber(shop, { tierCode: 'starter' });
    expect(await getOverview(one.at())).toMatchObject({ waiting: [], allowance: { isLate: false } });
    await one.fail(2);
    await one.forward();
    const overview = await getOverview(one.at());
    expect(overview.waiting).toEqual([{ kind: 'renewal', tier: 'Starter' }]);
    expect(overview.allowance).toMatchObject({ tier: 'Starter', total: '0', isLate: true });
    expect(overview.nextAction).toBe('settle');
    await one.forward({ times: 2 });
    expect(await getOverview(one.at())).toMatchObject({
      ...{ waiting: [], allowance: { total: '200', isLate: false } },
    });
  });

  it('is an invoice that is to be paid by hand, the overdue one first; for those who see invoices alone', async () => {
    const one = await ordered();
    const invoice = await one.open();
    const unpaid = { kind: 'unpaid', number: invoice?.number, amountMinor: '1900', currency: 'USD' };
    expect((await getOverview(one.at(NOW))).waiting).toEqual([{ ...unpaid, isOverdue: false }]);
    const late = await getOverview(one.at(addDays(NOW, 60)));
    expect(late).toMatchObject({ waiting: [{ ...unpaid, isOverdue: true }], nextAction: 'settle' });
    expect((await getOverview(await memberOf(one.org, 'member'))).waiting).toEqual([]);
    expect((await getOverview(await memberOf(await newOrganisation()))).waiting).toEqual([]);
  });
});
