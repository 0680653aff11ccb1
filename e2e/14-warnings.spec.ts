import { credits } from '@/lib/core/credits';
import { transaction } from '@/lib/core/db';
import { spendCredits } from '@/lib/domain/wallet/steps';
import { expectWellMade } from './fixtures/axe';
import { type Customer, newColleague, newCustomer, signIn } from './fixtures/people';
import { ownerContext } from './fixtures/requests';
import { mailTo } from './fixtures/sandbox';
import { expect, test } from './fixtures/test';

const spend = (owner: Customer, amount: number) =>
  transaction((tx) =>
    spendCredits(tx, ownerContext(owner), owner.organisationId, { amountMicro: credits(amount) }),
  );

test('a wallet that runs low says so, by banner, by mail, and at zero by a dialog', async ({
  page,
  context,
}) => {
  const owner = await newCustomer();
  const colleague = await newColleague(owner.organisationId, 'member', 'Max Lind');
  await signIn(context, owner);
  await page.goto('/support');
  await expect(page.getByText('period’s credits')).toHaveCount(0);

  await test.step('at a quarter left there is a banner, and it can be put away', async () => {
    await spend(owner, 15);
    await page.goto('/support');
    const banner = page.getByText('25% of this period’s credits or fewer are left');
    await expect(banner).toBeVisible();
    await expectWellMade(page);
    await mailTo(owner.email, /25% of this period’s credits or fewer are left/);
    await page.getByRole('button', { name: 'Put this warning away' }).click();
    await expect(banner).toHaveCount(0);
    await page.reload();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(banner).toHaveCount(0);
  });

  await test.step('at zero a dialog leads to packs and tiers, once a session', async () => {
    await spend(owner, 5);
    await page.goto('/support');
    const dialog = page.getByRole('dialog', { name: 'No credits are left' });
    await expect(dialog).toContainText('Starter');
    await expectWellMade(page);
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await page.goto('/overview');
    await expect(page.getByText('No credits are left', { exact: true })).toBeVisible();
    await expect(dialog).toHaveCount(0);
    await page.getByRole('link', { name: 'Buy credits' }).first().click();
    await page.waitForURL(/\/credits$/);
  });

  await test.step('its tiers lead to their comparison', async () => {
    await page.evaluate(() => window.sessionStorage.clear());
    await page.goto('/overview');
    const dialog = page.getByRole('dialog', { name: 'No credits are left' });
    await expect(dialog.getByRole('link', { name: 'See the packs' })).toHaveAttribute('href', '/credits');
    await dialog.getByRole('link', { name: 'Compare the tiers' }).click();
    await page.waitForURL(/\/billing\/tiers$/);
    await expect(dialog).toHaveCount(0);
    await expect(page.getByRole('button', { name: /^Choose / }).first()).toBeVisible();
    await expectWellMade(page);
  });

  await test.step('who may not buy is told whom to ask', async () => {
    await signIn(context, colleague);
    await page.goto('/support');
    const dialog = page.getByRole('dialog', { name: 'No credits are left' });
    await expect(dialog).toContainText('Ask an owner');
    await expect(dialog.getByRole('link')).toHaveCount(0);
    await dialog.getByRole('button', { name: 'Not now' }).click();
    await expect(page.getByText('Ask an owner or a billing contact to buy a pack.')).toBeVisible();
  });

  await test.step('each member chooses what reaches them', async () => {
    await page.goto('/settings/notifications');
    await page.getByLabel('No credits are left').uncheck();
    await page.getByRole('button', { name: 'Save warnings' }).click();
    await expect(page.getByText('Warnings saved', { exact: true })).toBeVisible();
    await expectWellMade(page);
    await page.goto('/overview');
    await expect(page.getByText('4 credits or fewer are left')).toBeVisible();
  });
});
