import { transaction } from '@/lib/core/db';
import { spendCredits } from '@/lib/domain/wallet/steps';
import { filing } from '@/lib/testing/requests';
import { expectWellMade } from './fixtures/axe';
import { demoPerson, newCustomer, signIn } from './fixtures/people';
import { fileAs, ownerContext } from './fixtures/requests';
import { expect, test } from './fixtures/test';

test('the overview follows the wallet within five seconds, without a reload', async ({ page, context }) => {
  const owner = await newCustomer({ grant: 80 });
  await signIn(context, owner);
  await page.goto('/overview');
  await expect(page.getByTestId('available')).toHaveText('100 credits');
  await page.evaluate(() => document.body.setAttribute('data-loaded-once', ''));
  const soon = { timeout: 5_500 };

  await transaction((tx) =>
    spendCredits(tx, ownerContext(owner), owner.organisationId, {
      amountMicro: 5_000_000n,
      serviceCode: 'log-search',
    }),
  );
  await expect(page.getByTestId('available')).toHaveText('95 credits', soon);

  const { number } = await fileAs(owner, filing({ subject: 'The export stops' }));
  await expect(page.getByTestId('available')).toHaveText('70 credits', soon);
  await expect(page.getByText('Held', { exact: false }).first()).toBeVisible();
  await expect(page.getByRole('region', { name: 'Open requests' })).toContainText(number);
  await expect(page.getByRole('region', { name: 'Open requests' })).toContainText('The export stops');
  await expect(page.locator('body')).toHaveAttribute('data-loaded-once', '');
  await expectWellMade(page);
});

test('the overview of half a year answers the four questions', async ({ page, context }) => {
  await signIn(context, await demoPerson('owner'));
  await page.goto('/overview');
  await expect(page.getByTestId('available')).toHaveText(/^[\d,.]+ credits$/);
  await expect(page.getByText(/^Lasts (about|less than)|Nothing was used in the last 30 days/)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Waiting for you' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Next step' }).getByRole('link')).toBeVisible();

  await test.step('the chart has its summary and the table behind it', async () => {
    const usage = page.getByRole('region', { name: 'Use of the last 30 days' });
    await expect(usage.getByText(/credits in 30 days; .* in the 30 days before/)).toBeAttached();
    await usage.getByRole('button', { name: 'Show as table' }).click();
    await expect(usage.getByRole('table')).toBeVisible();
  });
  await expectWellMade(page);
});
