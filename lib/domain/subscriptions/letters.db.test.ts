import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/core/db';
import { ordered, saveSeller } from '@/lib/testing/by-invoice';
import { ensureCatalogue } from '@/lib/testing/factories';
import { queuedJobs } from '@/lib/testing/queue';
import { openShop } from '@/lib/testing/shop';
import { change, newSubscriber } from '@/lib/testing/tiers';

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
  await ensureCatalogue();
  await saveSeller();
  await db.tier.updateMany({ data: { trialDays: 0 } });
});
afterAll(() => shop.close());

type Mail = { to: string; template: string; props: Record<string, string> };

/** What was written to the only one who pays for an organisation, in order. */
async function lettersOf(organisationId: string): Promise<Mail[]> {
  const { user } = await db.member.findFirstOrThrow({
    where: { organisationId, role: 'owner' },
    include: { user: true },
  });
  return (await queuedJobs('email.send', user.email)) as Mail[];
}

describe('letters about a tier', () => {
  it('are a receipt for each payment and one for each change, however often its events come', async () => {
    const one = await newSubscriber(shop, { tierCode: 'starter' });
    for (let time = 1; time <= 3; time++) await one.sync();
    await change(one.at(), { tierCode: 'professional' });
    await one.forward();
    for (let time = 1; time <= 3; time++) await one.sync();
    const invoices = await one.invoices();
    const letters = await lettersOf(one.org);
    expect(letters.map(({ template }) => template)).toEqual([
      ...['invoice-paid', 'tier-changed', 'invoice-paid', 'invoice-paid'],
    ]);
    const receipts = letters.filter(({ template }) => template === 'invoice-paid');
    expect(receipts.map(({ props }) => [props.number, props.amountMinor, props.taxMinor])).toEqual(
      invoices.map(({ number, totalMinor, taxMinor }) => [
        number,
        totalMinor.toString(),
        taxMinor.toString(),
      ]),
    );
    expect(receipts[0]?.props.url).toMatch(/\/billing\/invoices\/INV-/);
    expect(letters.find(({ template }) => template === 'tier-changed')?.props).toMatchObject({
      tierName: 'Professional',
      amountMinor: '7900',
    });
  });

  it('say that a trial began, what it costs afterwards and when, once', async () => {
    await db.tier.update({ where: { code: 'starter' }, data: { trialDays: 14 } });
    const one = await newSubscriber(shop, { tierCode: 'starter' });
    await one.sync();
    await db.tier.update({ where: { code: 'starter' }, data: { trialDays: 0 } });
    const { trialEndsAt } = await one.row();
    const letters = await lettersOf(one.org);
    expect(letters.map(({ template }) => template)).toEqual(['trial-started']);
    expect(letters[0]?.props).toMatchObject({ amountMinor: '1900', endsAt: trialEndsAt?.toISOString() });
  });

  it('by invoice carry the account and the reference of the transfer, and the receipt when it is paid', async () => {
    const one = await ordered();
    await one.pay();
    const payment = await db.payment.findFirstOrThrow({ where: { organisationId: one.org } });
    const details = (await queuedJobs('email.send', `transfer-details:${payment.id}`)) as Mail[];
    expect(details).toMatchObject([
      {
        template: 'transfer-details',
        props: { reference: payment.reference, amountMinor: '1900', iban: 'GB33BUKB20201555555555' },
      },
    ]);
    expect(await queuedJobs('email.send', `invoice-paid:${payment.invoiceId ?? ''}`)).toHaveLength(1);
  });
});
