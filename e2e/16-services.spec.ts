import { jobContext } from '@/lib/core/context';
import { credits } from '@/lib/core/credits';
import { db, transaction } from '@/lib/core/db';
import { setEnforcement } from '@/lib/domain/enforcement/set-enforcement';
import { deductCredits } from '@/lib/domain/wallet/deduct-credits';
import { grantCredits } from '@/lib/domain/wallet/steps';
import { expectWellMade } from './fixtures/axe';
import { newCustomer, newStaff, signIn } from './fixtures/people';
import { expect, test } from './fixtures/test';

const job = (organisationId?: string) => jobContext('e2e', new Date(), organisationId);
const service = () =>
  db.service.findFirstOrThrow({ where: { active: true, perUnits: 1, priceMicro: { gt: 0 } } });

test('the price list says what a quantity would cost', async ({ page, context }) => {
  const [customer, sold] = await Promise.all([newCustomer({ grant: 2 }), service()]);
  await signIn(context, customer);
  await page.goto('/credits');
  await page.getByRole('link', { name: 'Price list' }).click();
  await expect(page.getByRole('heading', { name: 'Price list', level: 1 })).toBeVisible();
  await expectWellMade(page);
  await expect(page.getByRole('row', { name: new RegExp(sold.code) })).toContainText(/credits? per/);
  await page.getByLabel('Service', { exact: true }).selectOption(sold.code);
  await page.getByLabel(/^Quantity/).fill('0');
  await page.getByRole('button', { name: 'Show the cost' }).click();
  await expect(page.getByLabel(/^Quantity/)).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel(/^Quantity/).fill('150000');
  await page.getByRole('button', { name: 'Show the cost' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'missing' })).toBeVisible();
  await expectWellMade(page);
});

test('a promotion code gives its credits once', async ({ page, context }) => {
  const [admin, customer] = await Promise.all([newStaff(['admin'], 'Alma Root'), newCustomer()]);
  const code = `E2E-${crypto.randomUUID().slice(0, 8).toUpperCase()}`;
  await signIn(context, admin);
  await page.goto('/admin/promotions');
  await page.getByRole('button', { name: 'New code' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New promotion code' });
  await dialog.getByLabel('Code').fill(code);
  await dialog.getByLabel('Name').fill('Spring');
  await dialog.getByLabel('Credits', { exact: true }).fill('25');
  await dialog.getByRole('button', { name: 'Make the code' }).click();
  await expect(page.getByRole('row', { name: new RegExp(code) })).toContainText('Open');
  await expectWellMade(page);

  await signIn(context, customer);
  await page.goto('/credits');
  const redeem = async (typed: string) => {
    await page.getByRole('button', { name: 'Redeem a code' }).click();
    await page.getByRole('dialog').getByLabel('Code').fill(typed);
    await page.getByRole('button', { name: 'Redeem the code' }).click();
  };
  await redeem(code.toLowerCase());
  await expect(page.getByText('25 credits were added').first()).toBeVisible();
  await redeem(code);
  await expect(page.getByText('Your organisation has used this code before.')).toBeVisible();
  await expectWellMade(page);
});

test('an owner of two organisations moves credits between them', async ({ page, context }) => {
  const [customer, other] = await Promise.all([newCustomer(), newCustomer({ name: 'Second House' })]);
  await transaction(async (tx) => {
    const { userId, organisationId } = customer;
    const row = {
      organisationId: other.organisationId,
      userId,
      role: 'owner' as const,
      createdAt: new Date(),
    };
    await tx.member.create({ data: row });
    const grant = { amountMicro: credits(80), source: 'adjustment' as const };
    await grantCredits(tx, job(), organisationId, grant);
  });
  await signIn(context, customer);
  await page.goto('/credits');
  await page.getByRole('button', { name: 'Transfer credits' }).click();
  const dialog = page.getByRole('dialog', { name: 'Transfer credits' });
  await dialog.getByLabel('Credits', { exact: true }).fill('81');
  await dialog.getByRole('button', { name: 'Transfer the credits' }).click();
  await expect(dialog.getByText(/80 credits can be moved: 1 are missing/)).toBeVisible();
  await expectWellMade(page);
  await dialog.getByLabel('Credits', { exact: true }).fill('30');
  await dialog.getByRole('button', { name: 'Transfer the credits' }).click();
  await expect(page.getByText('30 credits were moved to Second House Ltd').first()).toBeVisible();
});

test('what is owed is listed for finance, with its file', async ({ page, context }) => {
  const [finance, customer, sold] = await Promise.all([
    newStaff(['finance'], 'Finn Marsh'),
    newCustomer({ name: `Owing ${crypto.randomUUID().slice(0, 6)}` }),
    service(),
  ]);
  await deductCredits(job(customer.organisationId), {
    ...{ service: sold.code, quantity: 100_000, reference: 'job-7' },
    ...{ onInsufficient: 'owe', idempotencyKey: crypto.randomUUID() },
  });
  await signIn(context, finance);
  await page.goto('/finance/receivables');
  await page.getByLabel('Customer').fill(customer.name);
  await page.getByRole('main').getByRole('button', { name: 'Search' }).click();
  await expect(page.getByRole('row', { name: /job-7/ })).toContainText(customer.name);
  await expectWellMade(page);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export CSV' }).click();
  expect((await download).suggestedFilename()).toBe('receivables.csv');
  await page.getByRole('link', { name: 'Closed', exact: true }).click();
  await expect(page.getByText('No receivable matches')).toBeVisible();
});

test('an administrator reads what each enforcement does and what went through', async ({ page, context }) => {
  const [admin, customer, sold] = await Promise.all([
    newStaff(['admin'], 'Alma Root'),
    newCustomer(),
    service(),
  ]);
  // Only for a moment, and not by the form: other journeys spend in the same database.
  await setEnforcement(job(), { mode: 'observe' });
  try {
    const idempotencyKey = crypto.randomUUID();
    const reference = `waived-${idempotencyKey.slice(0, 6)}`;
    const spend = { service: sold.code, quantity: 100_000, reference, idempotencyKey };
    await deductCredits(job(customer.organisationId), spend);
  } finally {
    await setEnforcement(job(), { mode: 'on' });
  }
  await signIn(context, admin);
  await page.goto('/admin/settings');
  await expect(page.getByRole('radio', { name: /^On/ })).toBeChecked();
  await expect(page.getByRole('row', { name: /waived-/ }).first()).toBeVisible();
  await expectWellMade(page);
  await page.getByRole('radio', { name: /^Off/ }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Set enforcement to «Off»?' })).toBeVisible();
  await expectWellMade(page);
});

test('the catalogue shows what a service cost before', async ({ page, context }) => {
  await signIn(context, await newStaff(['admin'], 'Alma Root'));
  await page.goto('/admin/catalogue?tab=services');
  await page
    .getByRole('button', { name: /^Edit «/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { name: 'Prices so far' })).toBeVisible();
  await expectWellMade(page);
});
