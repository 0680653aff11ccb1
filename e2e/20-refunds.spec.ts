import { db } from '@/lib/core/db';
import { expectWellMade } from './fixtures/axe';
import { newCustomer, newStaff, signIn } from './fixtures/people';
import { card, mailTo, payWith } from './fixtures/sandbox';
import { expect, test } from './fixtures/test';

test('finance finds a payment, sends a part of it back, then the rest', async ({
  browser,
  page,
  context,
}) => {
  const owner = await newCustomer({ name: 'Ruth Ames' });
  await signIn(context, owner);
  await page.goto('/credits');
  await page.getByRole('button', { name: 'Buy 250 credits for $20.00' }).click();
  await payWith(page, card.pays);
  await expect(page.getByText('250 credits', { exact: false }).first()).toBeVisible();
  await expect
    .poll(() => db.payment.count({ where: { organisationId: owner.organisationId, status: 'succeeded' } }))
    .toBe(1);
  const { id } = await db.payment.findFirstOrThrow({ where: { organisationId: owner.organisationId } });

  const desk = await browser.newContext();
  await signIn(desk, await newStaff(['finance'], 'Ines Duarte'));
  const finance = await desk.newPage();
  const dialog = finance.getByRole('dialog');

  await test.step('the filters stand in the address', async () => {
    await finance.goto('/finance/payments');
    await finance.getByLabel('Reference or id, whole').fill(id);
    await finance.getByRole('button', { name: 'Apply' }).click();
    await finance.waitForURL(/text=pay_/);
    await expect(finance.getByRole('row')).toHaveCount(2);
    await expectWellMade(finance);
    await finance.getByRole('link', { name: 'Ruth Ames Ltd' }).click();
    await finance.waitForURL(/\/finance\/payments\/pay_/);
    await expect(finance.getByText('checkout.session.completed')).toBeVisible();
    await expectWellMade(finance);
  });

  await test.step('a part says what it takes back, and more than there is is refused beside the field', async () => {
    await finance.getByRole('button', { name: 'Refund', exact: true }).click();
    await dialog.getByLabel('A part').check();
    await dialog.getByLabel('Amount in USD').fill('30.00');
    await dialog.getByLabel('Reason').fill('Half of it was not needed.');
    await dialog.getByRole('button', { name: 'Send back $30.00' }).click();
    await expect(dialog.getByText(/\$?20\.00/).first()).toBeVisible();
    await dialog.getByLabel('Amount in USD').fill('10.00');
    await expect(dialog.getByText('125 credits that this payment brought', { exact: false })).toBeVisible();
    await expectWellMade(finance);
    await dialog.getByRole('button', { name: 'Send back $10.00' }).click();
    await expect(dialog).toHaveCount(0);
    await expect(async () => {
      await finance.reload();
      await expect(finance.getByText('Took back 125 credits.', { exact: false })).toBeVisible({
        timeout: 1_000,
      });
    }).toPass({ timeout: 30_000 });
    await mailTo(owner.email, /We sent .* back/);
  });

  await test.step('the rest goes back, and nothing is left to refund', async () => {
    await finance.reload();
    await finance.getByRole('button', { name: 'Refund', exact: true }).click();
    await expect(dialog.getByText('At most $10.00')).toBeVisible();
    await dialog.getByLabel('Reason').fill('The other half as well.');
    await dialog.getByRole('button', { name: 'Send back $10.00' }).click();
    await expect(dialog).toHaveCount(0);
    await expect(async () => {
      await finance.reload();
      await expect(finance.getByText('Took back 125 credits.', { exact: false })).toHaveCount(2, {
        timeout: 1_000,
      });
      await expect(finance.getByRole('button', { name: 'Refund', exact: true })).toHaveCount(0, {
        timeout: 1_000,
      });
    }).toPass({ timeout: 30_000 });
    await expectWellMade(finance);
  });

  await test.step('the customer sees that the credits are gone', async () => {
    await page.goto('/credits');
    await expect(page.getByText('of 250 left')).toHaveCount(0);
  });
  await desk.close();
});
