import { db } from '@/lib/core/db';
import { withdrawRequest } from '@/lib/domain/support/withdraw-request';
import { filing } from '@/lib/testing/requests';
import { expectWellMade } from './fixtures/axe';
import { demoPerson, newCustomer, newStaff, signIn } from './fixtures/people';
import { fileAs, ownerContext } from './fixtures/requests';
import { mailTo, mailsTo } from './fixtures/sandbox';
import { expect, test } from './fixtures/test';
import { windowOf } from './fixtures/windows';

const NOTE = 'They are on the old plan: do not promise a date.';
const REPLY = 'We have found the reason and are on it.';
const QUESTION = 'Which browser do you use?';
const soon = { timeout: 15_000 };

test('the queue keeps its filters in the address', async ({ page, context, isMobile }) => {
  // A phone shows them when asked.
  const show = async () => isMobile && page.getByRole('button', { name: /^Filters/ }).click();
  await signIn(context, await demoPerson('agent'));
  await page.goto('/desk');
  await expectWellMade(page);
  await page.getByRole('link', { name: /^All/ }).click();
  await expect(page).toHaveURL(/view=all/);
  await show();
  await page.getByLabel('Urgency').selectOption('critical');
  await expect(page).toHaveURL(/urgency=critical/);
  await page.getByLabel('Status').selectOption('resolved');
  await expect(page).toHaveURL(/status=resolved/);
  const filtered = page.url();
  await page.reload();
  await expect(page.getByLabel('Urgency')).toHaveValue('critical');
  await expect(page.getByLabel('Status')).toHaveValue('resolved');
  await show();
  await page.getByLabel('Sort').selectOption('newest');
  await expect(page).toHaveURL(/sort=newest/);
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await expect(page).not.toHaveURL(/urgency=/);
  await page.goto(filtered);
  await expect(page.getByLabel('Status')).toHaveValue('resolved');
  await page.goto('/desk?organisation=nobody-has-this-name');
  await expect(page.getByText('Nothing here.', { exact: false })).toBeVisible();
  await expectWellMade(page);
});

test('from filing to resolution: assigned, noted, answered, charged and explained', async ({
  page,
  context,
  browser,
}) => {
  const owner = await newCustomer({ grant: 80 });
  const [agent, expert] = await Promise.all([
    newStaff(['agent'], 'Ada Desk'),
    newStaff(['expert'], `Erik ${crypto.randomUUID().slice(0, 8)}`),
  ]);
  const { requestId, number } = await fileAs(owner, filing());
  await mailTo(owner.email, new RegExp(number));

  await test.step('an agent assigns an expert, whose load and skills are shown', async () => {
    await signIn(context, agent);
    await page.goto(`/desk/requests/${requestId}`);
    await expectWellMade(page);
    await page.getByRole('button', { name: 'Assign', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: `Assign ${number}` });
    const choice = dialog.getByRole('radio', { name: new RegExp(expert.name) });
    await expect(dialog.getByText('0 of 8 open').first()).toBeVisible();
    await choice.check();
    await expectWellMade(page);
    await dialog.getByRole('button', { name: 'Assign', exact: true }).click();
    await expect(page.getByText(`${expert.name} was assigned`).first()).toBeVisible(soon);
    await mailTo(expert.email, new RegExp(number));
  });

  const customer = await windowOf(browser, owner, context);
  await customer.goto(`/support/requests/${requestId}`);
  await expect(customer.getByText(`${expert.name} was assigned`).first()).toBeVisible(soon);

  await test.step('the expert writes a note and a reply; they cannot be confused', async () => {
    await signIn(context, expert);
    await page.goto(`/desk/requests/${requestId}`);
    await page.getByRole('button', { name: 'Start work' }).click();
    await expect(page.getByText(`${expert.name} started work`).first()).toBeVisible(soon);
    await page.getByRole('button', { name: 'Internal note' }).click();
    await expect(page.getByText('Internal note: the customer never sees this')).toBeVisible();
    await expectWellMade(page);
    await page.getByRole('textbox', { name: 'Note for colleagues' }).fill(NOTE);
    await page.getByRole('button', { name: 'Add internal note' }).click();
    await expect(page.getByRole('article').filter({ hasText: NOTE })).toContainText('Internal note', soon);
    await page.getByRole('button', { name: 'Reply to customer' }).click();
    await page.getByRole('textbox', { name: /^Reply to / }).fill(REPLY);
    await page.getByRole('button', { name: 'Send reply' }).click();
    await expect(page.getByRole('article').filter({ hasText: REPLY })).toBeVisible(soon);
    await page.getByRole('textbox', { name: /^Reply to / }).fill(QUESTION);
    await page.getByRole('button', { name: 'Send and wait for customer' }).click();
    await expect(page.getByRole('article').filter({ hasText: QUESTION })).toBeVisible(soon);
    await expectWellMade(page);
  });

  await test.step('the customer sees the reply, is asked, answers, and never sees the note', async () => {
    await expect(customer.getByText(REPLY)).toBeVisible(soon);
    await expect(customer.getByText('Our expert waits for your answer')).toBeVisible(soon);
    await expectWellMade(customer);
    const mail = await mailTo(owner.email, new RegExp(number));
    expect(mail.links[0]).toContain(`/support/requests/${requestId}`);
    await customer.getByRole('textbox', { name: 'Your reply' }).fill('Firefox, the newest.');
    await customer.getByRole('button', { name: 'Send reply' }).click();
    await expect(customer.getByRole('article').filter({ hasText: 'Firefox' })).toBeVisible(soon);
    await customer.reload();
    expect(await customer.content()).not.toContain('old plan');
    const dto = await customer.request.get(`/api/portal/support/requests/${requestId}`);
    expect(await dto.text()).not.toContain('old plan');
    for (const { text, html } of await mailsTo(owner.email)) expect(text + html).not.toContain('old plan');
  });

  await test.step('resolving charges what was held', async () => {
    await expect(page.getByRole('article').filter({ hasText: 'Firefox' })).toBeVisible(soon);
    await page.getByRole('button', { name: 'Resolve', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: `Resolve ${number}` });
    await dialog
      .getByRole('textbox', { name: 'Resolution for the customer' })
      .fill('A cache was stale; it is cleared.');
    await expectWellMade(page);
    await dialog.getByRole('button', { name: 'Resolve and charge 25 credits' }).click();
    await expect(page.getByText(/resolved the request: 25 credits charged/).first()).toBeVisible(soon);
    const hold = await db.hold.findFirstOrThrow({ where: { organisationId: owner.organisationId } });
    expect(hold.status).toBe('captured');
    await expect(customer.getByText('A cache was stale', { exact: false }).first()).toBeVisible(soon);
    await expect(customer.getByText('25 credits were charged', { exact: false }).first()).toBeVisible();
    const mail = await mailTo(owner.email, new RegExp(number), /is resolved/);
    expect(mail.text).toContain('25 credits');
  });
  await customer.context().close();
});

