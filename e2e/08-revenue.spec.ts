import type { Page } from '@playwright/test';
import { expectWellMade } from './fixtures/axe';
import { csvOf } from './fixtures/csv';
import { demoPerson, newStaff, signIn } from './fixtures/people';
import { expect, test } from './fixtures/test';

const DAY_MS = 86_400_000;
const day = (ago: number) => new Date(Date.now() - ago * DAY_MS).toISOString().slice(0, 10);
/** Days that are over: what other tests buy today does not move them. */
const [FROM, TO] = [day(120), day(31)];

const money = (decimal: string) =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).format(Number(decimal));
const count = (decimal: string) =>
  new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 }).format(Number(decimal));

async function exportOf(page: Page, name: string): Promise<string[][]> {
  const href = await page.getByRole('link', { name }).getAttribute('href');
  const answer = await page.request.get(href ?? '');
  expect(answer.headers()['content-type']).toContain('text/csv');
  return csvOf(await answer.text());
}

test('finance reads revenue for a range that stands in the address; the CSV says the same', async ({
  page,
  context,
}) => {
  await signIn(context, await demoPerson('finance'));
  await page.goto('/finance/revenue');
  await expectWellMade(page);

  await test.step('days are chosen and stand in the address', async () => {
    await page.getByLabel('From', { exact: true }).fill(FROM);
    await page.getByLabel('To', { exact: true }).fill(TO);
    await page.getByRole('button', { name: 'Show these days' }).click();
    await expect(page).toHaveURL(new RegExp(`from=${FROM}.*to=${TO}`));
    await page.reload();
    await expect(page.getByLabel('From', { exact: true })).toHaveValue(FROM);
    await expect(page.getByText('90 days in UTC, both included.', { exact: false })).toBeVisible();
  });

  const lines = await exportOf(page, 'Export CSV');

  await test.step('each key figure is a line of the CSV', async () => {
    const figures = page.getByRole('region', { name: 'Key figures' });
    const shown: [string, (decimal: string) => string][] = [
      ...(['Pack revenue', 'MRR', 'ARPU a month', 'Deferred revenue'] as const).map(
        (name): [string, typeof money] => [name, money],
      ),
      ...(['Buyers', 'Credits used'] as const).map((name): [string, typeof money] => [name, count]),
    ];
    for (const [name, format] of shown) {
      const line = lines.find(([, figure]) => figure === name);
      await expect(figures, name).toContainText(format(line?.[3] ?? 'missing'));
    }
  });

  await test.step('each month of each pack is a line of the CSV', async () => {
    const section = 'Pack revenue by month';
    const cells = lines.filter(([name]) => name === section);
    expect(cells.length).toBeGreaterThan(3);
    const chart = page
      .getByRole('figure')
      .filter({ has: page.getByRole('button', { name: 'Show as table' }) });
    await chart.first().getByRole('button', { name: 'Show as table' }).click();
    const table = page.getByRole('table').first();
    for (const [, , , value] of cells)
      await expect(table.getByRole('cell', { name: money(value ?? '') }).first()).toBeAttached();
    await expectWellMade(page);
  });

  await test.step('a figure opens its rows, with an export of the same rows', async () => {
    await page
      .getByRole('region', { name: 'Key figures' })
      .getByRole('link', { name: /Pack revenue/ })
      .click();
    await expect(page).toHaveURL(/\/finance\/revenue\/rows\/purchases\?/);
    await expectWellMade(page);
    const rows = await exportOf(page, 'Export CSV');
    const shown = await page.getByRole('table').getByRole('row').count();
    expect(rows.length).toBeGreaterThanOrEqual(shown);
  });

  await test.step('days that make no sense fall back, and it says so', async () => {
    await page.goto('/finance/revenue?from=2026-13-45&to=never');
    const range = page.getByRole('region', { name: 'Days that are counted' });
    await expect(
      range.getByText('The days in the address could not be read', { exact: false }),
    ).toBeVisible();
  });
});

test('who is not of finance finds nothing here', async ({ page, context, watch }) => {
  watch.expect(/404/);
  for (const person of [await demoPerson('owner'), await newStaff(['expert'], 'Erik Sund')]) {
    await signIn(context, person);
    const answer = await page.goto('/finance/revenue');
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
    await expectWellMade(page);
  }
});
