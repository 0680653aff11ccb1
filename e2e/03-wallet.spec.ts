import { credits } from '@/lib/core/credits';
import { transaction } from '@/lib/core/db';
import { captureHold, placeHold } from '@/lib/domain/wallet/steps';
import { filing } from '@/lib/testing/requests';
import { expectWellMade } from './fixtures/axe';
import { newCustomer, newStaff, signIn } from './fixtures/people';
import { card, checkoutOn, payWith } from './fixtures/sandbox';
import { inShop } from './fixtures/shop-lock';
import { expect, test } from './fixtures/test';
import { fileAs, ownerContext, resolvedRequest } from './fixtures/requests';

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
    await expect(page.getByRole('row', { name: /Credits added.*100 credits/ })).toContainText('+100');
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

  await test.step('what was captured says so, and leads to its request', async () => {
    const requestId = await resolvedRequest(owner, await newStaff(['expert'], 'Eva Expert'));
    const work = { amountMicro: credits(3), serviceCode: 'data-export' };
    await transaction(async (tx) => {
      const { holdId } = await placeHold(tx, ownerContext(owner), owner.organisationId, work);
      await captureHold(tx, ownerContext(owner), owner.organisationId, { holdId });
    });
    await page.goto('/credits?tab=entries&kind=capture');
    await expect(page.getByLabel('Kind').locator('option:checked')).toHaveText('Captured from a hold');
    const ofProgram = page.getByRole('row', { name: /Captured from a hold: Data export/ });
    await expect(ofProgram.getByRole('link')).toHaveCount(1);
    await expectWellMade(page);
    await page
      .getByRole('row', { name: /Support request/ })
      .first()
      .getByRole('link')
      .last()
      .click();
    await page.waitForURL(`**/support/requests/${requestId}`);
  });
});
