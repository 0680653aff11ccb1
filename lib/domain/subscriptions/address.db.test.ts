import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/core/db';
import { saveBillingProfile } from '@/lib/domain/billing/save-billing-profile';
import { receive } from '@/lib/testing/deliveries';
import { ensureCatalogue, job } from '@/lib/testing/factories';
import { queuedJobs } from '@/lib/testing/queue';
import { openShop } from '@/lib/testing/shop';
import { newSubscriber } from '@/lib/testing/tiers';
import { openBillingPortal } from './open-billing-portal';
import { takeAddress } from './take-address';

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
  await ensureCatalogue();
  await db.tier.updateMany({ data: { trialDays: 0 } });
});
afterAll(() => shop.close());

const boston = {
  ...{ legalName: 'Audit One Inc', line1: '1 Main St', line2: 'Floor 2', city: 'Boston', region: 'MA' },
  ...{ postalCode: '02108', country: 'US' },
};
const paris = {
  ...{ name: 'Audit One SARL', line1: '9 Portal Rd', line2: '', city: 'Paris', state: '' },
  ...{ postal_code: '75001', country: 'FR' },
};

/** Fills in the address on the provider's page. */
function enter(url: string, address: Record<string, string>) {
  const headers = { origin: new URL(url).origin };
  const body = new URLSearchParams(address);
  return fetch(`${url}/address`, { method: 'POST', redirect: 'manual', headers, body });
}

const profileOf = (organisationId: string) =>
  db.billingProfile.findUniqueOrThrow({ where: { organisationId } });

describe('the invoice address', () => {
  it('that we hold stands on the provider’s page; the one entered there is ours, once', async () => {
    const one = await newSubscriber(shop, { tierCode: 'starter' });
    await saveBillingProfile(one.owner, boston);
    const { url } = await openBillingPortal(one.at(), { purpose: 'details' });
    const page = await (await fetch(url)).text();
    for (const part of ['Audit One Inc', '1 Main St', 'Floor 2', 'Boston', '02108'])
      expect(page).toContain(part);
    // What we handed over ourselves is no news.
    await takeAddress(job(new Date(), one.org), { organisationId: one.org });
    expect(await profileOf(one.org)).toMatchObject(boston);
    const from = shop.deliveries.length;
    expect((await enter(url, paris)).status).toBe(303);
    const delivery = await shop.delivery('customer.updated', from);
    for (let time = 1; time <= 3; time++) await receive(delivery);
    expect(await queuedJobs('subscriptions.address', one.org)).toHaveLength(1);
    for (let time = 1; time <= 3; time++)
      await takeAddress(job(new Date(), one.org), { organisationId: one.org });
    expect(await profileOf(one.org)).toMatchObject({
      ...{ legalName: 'Audit One SARL', line1: '9 Portal Rd', line2: '', city: 'Paris', region: '' },
      ...{ postalCode: '75001', country: 'FR' },
    });
    const { country } = await db.organisation.findUniqueOrThrow({ where: { id: one.org } });
    expect(country).toBe('FR');
    const audited = await db.auditEvent.count({ where: { recordId: one.org, action: 'billing.profile' } });
    expect(audited).toBe(2);
    // Changed here afterwards, a late repeat of the event brings nothing back.
    await saveBillingProfile(one.owner, boston);
    await takeAddress(job(new Date(), one.org), { organisationId: one.org });
    expect(await profileOf(one.org)).toMatchObject(boston);
  });

  it('that no invoice could bear is not taken: ours stands there again', async () => {
    const one = await newSubscriber(shop, { tierCode: 'starter' });
    await saveBillingProfile(one.owner, boston);
    const { url } = await openBillingPortal(one.at(), { purpose: 'details' });
    await enter(url, { ...paris, line1: '', country: 'XX' });
    await takeAddress(job(new Date(), one.org), { organisationId: one.org });
    expect(await profileOf(one.org)).toMatchObject(boston);
    expect(await (await fetch(url)).text()).toContain('1 Main St');
  });

  it('of others is not touched: an event about a customer that nobody has is let pass', async () => {
    const one = await newSubscriber(shop, { tierCode: 'starter' });
    await saveBillingProfile(one.owner, boston);
    const from = shop.deliveries.length;
    const { url } = await openBillingPortal(one.at(), { purpose: 'details' });
    await enter(url, paris);
    const delivery = await shop.delivery('customer.updated', from);
    await db.organisation.update({ where: { id: one.org }, data: { stripeCustomerId: null } });
    expect(await receive(delivery)).toMatchObject({ ignored: true });
  });
});
