import type { Page } from '@playwright/test';
import { expectWellMade } from './fixtures/axe';
import { newCustomer, signIn, type Customer } from './fixtures/people';
import {
  asUsual,
  card,
  checkoutOn,
  deliver,
  eventsOf,
  expireCheckout,
  mailTo,
  payWith,
  resend,
} from './fixtures/sandbox';
import { aloneInShop, inShop } from './fixtures/shop-lock';
import { expect, test } from './fixtures/test';

const BUY_250 = 'Buy 250 credits for $20.00';

async function beginPurchase(page: Page): Promise<void> {
  await page.goto('/credits');
  await page.getByRole('button', { name: BUY_250 }).click();
  await checkoutOn(page);
}

const outcome = (page: Page, state: string) => page.locator(`[data-state="${state}"]`);
const available = (page: Page) => page.locator('main').getByText('Available').locator('..');

let buyer: Customer;
test.beforeEach(async ({ context }) => {
  buyer = await newCustomer();
  await signIn(context, buyer);
});

test('two clicks buy a pack; the receipt comes and the purchase is listed', async ({ page }) => {
  await inShop(async () => {
    await page.goto('/credits');
    await expect(page.getByRole('button', { name: /^Buy [\d,]+ credits for \$/ })).toHaveCount(4);
    await expect(page.getByText('Best value')).toHaveCount(1);
    await expect(page.getByText('$0.08 per credit')).toBeVisible();
    await expectWellMade(page);
    await page.getByRole('button', { name: BUY_250 }).click();
    await payWith(page, card.pays);
    await page.waitForURL(/\/credits\/purchases\/pur_/);
    await expect(page.getByRole('status').filter({ hasText: '250 credits were added' })).toBeVisible();
    await expectWellMade(page);
    await page.getByRole('link', { name: 'Go to the overview' }).click();
    await expect(page.getByTestId('available')).toHaveText('270 credits');
    const receipt = await mailTo(buyer.email, /receipt|paid|250/i);
    expect(receipt.text).toContain('$20.00');
    await page.goto('/billing');
    const row = page.getByRole('row').filter({ hasText: '$20.00' });
    await expect(row).toContainText('Paid');
    await expectWellMade(page);
  });
});

test('a webhook that is late, twice and out of order grants once', async ({ page }) => {
  await aloneInShop(async () => {
    await deliver({ hold: true });
    try {
      await beginPurchase(page);
      const session = await payWith(page, card.pays);
      await page.waitForURL(/\/credits\/purchases\/pur_/);
      // The redirect alone is no proof: the page waits for the bank.
      await expect(outcome(page, 'waiting')).toBeVisible();
      await expectWellMade(page);
      await expect.poll(async () => (await eventsOf(session)).length).toBeGreaterThanOrEqual(2);
      const events = await eventsOf(session);
      for (const { id } of events) expect((await resend(id)).status).toBe(200);
      await expect(outcome(page, 'paid')).toBeVisible({ timeout: 15_000 });
      for (const { id } of events.toReversed()) expect((await resend(id)).status).toBe(200);
      await page.goto('/credits');
      await expect(available(page)).toContainText('270');
      await expect(page.getByRole('row', { name: /Purchase/ })).toHaveCount(1);
    } finally {
      await asUsual();
    }
  });
});

test('a webhook before the redirect is there when the buyer comes back', async ({ page }) => {
  await aloneInShop(async () => {
    await deliver({ duplicate: true, outOfOrder: true });
    try {
      await beginPurchase(page);
      // The buyer's way back is cut off until the event has been delivered.
      let cutOff = true;
      await page.route('**/credits/purchases/**', async (route) => {
        if (cutOff)
          await expect
            .poll(async () => (await eventsOf(session)).some((one) => one.delivered > 0))
            .toBe(true);
        cutOff = false;
        await route.continue();
      });
      const session = await checkoutOn(page);
      await payWith(page, card.pays);
      await page.waitForURL(/\/credits\/purchases\/pur_/);
      await expect(outcome(page, 'paid')).toBeVisible();
      await page.goto('/credits');
      await expect(available(page)).toContainText('270');
    } finally {
      await asUsual();
    }
  });
});

test('a declined card says so, and another one pays', async ({ page }) => {
  await inShop(async () => {
    await beginPurchase(page);
    const checkout = page.url();
    await payWith(page, card.declines);
    await expect(page.getByRole('alert')).toContainText(/declined/i);
    await page.getByRole('link', { name: 'Back to shop' }).click();
    await expect(outcome(page, 'declined')).toBeVisible();
    await expectWellMade(page);
    await page.getByRole('link', { name: 'Go on with the payment' }).click();
    await expect(page).toHaveURL(checkout);
    await payWith(page, card.pays);
    await page.waitForURL(/\/credits\/purchases\/pur_/);
    await expect(outcome(page, 'paid')).toBeVisible();
  });
});

test('a card that wants a confirmation pays after it', async ({ page }) => {
  await inShop(async () => {
    await beginPurchase(page);
    await payWith(page, card.confirms);
    await page.getByRole('button', { name: 'Complete authentication' }).click();
    await page.waitForURL(/\/credits\/purchases\/pur_/);
    await expect(outcome(page, 'paid')).toBeVisible();
  });
});

test('a checkout that was left can be taken up again or cancelled', async ({ page }) => {
  await inShop(async () => {
    await beginPurchase(page);
    await page.getByRole('link', { name: 'Back to shop' }).click();
    await expect(outcome(page, 'back')).toBeVisible();
    await expectWellMade(page);
    await page.getByRole('button', { name: 'Cancel this purchase' }).click();
    await expect(outcome(page, 'cancelled')).toBeVisible();
    await expectWellMade(page);
    await page.getByRole('link', { name: 'Choose a pack' }).click();
    await expect(page).toHaveURL(/\/credits$/);
  });
});

test('an expired checkout has its page, and nothing was charged', async ({ page }) => {
  await inShop(async () => {
    await beginPurchase(page);
    const session = await checkoutOn(page);
    await page.getByRole('link', { name: 'Back to shop' }).click();
    await expireCheckout(session);
    await expect(outcome(page, 'expired')).toBeVisible({ timeout: 15_000 });
    await expectWellMade(page);
    await page.goto('/billing');
    await expect(page.getByRole('row').filter({ hasText: 'Expired' })).toBeVisible();
    await page.goto('/credits');
    await expect(available(page)).toContainText('20');
  });
});
