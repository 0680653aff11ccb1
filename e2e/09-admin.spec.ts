import { db } from '@/lib/core/db';
import { expectWellMade } from './fixtures/axe';
import { newCustomer, newStaff, organisationOf, signIn } from './fixtures/people';
import { card, mailTo, payWith } from './fixtures/sandbox';
import { aloneInShop } from './fixtures/shop-lock';
import { expect, test } from './fixtures/test';

test('a price change never alters what was bought', async ({ page, context }, { project }) => {
  const [admin, owner] = await Promise.all([newStaff(['admin'], 'Alma Root'), newCustomer()]);
  const name = `Trial ${project.name} ${crypto.randomUUID().slice(0, 6)}`;
  const code = name.toLowerCase().replaceAll(' ', '-');
  await aloneInShop(async () => {
    await test.step('a new pack is on the shelf at once', async () => {
      await signIn(context, admin);
      await page.goto('/admin/catalogue');
      await expectWellMade(page);
      await page.getByRole('button', { name: 'New pack' }).click();
      const dialog = page.getByRole('dialog', { name: 'New pack' });
      await dialog.getByRole('button', { name: 'Save' }).click();
      await expect(dialog.getByLabel('Name')).toHaveAttribute('aria-invalid', 'true');
      await expectWellMade(page);
      await dialog.getByLabel('Name').fill(name);
      await dialog.getByLabel('Code').fill(code);
      await dialog.getByLabel('Description').fill('For a test');
      await dialog.getByLabel('Credits', { exact: true }).fill('40');
      await dialog.getByLabel('USD').fill('8.00');
      await dialog.getByRole('button', { name: 'Save' }).click();
      await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText('$8.00');
    });

    await test.step('bought at its price', async () => {
      await signIn(context, owner);
      await page.goto('/credits');
      await page.getByRole('button', { name: 'Buy 40 credits for $8.00' }).click();
      await payWith(page, card.pays);
      await expect(page.locator('[data-state="paid"]')).toBeVisible({ timeout: 15_000 });
    });
    const bought = page.url();

    await test.step('renamed, dearer, and gone from the shelf', async () => {
      await signIn(context, admin);
      await page.goto('/admin/catalogue');
      await page.getByRole('button', { name: `Edit «${name}»` }).click();
      const dialog = page.getByRole('dialog', { name: `Edit «${name}»` });
      await dialog.getByLabel('USD').fill('-1');
      await dialog.getByRole('button', { name: 'Save' }).click();
      await expect(dialog.getByLabel('USD')).toHaveAttribute('aria-invalid', 'true');
      await dialog.getByLabel('USD').fill('12.00');
      await dialog.getByRole('button', { name: 'Save' }).click();
      const row = page.getByRole('row', { name: new RegExp(name) });
      await expect(row).toContainText('$12.00');
      await row.getByRole('button', { name: 'Deactivate' }).click();
      await page.getByRole('button', { name: `Deactivate «${name}»` }).click();
      await expect(row).toContainText('Inactive');
    });

    await test.step('the purchase is as it was', async () => {
      await signIn(context, owner);
      await page.goto(bought);
      await expect(page.getByText('$8.00').first()).toBeVisible();
      await page.goto('/credits');
      await expect(page.getByRole('button', { name: 'Buy 40 credits for $12.00' })).toHaveCount(0);
      const organisationId = await organisationOf(owner);
      const purchase = await db.purchase.findFirstOrThrow({ where: { organisationId } });
      expect(purchase).toMatchObject({ packName: name, totalMinor: 800n, creditsMicro: 40_000_000n });
    });
  });
});

test('every part of the catalogue has its page', async ({ page, context }) => {
  await signIn(context, await newStaff(['admin'], 'Alma Root'));
  for (const tab of ['tiers', 'services', 'support', 'prices', 'file']) {
    await page.goto(`/admin/catalogue?tab=${tab}`);
    await expectWellMade(page);
  }
});