test('cancelling gives the credits back and says why', async ({ page, context }) => {
  const owner = await newCustomer({ grant: 80 });
  const { requestId, number } = await fileAs(owner, filing());
  await signIn(context, await newStaff(['agent'], 'Ada Desk'));
  await page.goto(`/desk/requests/${requestId}`);
  await page.getByRole('button', { name: 'Cancel request' }).click();
  const dialog = page.getByRole('dialog', { name: `Cancel ${number}` });
  await dialog.getByRole('textbox', { name: 'Reason for the customer' }).fill('This is a known incident.');
  await expectWellMade(page);
  await dialog.getByRole('button', { name: 'Cancel and give back 25 credits' }).click();
  await expect(page.getByText('This is a known incident.').first()).toBeVisible(soon);
  await mailTo(owner.email, new RegExp(number), /This is a known incident\./);
  await signIn(context, owner);
  await page.goto(`/support/requests/${requestId}`);
  await expect(page.getByText('25 credits were given back', { exact: false }).first()).toBeVisible();
  await expectWellMade(page);
  await page.goto('/overview');
  await expect(page.getByTestId('available')).toHaveText('100 credits');
});

test('a customer withdraws what nobody has taken', async ({ page, context }) => {
  const owner = await newCustomer({ grant: 80 });
  const { requestId, number } = await fileAs(owner, filing());
  await signIn(context, owner);
  await page.goto(`/support/requests/${requestId}`);
  await page.getByRole('button', { name: 'Cancel request' }).click();
  await expect(page.getByRole('alertdialog', { name: `Cancel request ${number}?` })).toBeVisible();
  await expectWellMade(page);
  await page.getByRole('button', { name: 'Cancel the request' }).click();
  await expect(page.getByText('This request was cancelled', { exact: false })).toBeVisible(soon);
});

test('a dialog that is open says that somebody was faster, and keeps what was typed', async ({
  page,
  context,
}) => {
  const owner = await newCustomer({ grant: 80 });
  const { requestId, number } = await fileAs(owner, filing());
  await signIn(context, await newStaff(['agent'], 'Ada Desk'));
  await page.goto(`/desk/requests/${requestId}`);
  await page.getByRole('button', { name: 'Cancel request' }).click();
  const dialog = page.getByRole('dialog', { name: `Cancel ${number}` });
  const reason = dialog.getByRole('textbox', { name: 'Reason for the customer' });
  await reason.fill('This is a known incident.');
  await withdrawRequest(ownerContext(owner), { requestId });
  await expect(dialog.getByRole('alert')).toContainText(`cancelled ${number} meanwhile`, soon);
  await expect(reason).toHaveValue('This is a known incident.');
  await expect(dialog.getByRole('button', { name: /give back/ })).toHaveCount(0);
  await expectWellMade(page);
});
