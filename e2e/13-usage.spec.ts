import { readFile } from 'node:fs/promises';
import { credits } from '@/lib/core/credits';
import { db, transaction } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { startExport } from '@/lib/domain/analytics/start-export';
import { spendCredits } from '@/lib/domain/wallet/steps';
import { expectWellMade } from './fixtures/axe';
import { csvOf } from './fixtures/csv';
import { type Customer, demoPerson, newCustomer, signIn } from './fixtures/people';
import { ownerContext } from './fixtures/requests';
import { expect, test } from './fixtures/test';

const spend = (owner: Customer, amount: number, serviceCode: string, over: object = {}) =>
  transaction((tx) =>
    spendCredits(tx, ownerContext(owner), owner.organisationId, {
      ...{ amountMicro: credits(amount), serviceCode, reference: '=SUM(A1)' },
      ...over,
    }),
  );

test('usage is split, filtered by the address, and exported as it is shown', async ({ page, context }) => {
  const owner = await newCustomer({ grant: 100 });
  await signIn(context, owner);
  await page.goto('/usage');
  await expect(page.getByText('Nothing was used on these days.').first()).toBeVisible();
  await expectWellMade(page);

  await spend(owner, 12, 'ai-chat');
  await spend(owner, 5, 'log-search');
  await page.goto('/usage');
  await expect(page.getByTestId('used')).toHaveText('17');
  const table = page.getByRole('region', { name: 'Use by service' });
  await expect(table.getByRole('row', { name: /AI chat message/ })).toContainText('12');
  await expectWellMade(page);

  await test.step('a row filters by its group, and the export has the same rows', async () => {
    await page.getByLabel('Service', { exact: true }).selectOption({ label: 'Log search' });
    await page.getByRole('button', { name: 'Filter' }).click();
    await expect(page).toHaveURL(/service=log-search/);
    await expect(page.getByTestId('used')).toHaveText('5');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Entries as CSV' }).click();
    const file = await readFile(await (await download).path(), 'utf8');
    const rows = csvOf(file);
    expect(rows).toHaveLength(2);
    expect(rows[1]).toEqual(expect.arrayContaining(['log-search', '-5', "'=SUM(A1)"]));
  });

  await test.step('a long list is made by the worker and fetched when it is ready', async () => {
    const today = new Date().toISOString().slice(0, 10);
    const days = { from: today, to: today };
    await startExport(ownerContext(owner), { kind: 'entries', format: 'json', ...days });
    await page.goto('/usage');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: /^Download/ }).click({ timeout: 20_000 });
    const rows = JSON.parse(await readFile(await (await download).path(), 'utf8')) as unknown[];
    expect(rows).toHaveLength(2);
    await expectWellMade(page);
  });

  await test.step('an address that cannot be read shows the page and says so', async () => {
    await page.goto('/usage?range=ever&by=colour');
    await expect(
      page
        .getByRole('region', { name: 'Which days are counted' })
        .getByText('Part of this address could not be read.'),
    ).toBeVisible();
    await expect(page.getByTestId('used')).toHaveText('17');
  });
});

test('the demo splits a year by key and compares seven days in words', async ({ page, context }) => {
  await signIn(context, await demoPerson('owner'));
  await page.goto('/usage?range=12m&by=apiKey');
  await expect(page.getByRole('region', { name: 'Use by key' })).toContainText('Production backend');
  await expectWellMade(page);
  await page.getByRole('link', { name: 'By day' }).click();
  await expect(page).toHaveURL(/by=day/);
  await page.getByRole('link', { name: '7 days' }).click();
  await expect(page.getByText(/more than the|less than the|As many as/)).toBeVisible();
});

test('an entry is traced to its lot, and what is owed is shown until credits come', async ({
  page,
  context,
}) => {
  const owner = await newCustomer({ grant: 30 });
  await signIn(context, owner);
  await spend(owner, 40, 'ai-chat', { reference: 'batch 7', metadata: { leads: 3 } });
  await spend(owner, 22, 'ai-summary', { onInsufficient: 'owe', receivableId: newId('receivable') });
  await page.goto('/credits');
  await expect(
    page.getByRole('heading', { name: 'You owe 12 credits for work that was delivered' }),
  ).toBeVisible();
  await expectWellMade(page);

  await page.goto('/credits?tab=entries&service=ai-chat');
  await page.getByRole('region', { name: 'Everything that moved' }).getByRole('link').first().click();
  await expect(page.getByTestId('moved')).toContainText('40 credits were used · AI chat message');
  await expect(page.getByText('batch 7')).toBeVisible();
  await expect(page.getByRole('article')).toHaveCount(2);
  await expectWellMade(page);

  const { seq } = await db.entry.findFirstOrThrow({
    where: { organisationId: owner.organisationId, serviceCode: 'ai-summary' },
  });
  await page.goto(`/credits/entries/${seq}`);
  await expect(page.getByText('12 of 12 credits are still owed.')).toBeVisible();
  await expectWellMade(page);
});