test('a correction needs a reason, asks once more, and stands in the audit log', async ({
  page,
  context,
}) => {
  const [admin, owner] = await Promise.all([
    newStaff(['admin'], `Alma ${crypto.randomUUID().slice(0, 6)}`),
    newCustomer({ name: `Nora ${crypto.randomUUID().slice(0, 6)}` }),
  ]);
  const reason = `Goodwill ${crypto.randomUUID()}`;
  await signIn(context, admin);
  await page.goto('/admin/customers');
  await expectWellMade(page);
  await page
    .getByRole('searchbox')
    .or(page.getByLabel(/Name or e-mail/))
    .first()
    .fill(owner.name);
  await page.keyboard.press('Enter');
  await page
    .getByRole('link', { name: `${owner.name} Ltd` })
    .first()
    .click();
  await expect(page).toHaveURL(/\/admin\/customers\/org_/);
  await expectWellMade(page);

  await page.getByRole('button', { name: 'Adjust credits' }).click();
  const dialog = page.getByRole('dialog', { name: /^Adjust the credits of/ });
  await dialog.getByLabel('Credits', { exact: true }).fill('12.5');
  await dialog.getByRole('button', { name: 'Review the correction' }).click();
  await expect(dialog.getByLabel('Reason')).toHaveAttribute('aria-invalid', 'true');
  await expect(dialog.getByLabel('Credits', { exact: true })).toHaveValue('12.5');
  await expectWellMade(page);
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByRole('button', { name: 'Review the correction' }).click();
  await expect(page.getByRole('alertdialog')).toContainText('Give 12.5 credits');
  await expectWellMade(page);
  await page.getByRole('button', { name: 'Give the credits' }).click();
  await expect(page.getByText('The wallet was corrected', { exact: true })).toBeVisible();
  await expect(page.getByText('32.5').first()).toBeVisible();
  for (const tab of ['entries', 'purchases', 'requests', 'members']) {
    await page.goto(`${page.url().split('?')[0]}?tab=${tab}`);
    await expectWellMade(page);
  }

  await page.goto('/admin/audit');
  await expect(page.getByText(`Reason: ${reason}`).first()).toBeVisible();
  await expectWellMade(page);
  await signIn(context, owner);
  await page.goto('/credits?tab=entries');
  await expect(page.getByRole('row', { name: /Corrected/ })).toContainText('+12.5');
});

test('people are invited, change their roles and are deactivated', async ({ page, context }) => {
  const admin = await newStaff(['admin'], 'Alma Root');
  const email = `hire-${crypto.randomUUID()}@e2e.test`;
  await signIn(context, admin);
  await page.goto('/admin/people');
  await expectWellMade(page);
  await page.getByRole('button', { name: 'Invite staff' }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite staff' });
  await dialog.getByLabel('E-mail').fill(email);
  await dialog.getByRole('checkbox', { name: /^Agent/ }).check();
  await expectWellMade(page);
  await dialog.getByRole('button', { name: 'Send invitation' }).click();
  await expect(page.getByText(email).first()).toBeVisible();

  await test.step('who was invited joins and sees the desk', async () => {
    const { links } = await mailTo(email, /./);
    await context.clearCookies();
    await page.goto(links[0] ?? '');
    await expectWellMade(page);
    await page.getByLabel('Your name').fill('Hanna New');
    await page.getByLabel(/password/i).fill('a desk of many requests');
    await page.getByRole('button', { name: /^Join/ }).click();
    await expect(page).toHaveURL(/\/desk/);
  });

  await test.step('deactivated, they are signed out at once', async () => {
    const hired = await db.user.findUniqueOrThrow({ where: { email } });
    const theirs = await context.cookies();
    await signIn(context, admin);
    await page.goto('/admin/people');
    const row = page.getByRole('row').filter({ hasText: email });
    await row.getByRole('button', { name: /^Actions for/ }).click();
    await page.getByRole('menuitem', { name: 'Deactivate' }).click();
    await page.getByRole('button', { name: 'Deactivate', exact: true }).click();
    await expect(row).toContainText('Deactivated');
    expect(await db.session.count({ where: { userId: hired.id, revokedAt: null } })).toBe(0);
    await context.clearCookies();
    await context.addCookies(theirs);
    await page.goto('/desk');
    await expect(page).toHaveURL(/\/sign-in/);
  });
});

test('a job that failed for good is shown with its error and tried again', async ({ page, context }) => {
  const eventId = `evt_${crypto.randomUUID()}`;
  const payload = JSON.stringify({ provider: 'stripe', eventId });
  await db.$queryRaw`SELECT 1 FROM graphile_worker.add_job('payments.settle', ${payload}::json, max_attempts := 1)`;
  await signIn(context, await newStaff(['admin'], 'Alma Root'));
  const row = page.getByRole('row').filter({ hasText: eventId });
  await expect(async () => {
    await page.goto('/admin/jobs');
    await expect(row).toContainText('Gave up', { timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
  await expect(row).toContainText('is not stored');
  await expectWellMade(page);
  await row.getByRole('button', { name: /^Retry/ }).click();
  await expect(page.getByText(/^Job \d+ is tried again now$/)).toBeVisible();
  await db.$queryRaw`
    SELECT 1 FROM graphile_worker.complete_jobs(ARRAY(
      SELECT id FROM graphile_worker._private_jobs WHERE payload ->> 'eventId' = ${eventId}))`;
});
