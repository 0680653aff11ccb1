import type { Locator, Page } from '@playwright/test';
import { filing } from '@/lib/testing/requests';
import { expectWellMade } from './fixtures/axe';
import { changingLevels } from './fixtures/levels';
import { type Customer, type Person, newCustomer, newStaff, signIn } from './fixtures/people';
import { bar, promiseOf, promises } from './fixtures/promises';
import { assignedAs, fileAs } from './fixtures/requests';
import { expect, test } from './fixtures/test';
import { become, windowOf } from './fixtures/windows';
import { toReview } from './fixtures/wizard';

const soon = { timeout: 15_000 };
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const REASON = 'Their shop is closed until this works.';

const formOf = (page: Page, name: string) => page.getByRole('form', { name, exact: true });
/** Types the same hours for each day of the week; where a day is closed, it opens first. */
async function openRoundTheClock(form: Locator): Promise<void> {
  for (const day of DAYS) {
    const opens = form.getByLabel(`${day} from`);
    if ((await opens.count()) === 0) await form.getByRole('button', { name: `Add hours on ${day}` }).click();
    await opens.fill('00:00');
    await form.getByLabel(`${day} until`).fill('24:00');
  }
}

async function promiseAnew(form: Locator, urgency: string, [answer, resolution]: [string, string]) {
  await form.getByLabel(`First answer, ${urgency} urgency`).fill(answer);
  await form.getByLabel(`Resolution, ${urgency} urgency`).fill(resolution);
}

