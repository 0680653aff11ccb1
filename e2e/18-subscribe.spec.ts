import { expectWellMade } from './fixtures/axe';
import { newColleague, newCustomer, signIn } from './fixtures/people';
import { card, checkoutOn } from './fixtures/sandbox';
import { expect, test } from './fixtures/test';

test('a tier is chosen, upgraded, downgraded, cancelled and kept after all', async ({ page, context }) => {
  const owner = await newCustomer();
  await signIn(context, owner);
  const dialog = page.getByRole('dialog');
  const tier = page
    .getByRole('region', { name: 'Tier' })
    .or(page.locator('section', { hasText: 'Next charge' }));

  await test.step('tiers are compared by month and by year', async () => {
    await page.goto('/billing');
    await expect(page.getByText('Costs nothing.')).toBeVisible();
    await expectWellMade(page);
    await page.getByRole('link', { name: 'Choose a tier' }).click();
    await page.waitForURL(/\/billing\/tiers$/);
    await expect(page.getByText('$79.00')).toBeVisible();
    await page.getByText('Yearly', { exact: true }).click();
    await expect(page.getByText('$790.00')).toBeVisible();
    await expect(page.getByText('Saves $158.00 a year')).toBeVisible();
    await expectWellMade(page);
    await page.getByText('Monthly', { exact: true }).click();
  });

  await test.step('a coupon that nobody knows is said beside its field', async () => {
    await page.getByRole('button', { name: 'Choose Professional' }).click();
    await expect(dialog.getByText('Due now')).toBeVisible();
    await dialog.getByLabel('Coupon code').fill('NO-SUCH-CODE');
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await expect(dialog.getByText('We do not know this coupon.', { exact: false })).toBeVisible();
    await expectWellMade(page);
    await dialog.getByLabel('Coupon code').fill('');
    await dialog.getByRole('button', { name: 'Remove' }).click();
  });

  await test.step('it is paid at Stripe, and its credits are there', async () => {
    await dialog.getByRole('button', { name: 'Subscribe to Professional, pay $79.00' }).click();
    await checkoutOn(page);
    await page.getByLabel('Card number').fill(card.pays);
    await page.getByLabel('Expiry date').fill('12 / 40');
    await page.getByLabel('Security code').fill('123');
    await page.getByLabel('Name on card').fill('Nora Field');
    await page.getByRole('button', { name: /^(Pay|Subscribe)/ }).click();
    await page.waitForURL(/\/billing/);
    await expect(async () => {
      await page.goto('/billing');
      await expect(page.getByText('0 of 1,000 credits used')).toBeVisible({ timeout: 1_000 });
    }).toPass({ timeout: 30_000 });
    await expect(page.getByText('Renews by itself')).toBeVisible();
    await expectWellMade(page);
  });

  await test.step('an upgrade shows its lines and names the sum before it is charged', async () => {
    await page.goto('/billing/tiers');
    await page.getByRole('button', { name: 'Change to Business' }).click();
    const pay = dialog.getByRole('button', { name: /^Change to Business, pay \$\d+\.\d\d now$/ });
    await expect(pay).toBeVisible();
    await expect(dialog.getByRole('rowheader').first()).toBeVisible();
    await expectWellMade(page);
    await pay.click();
    await page.waitForURL(/\/billing$/);
    await expect(page.getByRole('heading', { name: 'Business' })).toBeVisible();
  });

  await test.step('a downgrade waits for the end of the period, and is taken back', async () => {
    await page.goto('/billing/tiers');
    await page.getByRole('button', { name: 'Change to Starter' }).click();
    await dialog.getByRole('button', { name: /^Change to Starter on / }).click();
    await page.waitForURL(/\/billing$/);
    await expect(page.getByText(/^Starter, paid monthly, follows on/)).toBeVisible();
    await page.getByRole('button', { name: 'Keep Business' }).click();
    await expect(page.getByText(/follows on/)).toHaveCount(0);
  });

  await test.step('a cancellation says what follows, and is taken back', async () => {
    await page.goto('/billing/tiers');
    await page.getByRole('button', { name: 'Go back to Free' }).click();
    await expect(dialog).toContainText('Credits from packs stay.');
    await expectWellMade(page);
    await dialog.getByRole('button', { name: 'Cancel Business' }).click();
    await page.waitForURL(/\/billing$/);
    await expect(page.getByText(/^Business ends on/)).toBeVisible();
    await page.getByRole('button', { name: 'Keep Business' }).click();
    await expect(page.getByText(/^Business ends on/)).toHaveCount(0);
    await expect(tier.first()).toBeVisible();
  });

  await test.step('it is paused and goes on', async () => {
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Pause Business' }).click();
    await expect(page.getByText(/^Nothing is charged, and no credits come/)).toBeVisible({ timeout: 15_000 });
    await page.getByRole('button', { name: 'Resume', exact: true }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Resume Business' }).click();
    await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible({ timeout: 15_000 });
    await expectWellMade(page);
  });

  await test.step('who may not see the money finds no such page', async () => {
    await signIn(context, await newColleague(owner.organisationId, 'member', 'Max Lind'));
    expect((await page.request.get('/billing/tiers')).status()).toBe(404);
  });
});
