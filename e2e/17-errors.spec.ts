import { type Context, jobContext } from '@/lib/core/context';
import { db } from '@/lib/core/db';
import { reportError } from '@/lib/domain/errors/report-error';
import { expectWellMade } from './fixtures/axe';
import { newCustomer, signIn } from './fixtures/people';
import { expect, test } from './fixtures/test';

const program = (organisationId: string): Context => jobContext('e2e', new Date(), organisationId);

test('a reported error becomes a paid request', async ({ page, context }) => {
  const customer = await newCustomer({ grant: 500 });
  await signIn(context, customer);

  await test.step('before the first report the page says how to send one', async () => {
    await page.goto('/support');
    await page.getByRole('link', { name: 'Reported errors' }).click();
    await expect(page.getByText('/api/v1/errors')).toBeVisible();
    await expectWellMade(page);
  });

  const report = {
    ...{ message: 'Payment 17 failed', app: 'till', url: 'https://shop.test/pay' },
    ...{ stack: 'Error: Payment failed\n    at pay (/app/pay.js:10:5)', context: { cart: 3 } },
  };
  const { groupId } = await reportError(program(customer.organisationId), report);
  await reportError(program(customer.organisationId), { ...report, message: 'Payment 18 failed' });

  await test.step('the group stands in the list with its count', async () => {
    await page.reload();
    await expectWellMade(page);
    await page
      .getByRole('link', { name: /Payment 18 failed/ })
      .first()
      .click();
    await expect(page.getByText('at pay (/app/pay.js:10:5)')).toBeVisible();
    await expectWellMade(page);
  });

  await test.step('the wizard opens filled in', async () => {
    await page.getByRole('link', { name: 'Request paid support' }).click();
    await expect(page.getByLabel('Service affected')).toHaveValue('till');
    await expect(page.getByRole('radio', { name: /Something is broken/ })).toBeChecked();
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByLabel('Subject')).toHaveValue('Payment 18 failed');
    await expect(page.getByRole('textbox', { name: 'What happened' })).toHaveValue(
      /at pay \(\/app\/pay\.js:10:5\)/,
    );
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('radio').first().check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: /^File/ }).click();
    await expect(page).toHaveURL(/\/support\/requests\/req_/, { timeout: 30_000 });
  });

  await test.step('both sides lead to each other', async () => {
    const { organisationId } = customer;
    const request = await db.request.findFirstOrThrow({ where: { organisationId } });
    expect(request.errorGroupId).toBe(groupId);
    await page.getByRole('link', { name: 'Payment 18 failed' }).click();
    await expect(page).toHaveURL(/\/support\/errors\/err_/);
    await expect(page.getByText(request.number)).toBeVisible();
  });

  await test.step('it is set aside until it comes again', async () => {
    await page.getByRole('button', { name: 'Mark as resolved' }).click();
    await expect(page.getByRole('button', { name: 'Open again' })).toBeVisible();
    await page.goto('/support/errors');
    await expect(page.getByText('No error is in this list.')).toBeVisible();
  });
});

test('a draft that is about something else is not lost', async ({ page, context }) => {
  const customer = await newCustomer({ grant: 500 });
  const { groupId } = await reportError(program(customer.organisationId), { message: 'The till is stuck' });
  await db.requestDraft.create({
    data: {
      ...{ organisationId: customer.organisationId, userId: customer.userId, updatedAt: new Date() },
      data: { token: crypto.randomUUID(), subject: 'An older question', description: 'Half a sentence' },
    },
  });
  await signIn(context, customer);
  await page.goto(`/support/new?error=${groupId}`);
  await expect(page.getByText('Your draft «An older question» is not filed yet.')).toBeVisible();
  await expectWellMade(page);
  await page.getByRole('link', { name: 'Replace it with this error' }).click();
  await expect(page.getByRole('radio').first()).toBeVisible();
  const draft = await db.requestDraft.findFirstOrThrow({ where: { userId: customer.userId } });
  expect(draft.data).toMatchObject({ subject: 'An older question' });
});
