import { expectWellMade } from './fixtures/axe';
import { checkoutOn, mailTo, mailsTo } from './fixtures/sandbox';
import { expect, test } from './fixtures/test';

const PASSWORD = 'a lighthouse keeps counting';

test('somebody signs up, proves the address and finds the allowance', async ({ page, watch }, {
  project,
}) => {
  const email = `new-${project.name}-${crypto.randomUUID()}@e2e.test`;

  await page.goto('/');
  await expect(page).toHaveURL(/\/sign-in$/);
  await expectWellMade(page);
  await page.getByRole('link', { name: 'Create an account' }).click();
  await expect(page).toHaveURL(/\/sign-up$/);
  await expectWellMade(page);

  await test.step('a field error stands beside its field and nothing typed is lost', async () => {
    await page.getByLabel('Your name').fill('Ada Byron');
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Organisation').fill('Analytical Engines');
    await page.getByLabel('Password').fill('short');
    await page.getByRole('button', { name: 'Create the account' }).click();
    await expect(page.getByLabel('Password')).toHaveAttribute('aria-invalid', 'true');
    await expect(page.getByLabel('Your name')).toHaveValue('Ada Byron');
    await expect(page.getByLabel('Organisation')).toHaveValue('Analytical Engines');
    await expectWellMade(page);
  });

  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create the account' }).click();
  await expect(page.getByRole('heading', { name: 'Check your e-mail to finish' })).toBeFocused();
  await expectWellMade(page);

  await test.step('the mail leads to a page with a button; opening it changes nothing', async () => {
    const { links } = await mailTo(email, /./);
    await page.goto(links[0] ?? '');
    await expect(page.getByRole('heading', { name: 'Confirm your address' })).toBeVisible();
    await expectWellMade(page);
    await page.goto('/overview');
    await expect(page).toHaveURL(/\/sign-in\?next=/);
    await page.goto(links[0] ?? '');
    await page.getByRole('button', { name: 'Confirm and sign in' }).click();
    await expect(page).toHaveURL(/\/overview$/);
  });

  await test.step('the overview holds the allowance and says what to do next', async () => {
    await expect(page.getByTestId('available')).toHaveText('20 credits');
    await expect(page.getByText('0 of 20 credits')).toBeVisible();
    await expect(page.getByText(/^Resets on /)).toBeVisible();
    const requests = page.getByRole('region', { name: 'Open requests' });
    await expect(requests.getByText('No request is open.')).toBeVisible();
    await expect(requests.getByRole('link', { name: 'Open a support request' })).toBeVisible();
    await expect(page.getByText('Nothing was used yet.')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Next step' }).getByRole('link')).toBeVisible();
    await expectWellMade(page);
  });

  await test.step('the allowance is a lot that expires with the period', async () => {
    await page.goto('/credits');
    const lot = page.getByRole('row', { name: /Allowance/ });
    await expect(lot).toContainText('20');
    await expect(lot).not.toContainText('Never');
    await expectWellMade(page);
  });

  await test.step('before the first payment it is asked who the invoice is for; then the price has its tax', async () => {
    await page.getByRole('button', { name: 'Buy 250 credits for $20.00' }).click();
    const dialog = page.getByRole('dialog', { name: 'Who is the invoice for?' });
    const save = dialog.getByRole('button', { name: 'Save and show the price' });
    await expect(dialog.getByLabel('Legal name')).toHaveValue('Analytical Engines');
    await save.click();
    await expect(dialog.getByLabel('Country', { exact: true })).toHaveAttribute('aria-invalid', 'true');
    await expectWellMade(page);
    await dialog.getByLabel('Address', { exact: true }).fill('Marienstraße 7');
    await dialog.getByLabel('City', { exact: true }).fill('Berlin');
    await dialog.getByLabel('Country', { exact: true }).selectOption('DE');
    await save.click();
    await expect(page.getByRole('button', { name: 'Buy 250 credits for $23.80' })).toBeVisible();
    await page.getByRole('button', { name: 'Buy 250 credits for $23.80' }).click();
    await checkoutOn(page);
  });

  await test.step('the link works once', async () => {
    const [mail] = await mailsTo(email);
    await page.context().clearCookies();
    await page.goto(mail?.links[0] ?? '');
    await expect(page.getByRole('heading', { name: 'This link has been used' })).toBeVisible();
    await expectWellMade(page);
  });

  await test.step('the password signs in; a wrong one says nothing about the address', async () => {
    await page.goto('/sign-in?next=%2Fcredits');
    await page.getByLabel('E-mail').fill(email);
    await page.getByRole('button', { name: 'Continue' }).click();
    watch.expect(/401 .*callback\/password/);
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByText('This address and password do not fit')).toBeVisible();
    await expectWellMade(page);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).toHaveURL(/\/credits$/);
  });
});

test('a link by e-mail signs in, and an unknown address is told the same', async ({ page }, { project }) => {
  const nobody = `nobody-${project.name}@e2e.test`;
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(nobody);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'E-mail me a link instead' }).click();
  await expect(page.getByRole('heading', { name: 'Check your e-mail' })).toBeVisible();
  await expectWellMade(page);
  await page.goto('/forgot-password');
  await expectWellMade(page);
  await page.getByLabel('E-mail').fill(nobody);
  await page.getByRole('button', { name: 'E-mail me the link' }).click();
  await expect(page.getByRole('heading', { name: 'Check your e-mail' })).toBeVisible();
  expect(await mailsTo(nobody)).toEqual([]);
});