/** Through the wizard with what is promised on the way; gives the address of the request. */
async function file(page: Page): Promise<string> {
  await page.goto('/support/new');
  await toReview(page, 'The checkout fails', /Normal/);
  const said = page.getByRole('region', { name: 'Price' });
  await expect(said).toContainText('First answer within 3 hr, resolved within 18 hr of working time.');
  await expect(said).toContainText('Working hours by the clock of Africa/Cairo.');
  await expect(said).toContainText('If we are late, 20% of the price comes back.');
  await page.getByRole('button', { name: 'File for 25 credits' }).click();
  await page.waitForURL(/\/support\/requests\/req_/);
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

test('what an administrator promises is what a customer sees, and no change rewrites it', async ({
  page,
  context,
  browser,
}) => {
  const owner = await newCustomer({ grant: 80 });
  const expert = await newStaff(['expert'], `Erik ${crypto.randomUUID().slice(0, 8)}`);
  await changingLevels(async (admin) => {
    await signIn(context, admin);
    await test.step('what cannot be is told beside its field, and nothing typed is lost', () => type(page));
    const customer = await windowOf(browser, owner, context);
    const requestId = await test.step('a customer reads it before filing, and after', () => file(customer));
    await test.step('the bar explains itself', () => explained(customer));
    await become(page, expert);
    await assignedAs(expert, requestId);
    await page.goto(`/desk/requests/${requestId}`);
    await test.step('time stands still while the customer is waited for, then runs', () =>
      pausedAndRun(page, customer));
    await test.step('another urgency says why, and counts by its own promise', () =>
      changeUrgency(page, customer, expert));
    await become(page, admin);
    await test.step('what is promised from now on changes nothing that was', () =>
      promiseOthers(page, customer, owner));
    await customer.context().close();
  });
});

/** Working hours, promises and holidays, each mistyped first. */
async function type(page: Page): Promise<void> {
  await page.goto('/admin/service-levels');
  const [hours, targets, holidays] = [
    formOf(page, 'Working hours'),
    formOf(page, 'Promises'),
    formOf(page, 'Holidays'),
  ];
  // Until the page listens, what is typed would mix with what stands there.
  await expect(targets.getByRole('button', { name: 'Save promises' })).toBeEnabled();
  await promiseAnew(targets, 'normal', ['3', '18 h']);
  await hours.getByLabel('Name').fill('Round the clock');
  await hours.getByLabel('Time zone').selectOption('Africa/Cairo');
  await hours.getByLabel('Open requests, too').uncheck();
  await openRoundTheClock(hours);
  await hours.getByLabel('Tuesday until').fill('noon');
  await hours.getByRole('button', { name: 'Save working hours' }).click();
  await expect(hours.getByText('Write a time of day like 09:00.')).toBeVisible();
  await expect(hours.getByLabel('Name')).toHaveValue('Round the clock');
  await expect(hours.getByLabel('Tuesday until')).toHaveValue('noon');
  await expectWellMade(page);
  await hours.getByLabel('Tuesday until').fill('24:00');
  await hours.getByRole('button', { name: 'Save working hours' }).click();
  await expect(page.getByText('The working hours were saved.').first()).toBeVisible(soon);
  await expect(page.getByText('Days on which nothing counts, in Africa/Cairo.')).toBeVisible(soon);

  await targets.getByRole('button', { name: 'Save promises' }).click();
  await expect(targets.getByText('Write hours, or hours and minutes like 4:30.')).toHaveCount(1);
  await expect(targets.getByLabel('First answer, normal urgency')).toHaveValue('3');
  await expect(targets.getByLabel('Resolution, normal urgency')).toHaveValue('18 h');
  await promiseAnew(targets, 'normal', ['3', '18:00']);
  await promiseAnew(targets, 'high', ['1:30', '9']);
  await targets.getByRole('button', { name: 'Save promises' }).click();
  await expect(page.getByText('The promises were saved.').first()).toBeVisible(soon);

  await holidays.getByLabel('Open requests, too').uncheck();
  for (const name of ['Founders’ day', 'The same day']) {
    await holidays.getByRole('button', { name: 'Add a holiday' }).click();
    await holidays.getByLabel('Date').last().fill('2031-03-04');
    await holidays.getByLabel('Holiday').last().fill(name);
  }
  await holidays.getByRole('button', { name: 'Save holidays' }).click();
  await expect(holidays.getByText('This day stands in the list twice.')).toBeVisible();
  await expect(holidays.getByLabel('Holiday').last()).toHaveValue('The same day');
  await holidays.getByRole('button', { name: 'Remove The same day' }).click();
  await holidays.getByRole('button', { name: 'Save holidays' }).click();
  await expect(page.getByText('The holidays were saved.').first()).toBeVisible(soon);
}

async function explained(customer: Page): Promise<void> {
  await expect(bar(customer, 'First answer')).toHaveAccessibleName(/^First answer: \d min of 3 hr used$/);
  await expect(bar(customer, 'Resolution')).toHaveAccessibleName(/^Resolution: \d min of 18 hr used$/);
  const resolution = promiseOf(customer, 'Resolution');
  await expect(resolution).toContainText(/Due [A-Z]/);
  await expect(resolution).toContainText(/(18 hr|17 hr 5\d min) of working time left/);
  await expect(promises(customer)).toContainText(
    'If we resolve it later than this, 20% of the price comes back to your wallet.',
  );
  await resolution.getByText('How this is counted').click();
  await expect(resolution).toContainText('The request began: our time runs.');
  await expect(resolution).toContainText('Only working hours count, by the clock of Africa/Cairo.');
  await expectWellMade(customer);
}

async function pausedAndRun(page: Page, customer: Page): Promise<void> {
  await page.getByRole('textbox', { name: /^Reply to / }).fill('Which browser do you use?');
  await page.getByRole('button', { name: 'Send and wait for customer' }).click();
  await expect(promiseOf(customer, 'First answer')).toContainText(/Kept: \d min of 3 hr/, soon);
  const resolution = promiseOf(customer, 'Resolution');
  await expect(resolution).toContainText(/Paused with (18 hr|17 hr 5\d min) left/);
  await expect(resolution).toContainText('Paused: an answer of the customer was waited for.');
  await customer.getByRole('textbox', { name: 'Your reply' }).fill('Firefox, the newest.');
  await customer.getByRole('button', { name: 'Send reply' }).click();
  await expect(resolution).toContainText('The customer answered: our time runs again.', soon);
  await expect(resolution).toContainText(/of working time left/);
  await expect(promiseOf(page, 'Resolution')).toContainText(/Due [A-Z]/, soon);
}

async function changeUrgency(page: Page, customer: Page, expert: Person): Promise<void> {
  await page.getByRole('button', { name: 'Change urgency' }).click();
  const dialog = page.getByRole('dialog', { name: /^Change the urgency of REQ-/ });
  await dialog.getByLabel('Urgency', { exact: true }).selectOption('High');
  await dialog.getByRole('button', { name: 'Change the urgency' }).click();
  await expect(dialog.getByText('At least 3 characters.')).toBeVisible();
  await expect(dialog.getByLabel('Urgency', { exact: true })).toHaveValue('high');
  await expectWellMade(page);
  await dialog.getByLabel('Why', { exact: true }).fill(REASON);
  await dialog.getByRole('button', { name: 'Change the urgency' }).click();
  await expect(
    customer.getByText(`${expert.name} changed the urgency from Normal to High: «${REASON}»`),
  ).toBeVisible(soon);
  await expect(bar(customer, 'Resolution')).toHaveAccessibleName(/^Resolution: \d min of 9 hr used$/);
  const resolution = promiseOf(customer, 'Resolution');
  await expect(resolution).toContainText('The urgency was changed: what is left is counted by the new one.');
  // What was paid stays as it was.
  await expect(customer.getByRole('region', { name: 'Price' })).toContainText('25 credits are held.');
}

async function promiseOthers(page: Page, customer: Page, owner: Customer): Promise<void> {
  await page.goto('/admin/service-levels');
  const targets = formOf(page, 'Promises');
  await expect(targets.getByRole('button', { name: 'Save promises' })).toBeEnabled();
  await promiseAnew(targets, 'high', ['0:30', '2']);
  await targets.getByRole('button', { name: 'Save promises' }).click();
  await expect(page.getByText('The promises were saved.').first()).toBeVisible(soon);
  const history = promiseOf(customer, 'Resolution').getByRole('listitem');
  const before = await history.count();
  await customer.reload();
  await expect(bar(customer, 'Resolution')).toHaveAccessibleName(/^Resolution: \d min of 9 hr used$/);
  await promiseOf(customer, 'Resolution').getByText('How this is counted').click();
  await expect(history).toHaveCount(before);
  const { requestId } = await fileAs(owner, filing({ urgency: 'high', price: '30' }));
  await customer.goto(`/support/requests/${requestId}`);
  await expect(bar(customer, 'First answer')).toHaveAccessibleName(/^First answer: \d min of 30 min used$/);
  await expect(bar(customer, 'Resolution')).toHaveAccessibleName(/^Resolution: \d min of 2 hr used$/);
}
