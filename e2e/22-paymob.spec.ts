import { db } from '@/lib/core/db';
import { expectWellMade } from './fixtures/axe';
import { newCustomer, newStaff, signIn } from './fixtures/people';
import { expect, test } from './fixtures/test';

test('a company in Egypt pays on the page of Paymob: refused first, then by wallet, and is paid back', async ({
  browser,
  page,
  context,
}) => {
  const owner = await newCustomer({ name: `Mona Adel ${Date.now().toString(36)}` });
  const { organisationId } = owner;
  const place = { currency: 'EGP', country: 'EG' };
  await db.organisation.update({ where: { id: organisationId }, data: place });
  await signIn(context, owner);

  await test.step('its page is the usual one there, and says the price in pounds', async () => {
    await page.goto('/credits');
    await page.getByRole('button', { name: /^Buy 250 credits for/ }).click();
    await page.waitForURL(/\/paymob\/unifiedcheckout\/\?publicKey=/);
    await expect(page.getByRole('heading', { name: '250 credits' })).toBeVisible();
    await expect(page.getByText(/^EGP /).first()).toBeVisible();
  });

  await test.step('a payment that is refused can be tried again on the same page', async () => {
    const checkout = page.url();
    await page.getByRole('button', { name: 'Fail authentication' }).click();
    await page.waitForURL(/\/credits\/purchases\/pur_/);
    await page.goto(checkout);
    await page.getByLabel('Way to pay').selectOption({ label: 'Mobile wallet' });
    await page.getByLabel('Card or wallet number').fill('01010101010');
    await page.getByRole('button', { name: /^Pay EGP/ }).click();
    await page.waitForURL(/\/credits\/purchases\/pur_/);
    const wallet = () => db.wallet.findUniqueOrThrow({ where: { organisationId } });
    const before = 20_000_000n;
    await expect.poll(async () => (await wallet()).balanceMicro - before).toBe(250_000_000n);
    await page.reload();
    await expectWellMade(page);
  });

  await test.step('finance sends all of it back through Paymob', async () => {
    const payment = await db.payment.findFirstOrThrow({ where: { organisationId, status: 'succeeded' } });
    expect(payment).toMatchObject({ provider: 'paymob', currency: 'EGP' });
    const desk = await browser.newContext();
    await signIn(desk, await newStaff(['finance'], 'Ines Duarte'));
    const finance = await desk.newPage();
    await finance.goto(`/finance/payments/${payment.id}`);
    await expect(finance.getByText(payment.providerPaymentId ?? 'nothing').first()).toBeVisible();
    await finance.getByRole('button', { name: 'Refund', exact: true }).click();
    const dialog = finance.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('It was not needed.');
    await dialog.getByRole('button', { name: /^Send back/ }).click();
    await expect(dialog).toHaveCount(0);
    await expect
      .poll(() => db.refund.count({ where: { organisationId, status: 'succeeded' } }), { timeout: 30_000 })
      .toBe(1);
    await finance.goto('/finance/payments/refunds?status=succeeded');
    await expect(finance.getByRole('row', { name: new RegExp(`${owner.name} Ltd`) })).toBeVisible();
    await expectWellMade(finance);
    await desk.close();
  });
});
