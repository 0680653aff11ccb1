import { credits } from '@/lib/core/credits';
import { transaction } from '@/lib/core/db';
import { spendCredits } from '@/lib/domain/wallet/steps';
import { expectWellMade } from './fixtures/axe';
import { newColleague, newCustomer, signIn } from './fixtures/people';
import { ownerContext } from './fixtures/requests';
import { checkoutOn, mailTo } from './fixtures/sandbox';
import { expect, test } from './fixtures/test';

const PAGE = '/credits/auto-top-up';

test('a saved card buys credits by itself; a card that is declined is said in words', async ({
  page,
  context,
}) => {
  const owner = await newCustomer();
  await signIn(context, owner);
  await page.goto('/credits');
  await page.getByRole('link', { name: 'Set up' }).click();
  await expect(page.getByText('Save a card first, then switch it on.')).toBeVisible();
  await expectWellMade(page);

  const saveCard = async (button: string, number: string) => {
    await page.getByRole('button', { name: button }).click();
    await checkoutOn(page);
    await page.getByLabel('Card number').fill(number);
    await page.getByLabel('Expiry date').fill('12 / 40');
    await page.getByLabel('Security code').fill('123');
    await page.getByLabel('Name on card').fill('Nora Field');
    await page.getByRole('button', { name: 'Save card' }).click();
    await page.waitForURL((url) => url.pathname === PAGE);
  };

  await test.step('a card that is short of money later is saved and shown', async () => {
    await saveCard('Save a card', '4000 0082 6000 3178');
    await expect(page.getByText('Visa ••3178', { exact: true })).toBeVisible();
    await expect(page.getByText('Expires 12/40')).toBeVisible();
  });

  await test.step('below the threshold it is charged, declined, and says what to do', async () => {
    await page.getByLabel('Buy credits by itself').check();
    await page.getByLabel('When fewer credits than this are available').fill('15');
    await page.getByLabel('At most this much a month').fill('5');
    await page.getByRole('button', { name: 'Save auto top-up' }).click();
    await expect(page.getByText('Enter at least the price of one pack.').first()).toBeVisible();
    await page.getByLabel('At most this much a month').fill('30');
    await page.getByRole('button', { name: 'Save auto top-up' }).click();
    await expect(page.getByText('Auto top-up saved', { exact: true })).toBeVisible();
    await transaction((tx) =>
      spendCredits(tx, ownerContext(owner), owner.organisationId, { amountMicro: credits(10) }),
    );
    await expect(page.getByText('The bank declined the last charge.')).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText('There is not enough money on the card.')).toBeVisible();
    await expectWellMade(page);
    await mailTo(owner.email, /auto top-up needs a look/);
  });

  await test.step('another card ends the pause, and the pack is bought', async () => {
    await saveCard('Replace card', '4242 4242 4242 4242');
    await expect(page.getByText('Visa ••4242', { exact: true })).toBeVisible();
    await expect(page.getByText('$10.00 of $30.00 charged this month')).toBeVisible({ timeout: 30_000 });
    await mailTo(owner.email, /Receipt for 100 credits/);
    await page.goto('/billing');
    await expect(page.getByRole('row', { name: /Auto top-up/ }).first()).toBeVisible();
  });

  await test.step('the card is removed', async () => {
    await page.goto(PAGE);
    await page.getByRole('button', { name: 'Remove card' }).click();
    const dialog = page.getByRole('alertdialog');
    await expect(dialog).toContainText('Visa ••4242');
    await dialog.getByRole('button', { name: 'Remove card' }).click();
    await expect(page.getByText('There is no saved card that could be charged.')).toBeVisible();
  });

  await test.step('who may not buy finds no such page', async () => {
    await signIn(context, await newColleague(owner.organisationId, 'member', 'Max Lind'));
    expect((await page.request.get(PAGE)).status()).toBe(404);
  });
});
