import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/core/ids';
import { ensureCatalogue, job, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { paidCheckout } from '@/lib/testing/payments';
import { openShop } from '@/lib/testing/shop';
import { getRefundTerms } from './get-refund-terms';
import { requestRefund } from './request-refund';
import { runRefund } from './run-refund';

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
  await ensureCatalogue();
});
afterAll(() => shop.close());

const finance = () => staff(['finance'], new Date());

describe('getRefundTerms', () => {
  it('says what a payment brought, what is left of it, and what refunds took', async () => {
    const { org, paymentId } = await paidCheckout(shop);
    const whole = { granted: '250', remaining: '250', clawed: '0' };
    expect(await getRefundTerms(await finance(), { paymentId })).toEqual({
      ...{ currency: 'USD', leftMinor: '2000', unsoldMinor: '0', soldMinor: '2000', paidMinor: '2000' },
      ...{ takenMinor: '0', isAskable: true, hasInvoice: true, credits: whole },
    });
    const order = { paymentId, amountMinor: '1000', reason: 'Half of it' };
    const { refundId } = await requestRefund(await finance(), order);
    expect(await getRefundTerms(await finance(), { paymentId })).toMatchObject({ leftMinor: '0' });
    await runRefund(job(new Date()), { organisationId: org, refundId });
    expect(await getRefundTerms(await finance(), { paymentId })).toMatchObject({
      ...{ leftMinor: '1000', takenMinor: '1000' },
      credits: { granted: '250', remaining: '125', clawed: '125' },
    });
  });

  it('refuses customers, and knows no payment that is not there', async () => {
    const customer = await memberOf(await newOrganisation(), 'owner');
    const input = { paymentId: newId('payment') };
    await expect(getRefundTerms(customer, input)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(getRefundTerms(await finance(), input)).rejects.toMatchObject({ code: 'not_found' });
    await expect(getRefundTerms(await finance(), { paymentId: 'x' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
