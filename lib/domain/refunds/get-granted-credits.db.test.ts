import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/core/ids';
import { ensureCatalogue, job, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { paidCheckout } from '@/lib/testing/payments';
import { openShop } from '@/lib/testing/shop';
import { getGrantedCredits } from './get-granted-credits';
import { requestRefund } from './request-refund';
import { runRefund } from './run-refund';

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
  await ensureCatalogue();
});
afterAll(() => shop.close());

const finance = () => staff(['finance'], new Date());

describe('getGrantedCredits', () => {
  it('says what a payment brought, what is left of it, and what refunds took', async () => {
    const { org, paymentId } = await paidCheckout(shop);
    const whole = { granted: '250', remaining: '250', clawed: '0' };
    expect(await getGrantedCredits(await finance(), { paymentId })).toEqual(whole);
    const order = { paymentId, amountMinor: '1000', reason: 'Half of it' };
    const { refundId } = await requestRefund(await finance(), order);
    await runRefund(job(new Date()), { organisationId: org, refundId });
    expect(await getGrantedCredits(await finance(), { paymentId })).toEqual({
      ...{ granted: '250', remaining: '125', clawed: '125' },
    });
  });

  it('refuses customers, and knows no payment that is not there', async () => {
    const customer = await memberOf(await newOrganisation(), 'owner');
    const input = { paymentId: newId('payment') };
    await expect(getGrantedCredits(customer, input)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(getGrantedCredits(await finance(), input)).rejects.toMatchObject({ code: 'not_found' });
    await expect(getGrantedCredits(await finance(), { paymentId: 'x' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
