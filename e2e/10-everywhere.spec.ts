import { db } from '@/lib/core/db';
import { bookTabs } from '@/lib/domain/books/schema';
import { expectWellMade } from './fixtures/axe';
import { type DemoRole, demoPerson, newCustomer, organisationOf, signIn } from './fixtures/people';
import { expect, test } from './fixtures/test';

const settings = ['/settings', '/settings/sessions'];
const portal = [
  ...['/overview', '/credits', '/credits?tab=holds', '/credits?tab=entries', '/support'],
  ...['/support/new', ...settings, '/settings/members', '/settings/organisation'],
];
const paying = ['/billing', '/billing/tiers', '/billing/invoices', '/billing/statement', '/billing/details'];
const pages: Record<DemoRole, string[]> = {
  owner: [...portal, ...paying],
  billing: ['/billing', '/billing/invoices', '/settings/members', '/settings/organisation'],
  member: ['/credits', '/settings/members', '/settings/organisation'],
  expert: ['/desk', '/desk?view=mine', ...settings],
  agent: ['/desk', '/desk?view=all'],
  finance: [
    '/finance/revenue',
    '/finance/revenue/cohorts',
    '/finance/revenue/top',
    ...bookTabs.map((book) => `/finance/books/${book}`),
    ...['payments', 'proofs', 'invoices', 'reconciliation', 'periods', 'rates', 'receivables'].map(
      (page) => `/finance/${page}`,
    ),
    '/finance/revenue/rows/lots',
    '/finance/revenue/rows/requests',
    '/admin/customers',
  ],
  admin: [
    ...['/admin/customers', '/admin/catalogue', '/admin/people', '/admin/jobs', '/admin/audit', '/desk'],
    ...['/admin/coupons', '/admin/tax', '/admin/service-levels', '/admin/settings'],
  ],
};

for (const [role, paths] of Object.entries(pages) as [DemoRole, string[]][]) {
  test(`every page of the demo is well made for ${role}`, async ({ page, context }) => {
    test.setTimeout(30_000 + paths.length * 9_000);
    await signIn(context, await demoPerson(role));
    for (const path of paths) {
      const answer = await page.goto(path);
      expect(answer?.status(), path).toBe(200);
      await expect(page.getByRole('heading', { level: 1 }), path).toHaveCount(1);
      await expectWellMade(page, { isEverywhere: true });
    }
  });
}

test('a long request and a purchase of the demo are well made', async ({ page, context }) => {
  const owner = await demoPerson('owner');
  const organisationId = await organisationOf(owner);
  const [request, purchase] = await Promise.all([
    db.request.findFirstOrThrow({ where: { organisationId, status: 'closed' }, orderBy: { id: 'desc' } }),
    db.purchase.findFirstOrThrow({ where: { organisationId, status: 'paid' } }),
  ]);
  await signIn(context, owner);
  for (const path of [`/support/requests/${request.id}`, `/credits/purchases/${purchase.id}`]) {
    await page.goto(path);
    await expectWellMade(page, { isEverywhere: true });
  }
  await signIn(context, await demoPerson('agent'));
  await page.goto(`/desk/requests/${request.id}`);
  await expectWellMade(page, { isEverywhere: true });
});

test('a page that is not there, and one of another organisation, are the same', async ({
  page,
  context,
  watch,
}) => {
  watch.expect(/404/);
  await signIn(context, await newCustomer());
  const other = await db.request.findFirstOrThrow({ where: { status: 'closed' } });
  for (const path of [`/support/requests/${other.id}`, '/support/requests/req_unknown', '/nothing']) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(404);
    await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
    await expectWellMade(page);
  }
});

test('what is typed before the page listens is kept', async ({ page, context }) => {
  await signIn(context, await newCustomer({ name: 'Nadia Slow' }));
  let listen = (): void => undefined;
  const scripts = new Promise<void>((resolve) => (listen = resolve));
  await page.route('**/_next/static/**/*.js', async (route) => {
    await scripts;
    await route.continue();
  });
  await page.goto('/settings', { waitUntil: 'commit' });
  const name = page.getByLabel('Name', { exact: true });
  await name.fill('Nadia Early');
  await expect(page.getByRole('button', { name: 'Save profile' })).toBeDisabled();
  listen();
  await page.getByRole('button', { name: 'Save profile' }).click();
  await expect(page.getByText('Profile saved', { exact: true })).toBeVisible();
  await expect(name).toHaveValue('Nadia Early');
  await page.unrouteAll({ behavior: 'wait' });
  await page.reload();
  await expect(name).toHaveValue('Nadia Early');
});

test('the theme is chosen and kept', async ({ page, context }) => {
  await signIn(context, await demoPerson('member'));
  await context.addCookies([
    {
      name: 'theme',
      value: 'dark',
      url: page.url() === 'about:blank' ? String(process.env.E2E_URL) : page.url(),
    },
  ]);
  await page.goto('/overview');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test.describe('keyboard', () => {
  test.skip(({ isMobile }) => isMobile, 'a phone has no keyboard');

  test('the skip link leads past the navigation', async ({ page, context }) => {
    await signIn(context, await demoPerson('owner'));
    await page.goto('/overview');
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to the content' });
    await expect(skip).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main')).toBeFocused();
  });

  test('the palette opens on Ctrl-K, finds a page and goes there', async ({ page, context }) => {
    await signIn(context, await demoPerson('owner'));
    await page.goto('/overview');
    await expect(page.getByTestId('available')).toBeVisible();
    await page.keyboard.press('Control+k');
    const field = page.getByPlaceholder('Go to a page or an action');
    await expect(field).toBeFocused();
    await expectWellMade(page);
    await field.fill('billing');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/billing$/);
    await page.keyboard.press('Control+k');
    await field.fill('no such page');
    await expect(page.getByText('Nothing found for «no such page».')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(field).toHaveCount(0);
  });

  test('the desk is walked with the arrows and opened with Enter', async ({ page, context }) => {
    await signIn(context, await demoPerson('agent'));
    await page.goto('/desk?view=all');
    const links = page.getByRole('table').locator('tbody').getByRole('link');
    await links.first().focus();
    await page.keyboard.press('ArrowDown');
    await expect(links.nth(1)).toBeFocused();
    await expect(page.getByRole('complementary', { name: 'Reading pane' })).toContainText(/REQ-/);
    await page.keyboard.press('ArrowUp');
    await expect(links.first()).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/desk\/requests\/req_/);
  });
});
