import { filing } from '@/lib/testing/requests';
import { expectWellMade } from './fixtures/axe';
import { newCustomer, signIn } from './fixtures/people';
import { card, checkoutOn, payWith } from './fixtures/sandbox';
import { inShop } from './fixtures/shop-lock';
import { expect, test } from './fixtures/test';
import { fileAs } from './fixtures/requests';

test('lots, holds and entries follow a purchase and a hold', async ({ page, context }) => {
  const owner = await newCustomer();
  await signIn(context, owner);

  await test.step('empty tabs say what will be there', async () => {
    await page.goto('/credits');
    await page.getByRole('link', { name: 'Holds' }).click();
    await expect(page.getByText('Nothing is set aside.')).toBeVisible();
    await expectWellMade(page);
  });

  await test.step('a purchase is a lot and an entry', async () => {
    await inShop(async () => {
      await page.goto('/credits');
      await page.getByRole('button', { name: 'Buy 100 credits for $10.00' }).click();
      await checkoutOn(page);
      await payWith(page, card.pays);
      await expect(page.locator('[data-state="paid"]')).toBeVisible({ timeout: 15_000 });
    });
    await page.goto('/credits');
    const lots = page.getByRole('region', { name: 'Lots in the order in which they are used' });
    await expect(lots.getByRole('row', { name: /Purchase/ })).toContainText('100');
    // What expires is used first: the allowance stands above the purchase.
    await expect(lots.getByRole('row').nth(1)).toContainText('Allowance');
    await page.getByRole('link', { name: 'Entries' }).click();
    await expect(page.getByRole('row', { name: /Purchase/ })).toContainText('+100');
    await expectWellMade(page);
  });

  await test.step('a hold sets credits aside, drawn by the order of the lots', async () => {
    const { number } = await fileAs(owner, filing());
    await page.goto('/credits?tab=holds');
    await expect(page.getByRole('row', { name: new RegExp(number) })).toContainText('25');
    await expectWellMade(page);
    await page.goto('/credits');
    const lots = page.getByRole('region', { name: 'Lots in the order in which they are used' });
    await expect(lots.getByRole('row', { name: /Purchase/ })).toContainText('95');
    await expectWellMade(page);
  });
});
