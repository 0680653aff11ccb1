import type { Page } from '@playwright/test';
import { db } from '@/lib/core/db';
import { filing } from '@/lib/testing/requests';
import { expectWellMade } from './fixtures/axe';
import { type Customer, newCustomer, newStaff, signIn } from './fixtures/people';
import { fileAs } from './fixtures/requests';
import { mailTo } from './fixtures/sandbox';
import { expect, test } from './fixtures/test';
import { become } from './fixtures/windows';

const soon = { timeout: 20_000 };
const LINES = ['The ask: mend it', 'If approved: it works', 'If not: it stays broken', 'Effort: four hours'];

const ownerAddress = () => `owner-${crypto.randomUUID()}@e2e.test`;

async function nameOwner(page: Page, name: string, email: string, language: string): Promise<void> {
  await page.goto('/settings/organisation');
  const form = page.locator('section').filter({ hasText: 'Owner contact' });
  await form.getByLabel('Name').fill(name);
  await form.getByLabel('E-mail address').fill(email);
  await form.getByLabel('Language').selectOption(language);
  await form.getByRole('button', { name: 'Save owner contact' }).click();
  await expect(page.getByText('Owner contact saved', { exact: true })).toBeVisible();
}

async function ask(page: Page, requestId: string): Promise<void> {
  await page.goto(`/desk/requests/${requestId}`);
  await page.getByRole('button', { name: 'Ask approval' }).click();
  const dialog = page.getByRole('dialog');
  // A draft that comes while one types would be typed into.
  await expect(dialog.getByText('Drafted for you.')).toBeVisible();
  await dialog.getByLabel('Summary').fill(LINES.join('\n'));
  await dialog.getByLabel('Personal note').fill('Please decide today.');
  await expectWellMade(page);
  await dialog.getByRole('button', { name: 'Send the question' }).click();
  await expect(page.getByText(/was asked\.$/).first()).toBeVisible(soon);
}

async function linksTo(email: string): Promise<{ approve: string; reject: string }> {
  const { links } = await mailTo(email, /./, /REQ-/);
  const link = (choice: string) => links.find((one) => one.includes(`choice=${choice}`)) ?? '';
  return { approve: link('approved'), reject: link('rejected') };
}

/** Everything that a decision would change. */
async function standing(owner: Customer): Promise<string> {
  const where = { organisationId: owner.organisationId };
  const [requests, approvals, messages] = await Promise.all([
    db.request.findMany({ where, orderBy: { id: 'asc' } }),
    db.approval.findMany({ where, orderBy: { id: 'asc' } }),
    db.message.findMany({ where, orderBy: { id: 'asc' } }),
  ]);
  return JSON.stringify([requests, approvals, messages], (_, part: unknown) =>
    typeof part === 'bigint' ? part.toString() : part,
  );
}

test('an owner decides in Arabic by a link; programs that open links decide nothing', async ({
  page,
  context,
  browser,
}) => {
  const owner = await newCustomer({ grant: 80 });
  const email = ownerAddress();
  await signIn(context, owner);
  await nameOwner(page, 'عمر المالك', email, 'ar');
  await expectWellMade(page);
  const { requestId } = await fileAs(owner, filing());
  const agent = await newStaff(['agent'], 'Ada Desk');
  await become(page, agent);
  await ask(page, requestId);
  const { approve, reject } = await linksTo(email);
  const outside = await browser.newContext({ viewport: page.viewportSize(), reducedMotion: 'reduce' });
  const visitor = await outside.newPage();

  await test.step('HEAD, GET and a browser without a click change nothing', async () => {
    const before = await standing(owner);
    for (const link of [approve, reject]) {
      for (const method of ['HEAD', 'GET']) expect((await fetch(link, { method })).status).toBe(200);
      await visitor.goto(link);
      await visitor.waitForTimeout(3_000);
    }
    expect(await standing(owner)).toBe(before);
    const views = await db.approvalView.findMany({ where: { organisationId: owner.organisationId } });
    expect(views.map(({ method }) => method)).toContain('HEAD');
    expect(views.length).toBeGreaterThanOrEqual(6);
  });

  await test.step('the answer tells nobody where it came from, and is kept nowhere', async () => {
    const { headers } = await fetch(approve);
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toContain('no-store');
    expect(headers.get('x-robots-tag')).toContain('noindex');
    expect(headers.get('set-cookie')).toBeNull();
  });

  await test.step('the owner approves, with a comment, in their own language', async () => {
    await visitor.goto(approve);
    await expect(visitor.locator('html')).toHaveAttribute('dir', 'rtl');
    await expect(visitor.getByText(LINES[0] ?? '')).toBeVisible();
    await expectWellMade(visitor);
    await visitor.getByRole('textbox').fill('تفضلوا');
    await visitor.getByRole('button', { name: 'أوافق' }).click();
    await expect(visitor.getByText('تمت الموافقة').first()).toBeVisible(soon);
    await expectWellMade(visitor);
  });

  await test.step('a second click, on the other link, shows what was recorded', async () => {
    await visitor.goto(reject);
    await expect(visitor.getByText('تمت الموافقة').first()).toBeVisible();
    await expect(visitor.getByRole('button', { name: 'أرفض' })).toHaveCount(0);
  });

  await test.step('the thread, the request and the report say so', async () => {
    await become(page, owner);
    await page.goto(`/support/requests/${requestId}`);
    await expect(page.getByRole('article').filter({ hasText: 'تفضلوا' })).toContainText('عمر المالك');
    await expect(page.getByText('Approved', { exact: true })).toBeVisible();
    await become(page, agent);
    await page.goto(`/desk/approvals?organisation=${owner.organisationId}`);
    await expect(page.getByRole('region', { name: 'Questions' })).toContainText('Approved');
    await expectWellMade(page);
    await page.goto(`/desk/requests/${requestId}`);
    await expect(page.locator('#approval-history')).toBeVisible();
    await expectWellMade(page);
  });
  await outside.close();
});

test('approve and reject from two windows at once: one counts, both say which', async ({
  page,
  context,
  browser,
}) => {
  const owner = await newCustomer({ grant: 80 });
  const email = ownerAddress();
  await signIn(context, owner);
  await nameOwner(page, 'Olivia Owner', email, 'en');
  const { requestId } = await fileAs(owner, filing());
  await become(page, await newStaff(['agent'], 'Ada Desk'));
  await ask(page, requestId);
  const { approve, reject } = await linksTo(email);
  const windows = await Promise.all([browser.newContext(), browser.newContext()]);
  const [one, two] = await Promise.all(windows.map((window) => window.newPage()));
  if (!one || !two) throw new Error('two windows are needed');
  await Promise.all([one.goto(approve), two.goto(reject)]);
  await Promise.all([
    one.getByRole('button', { name: 'Approve' }).dblclick(),
    two.getByRole('button', { name: 'Reject' }).dblclick(),
  ]);
  const said = await Promise.all(
    [one, two].map(async (window) => {
      await expect(window.getByText(/^(Approved|Rejected)$/)).toBeVisible(soon);
      return window.getByText(/^(Approved|Rejected)$/).innerText();
    }),
  );
  expect(new Set(said).size).toBe(1);
  // The desk's page stood open all the while.
  await expect(page.getByRole('region', { name: 'Approvals' })).toContainText(said[0] ?? '', soon);
  expect(await db.message.count({ where: { requestId, via: 'approval' } })).toBe(1);
  await Promise.all(windows.map((window) => window.close()));
});
