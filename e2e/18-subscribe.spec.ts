import type { Locator, Page } from '@playwright/test';
import { expectWellMade } from './fixtures/axe';
import { newColleague, newCustomer, signIn } from './fixtures/people';
import { card, checkoutOn } from './fixtures/sandbox';
import { daysLate, nextPeriodFails } from './fixtures/subscriptions';
import { expect, test } from './fixtures/test';

/** Fills in a card, on whichever of the sandbox's pages. */
async function fillCard(page: Page, number: string): Promise<void> {
  await page.getByLabel('Card number').fill(number);
  await page.getByLabel('Expiry date').fill('12 / 40');
  await page.getByLabel('Security code').fill('123');
  await page.getByLabel('Name on card').fill('Nora Field');
}

/** From the dialog of the tier to its credits. */
async function payProfessional(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Subscribe to Professional, pay $79.00' }).click();
  await checkoutOn(page);
  await fillCard(page, card.pays);
  await page.getByRole('button', { name: /^(Pay|Subscribe)/ }).click();
  await page.waitForURL(/\/billing/);
  await onBilling(page, () => page.getByText('0 of 1,000 credits used'));
}

/** What the worker does shows on Billing a moment later. */
async function onBilling(page: Page, found: () => Locator): Promise<void> {
  await expect(async () => {
    await page.goto('/billing');
    await expect(found()).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 45_000 });
}

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
    await payProfessional(page);
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

test('a renewal that the card does not pay is followed up, reduces services, and is recovered', async ({
  page,
  context,
}) => {
  const owner = await newCustomer({ name: 'Rita Moss' });
  await signIn(context, owner);
  await test.step('a tier runs', async () => {
    await page.goto('/billing/tiers');
    await page.getByRole('button', { name: 'Choose Professional' }).click();
    await payProfessional(page);
  });

  await test.step('its renewal fails: no credits come, and every page says so', async () => {
    await nextPeriodFails(owner.organisationId);
    await onBilling(page, () => page.getByText('$79.00 for Professional is not paid'));
    await expect(page.getByText('A payment of $79.00 failed')).toBeVisible();
    await expect(page.getByText(/Everything still works until/)).toBeVisible();
    await expectWellMade(page);
    await page.goto('/overview');
    await expect(page.getByRole('button', { name: 'Update card' })).toBeVisible();
  });

  await test.step('after some days services are reduced, and it stands in the timeline', async () => {
    await daysLate(owner.organisationId, 8);
    await page.goto('/billing');
    await expect(page.getByText('Services are reduced: $79.00 for Professional is not paid')).toBeVisible();
    await expect(page.getByText('We wrote about the missing payment')).toBeVisible();
    await expect(page.getByText('Services were reduced', { exact: true })).toBeVisible();
    await expectWellMade(page);
  });

  await test.step('another card is entered at Stripe, and pays', async () => {
    await page.getByRole('button', { name: 'Update card' }).first().click();
    await page.waitForURL(/\/portal\//);
    await fillCard(page, card.pays);
    await page.getByRole('button', { name: 'Save card' }).click();
    await page.waitForURL(/\/billing$/);
    const pay = page.getByRole('button', { name: 'with the saved card' });
    if (await pay.isVisible()) await pay.click();
    await onBilling(page, () => page.getByText('Services are back to normal'));
    await expect(page.getByText('The missing payment of $79.00 arrived')).toBeVisible();
    await expect(page.getByText(/is not paid/)).toHaveCount(0);
    await expect(page.getByText('0 of 1,000 credits used')).toBeVisible();
    await expectWellMade(page);
  });
});
