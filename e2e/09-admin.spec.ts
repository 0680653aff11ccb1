import { db } from '@/lib/core/db';
import { expectWellMade } from './fixtures/axe';
import { newCustomer, newStaff, signIn } from './fixtures/people';
import { expect, test } from './fixtures/test';

test('an admin keeps the catalogue', async ({ page, context }) => {
  await signIn(context, await newStaff(['admin'], 'Ines Roth'));
  const code = `e2e-${Date.now().toString(36)}-${test.info().project.name}`;
  await page.goto('/admin/catalogue');
  await expectWellMade(page);

  await test.step('a wrong price is told beside its field and nothing is lost', async () => {
    await page.getByRole('button', { name: 'New pack' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Test pack');
    await dialog.getByLabel('Code').fill(code);
    await dialog.getByLabel('Credits', { exact: true }).fill('40');
    await dialog.getByLabel('Price').fill('-5');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog.getByText('Enter an amount like 19.00.')).toBeVisible();
    await expect(dialog.getByLabel('Name')).toHaveValue('Test pack');
    await expectWellMade(page);
    await dialog.getByLabel('Price').fill('4.00');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('row', { name: /Test pack/ }).filter({ hasText: code })).toContainText(
      '$4.00',
    );
  });

  await test.step('deactivated, it leaves the shelf', async () => {
    const row = page.getByRole('row').filter({ hasText: code });
    await row.getByRole('button', { name: 'Deactivate' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Deactivate «Test pack»' }).click();
    await expect(row).toContainText('Inactive');
    expect(await db.pack.findUnique({ where: { code } })).toMatchObject({ active: false, priceMinor: 400n });
    const acts = await db.auditEvent.findMany({ where: { recordId: code }, orderBy: { at: 'asc' } });
    expect(acts.map(({ action }) => action)).toEqual(['catalogue.create', 'catalogue.deactivate']);
  });

  for (const tab of ['tiers', 'services', 'support', 'prices', 'file']) {
    await page.goto(`/admin/catalogue?tab=${tab}`);
    await expectWellMade(page);
  }

  await test.step('a file with a wrong value names it', async () => {
    const file = { name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{"packs": 3}') };
    await page.getByLabel('Catalogue file').setInputFiles(file);
    await expect(page.getByText('packs: This is not valid.')).toBeVisible();
    await expectWellMade(page);
  });
});

test('an admin corrects a wallet, with a reason, after a question', async ({ page, context }) => {
  const customer = await newCustomer({ grant: 5, name: 'Cora Hale' });
  await signIn(context, await newStaff(['admin'], 'Ines Roth'));
  await page.goto('/admin/customers?q=Cora%20Hale');
  await expectWellMade(page);
  await page.goto(`/admin/customers/${customer.organisationId}`);
  await expectWellMade(page);

  await page.getByRole('button', { name: 'Adjust credits' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Credits').fill('12.5');
  await dialog.getByRole('button', { name: 'Review the correction' }).click();
  await expect(dialog.getByText('At least 3 characters.')).toBeVisible();
  await dialog.getByLabel('Reason').fill('Goodwill after the outage');
  await dialog.getByRole('button', { name: 'Review the correction' }).click();
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText('Give 12.5 credits to Cora Hale Ltd?');
  await question.getByRole('button', { name: 'Give the credits' }).click();
  await expect(page.getByText('The wallet was corrected')).toBeVisible();
  const { organisationId } = customer;
  expect(await db.wallet.findUnique({ where: { organisationId } })).toMatchObject({
    balanceMicro: 37_500_000n,
  });
  const adjusted = { organisationId, action: 'wallet.adjust', reason: 'Goodwill after the outage' };
  expect(await db.auditEvent.count({ where: adjusted })).toBe(1);

  await page.goto(`/admin/customers/${organisationId}?tab=entries`);
  await expect(page.getByText('Goodwill after the outage')).toBeVisible();
  await expectWellMade(page);
  await page.goto(`/admin/audit?record=${organisationId}`);
  await expect(page.getByText('Reason: Goodwill after the outage')).toBeVisible();
  await expectWellMade(page);
});

test('finance reads customers and changes nothing', async ({ page, context, watch }) => {
  watch.expect(/404/);
  const customer = await newCustomer();
  await signIn(context, await newStaff(['finance'], 'Vera Lind'));
  await page.goto(`/admin/customers/${customer.organisationId}`);
  await expect(page.getByRole('heading', { name: 'Nora Field Ltd' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Adjust credits' })).toHaveCount(0);
  for (const path of ['/admin/catalogue', '/admin/jobs', '/admin/audit', '/admin/customers/org_nobody']) {
    await page.goto(path);
    await expect(page.getByText('There is nothing here')).toBeVisible();
  }
});

test('a failed job is tried again', async ({ page, context }) => {
  const key = `e2e-${Date.now()}-${test.info().project.name}`;
  // A task that no worker knows: nobody takes it while the test looks at it.
  await db.$executeRaw`SELECT graphile_worker.add_job('e2e.unknown', job_key := ${key}, max_attempts := 1)`;
  await db.$executeRaw`
    UPDATE graphile_worker._private_jobs SET attempts = 1, last_error = 'Error: https://mail.test/?token=secret refused'
    WHERE key = ${key}`;
  await signIn(context, await newStaff(['admin'], 'Ines Roth'));
  await page.goto('/admin/jobs');
  const row = page.getByRole('row').filter({ hasText: key });
  await expect(row).toContainText('Gave up');
  await expect(row).toContainText('Error: [address] refused');
  await expectWellMade(page);
  await row.getByRole('button', { name: /^Retry/ }).click();
  await expect(row).toContainText('Will try again');
  const [job] = await db.$queryRaw<{ attempts: number }[]>`
    SELECT attempts::int AS attempts FROM graphile_worker.jobs WHERE key = ${key}`;
  expect(job?.attempts).toBe(0);
  await db.$executeRaw`SELECT graphile_worker.remove_job(${key})`;
});
