import { db } from '@/lib/core/db';
import { expectWellMade } from './fixtures/axe';
import { newCustomer, newStaff, signIn } from './fixtures/people';
import { expect, test } from './fixtures/test';

const RANGE = '/finance/revenue?range=6m';

test('finance sees the money, as charts, as rows and as a file', async ({ page, context, request }) => {
  const finance = await newStaff(['finance'], 'Vera Lind');
  await signIn(context, finance);
  await page.goto(RANGE);
  await expect(page.getByRole('heading', { name: 'Revenue', level: 1 })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Deferred revenue' })).toBeVisible();
  await expectWellMade(page);

  await test.step('pack revenue is what was paid', async () => {
    const from = new Date();
    from.setUTCMonth(from.getUTCMonth() - 5, 1);
    from.setUTCHours(0, 0, 0, 0);
    const { _sum } = await db.purchase.aggregate({
      where: { status: 'paid', currency: 'USD', paidAt: { gte: from } },
      _sum: { totalMinor: true, taxMinor: true },
    });
    const minor = Number((_sum.totalMinor ?? 0n) - (_sum.taxMinor ?? 0n));
    const shown = (minor / 100).toLocaleString('en-US', { style: 'currency', currency: 'USD' });
    await expect(page.getByText(shown).first()).toBeVisible();
  });

  await test.step('a chart has its table', async () => {
    const chart = page.getByRole('figure', { name: 'Pack revenue by month' });
    await chart.getByRole('button', { name: 'Show as table' }).click();
    await expect(chart.getByRole('table')).toBeVisible();
  });

  await test.step('a figure opens its rows', async () => {
    await page.getByRole('link', { name: 'Pack revenue' }).click();
    await expect(page.getByRole('heading', { name: 'Purchases', level: 1 })).toBeVisible();
    await expectWellMade(page);
    await page.getByRole('link', { name: 'Revenue', exact: true }).last().click();
  });

  await test.step('the file has the same figures', async () => {
    const cookies = await context.cookies();
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const csv = await request.get('/finance/revenue/export.csv?range=6m', { headers: { cookie } });
    expect(csv.status()).toBe(200);
    expect(csv.headers()['content-type']).toContain('text/csv');
    expect(await csv.text()).toContain('Deferred after');
  });
});

test('a range that cannot be read shows a report and says so', async ({ page, context }) => {
  await signIn(context, await newStaff(['finance'], 'Vera Lind'));
  for (const query of [
    'range=forever',
    'from=2026-13-40&to=x',
    'from=2026-02-02&to=2026-02-01',
    'currency=%00',
  ]) {
    const answer = await page.goto(`/finance/revenue?${query}`);
    expect(answer?.status(), query).toBe(200);
  }
  await page.goto('/finance/revenue?range=forever');
  await expect(page.getByText('The last 90 days are shown instead.', { exact: false })).toBeVisible();
  await page.goto('/finance/revenue?from=2016-01-01&to=2016-02-01');
  await expect(page.getByText('No pack was paid for in these days.', { exact: false })).toBeVisible();
  await expectWellMade(page);
});

test('nobody else sees it', async ({ page, context, watch }) => {
  watch.expect(/404/);
  for (const person of [await newCustomer(), await newStaff(['agent', 'expert'], 'Ada Moss')]) {
    await signIn(context, person);
    const answer = await page.goto('/finance/revenue');
    await expect(page.getByText('There is nothing here')).toBeVisible();
    expect(answer?.ok()).toBe(false);
  }
});
