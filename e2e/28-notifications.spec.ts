import type { Locator, Page } from '@playwright/test';
import { db } from '@/lib/core/db';
import { getBrandName } from '@/lib/domain/notifications/brand-name';
import { expectWellMade } from './fixtures/axe';
import { type Person, newStaff, signIn } from './fixtures/people';
import { answerAs, assignedRequest, writeAs } from './fixtures/requests';
import { type Mail, mailPage, mailTo, mailsTo } from './fixtures/sandbox';
import { expect, test } from './fixtures/test';
import { quiet } from './fixtures/traffic';
import type { Watch } from './fixtures/watch';
import { windowOf } from './fixtures/windows';

const soon = { timeout: 15_000 };

const bell = (page: Page) => page.getByRole('banner').getByRole('button', { name: /^Notifications/ });
const formOf = (page: Page, label: string) =>
  page.locator('form').filter({ has: page.getByLabel(label, { exact: true }) });

async function save(form: Locator): Promise<void> {
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.page().getByText('Saved', { exact: true }).first()).toBeVisible();
}

/** Hours that are not now, as a field of time takes them. */
const hoursFromNow = (hours: number) =>
  new Date(Date.now() + hours * 3_600_000).toISOString().slice(11, 13) + ':30';

/** A mail as the mailbox shows it: in its reader's language, under the name that all mails come under. */
async function lookAt(
  page: Page,
  watch: Watch,
  mail: Mail,
  [language, dir]: [string, string],
): Promise<void> {
  // The mailbox lets no script of a mail run, and Playwright's own stumbles over that.
  watch.expect(/Blocked script execution in .*\/mail\//);
  await page.goto(mailPage(mail));
  const letter = page.frameLocator('iframe[title="Message as HTML"]');
  await expect(letter.locator('html')).toHaveAttribute('lang', language);
  await expect(letter.locator('html')).toHaveAttribute('dir', dir);
  const brand = await getBrandName();
  expect(mail.from).toMatch(new RegExp(`^${brand} <`));
  await expect(letter.getByText(brand, { exact: true })).toBeVisible();
}

test('news ring the bell, are read, and come as their reader chose', async ({ page, context, watch }) => {
  const { owner, expert, requestId, number } = await assignedRequest();
  await signIn(context, owner);
  await page.goto('/overview');
  // The request took more than the period's allowance: that is news too.
  await expect(bell(page)).toHaveAccessibleName('Notifications, 1 unread', soon);

  await test.step('an answer is counted without a reload, and leads to the request', async () => {
    await answerAs(expert, requestId, 'Which browser do you use?');
    await expect(bell(page)).toHaveAccessibleName('Notifications, 2 unread', soon);
    await bell(page).click();
    const panel = page.getByRole('dialog', { name: 'Newest notifications' });
    const line = panel.getByRole('link', { name: `${expert.name} answered ${number}` });
    await expect(line).toContainText('Unread:');
    await expectWellMade(page);
    await line.click();
    await expect(page).toHaveURL(new RegExp(requestId));
    await expect(bell(page)).toHaveAccessibleName('Notifications, 1 unread', soon);
  });

  await test.step('all are read at once', async () => {
    await answerAs(expert, requestId, 'We have found it.');
    await page.goto('/notifications');
    const items = page.getByRole('list', { name: 'Notifications' }).getByRole('listitem');
    await expect(items).toHaveCount(3);
    await expect(items.filter({ hasText: 'Unread:' })).toHaveCount(2);
    await expectWellMade(page);
    await page.getByRole('button', { name: 'Mark all as read' }).click();
    await expect(items.filter({ hasText: 'Unread:' })).toHaveCount(0);
    await page.reload();
    await quiet(page);
    await expect(bell(page)).toHaveAccessibleName('Notifications');
  });

  await test.step('each event by its own channels; what was asked of us always comes by mail', async () => {
    await page.getByRole('link', { name: 'What reaches you' }).click();
    const answered = page.getByRole('checkbox', { name: 'We answered: in the bell' });
    const rated = page.getByLabel('You may rate a request: by mail');
    await expect(page.getByRole('group', { name: 'We answered' })).toContainText('By mail: Always');
    await answered.uncheck();
    await rated.selectOption('In the daily digest');
    await save(formOf(page, 'We answered: in the bell'));
    await page.reload();
    await expect(answered).not.toBeChecked();
    await expect(rated).toHaveValue('digest');
    await answerAs(expert, requestId, 'It is repaired tomorrow.');
    await mailTo(owner.email, /REQ-/, /repaired tomorrow/);
    await page.reload();
    await quiet(page);
    await expect(bell(page)).toHaveAccessibleName('Notifications');
  });

  await test.step('hours and language', async () => {
    const hours = { From: hoursFromNow(6), Until: hoursFromNow(8), 'Digest at': '07:45' };
    const form = formOf(page, 'Digest at');
    await form.getByLabel('Language of mails').selectOption('fr');
    await form.getByLabel('Your time zone').selectOption('UTC');
    await form.getByLabel('From').fill(hours.From);
    await form.getByRole('button', { name: 'Save' }).click();
    await expect(form.getByText('Set both ends of the quiet hours, or neither.').first()).toBeVisible();
    for (const [label, time] of Object.entries(hours)) await form.getByLabel(label).fill(time);
    await expectWellMade(page);
    await save(form);
    await page.reload();
    for (const [label, time] of Object.entries(hours)) await expect(form.getByLabel(label)).toHaveValue(time);
    await expect(form.getByLabel('Language of mails')).toHaveValue('fr');
    await answerAs(expert, requestId, 'It is repaired.');
    const mail = await mailTo(owner.email, /REQ-/, /It is repaired\./);
    expect(mail.text).toContain(`${expert.name} a répondu`);
    await lookAt(page, watch, mail, ['fr', 'ltr']);
  });
});

test('a kind of mail ends by one click of its reader; programs that open its links end nothing', async ({
  page,
  context,
  browser,
  watch,
}) => {
  const { owner, expert, requestId } = await assignedRequest();
  await signIn(context, expert);
  await page.goto('/staff/notifications?tab=choices');
  await page.getByLabel('Language of mails').selectOption('ar');
  await save(formOf(page, 'Digest at'));
  await writeAs(owner, requestId, 'It is Firefox.');
  const mail = await mailTo(expert.email, /REQ-/, /It is Firefox/);
  const link = mail.links.find((one) => one.includes('/unsubscribe/')) ?? '';
  const headerOf = (name: string) => mail.headers.find((one) => one.name === name)?.value ?? '';
  const oneClick = headerOf('list-unsubscribe').replace(/^<|>$/g, '');
  const choice = page.getByLabel('A customer wrote: by mail');

  await test.step('the mail in Arabic', async () => {
    await lookAt(page, watch, mail, ['ar', 'rtl']);
    expect(mail.text).toContain('إيقاف هذا النوع من الرسائل');
    expect(headerOf('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
  });

  const visitor = await windowOf(browser, null, context);
  await test.step('HEAD, GET and a browser without a click change nothing', async () => {
    const before = await standing(expert);
    for (const method of ['HEAD', 'GET']) {
      expect((await fetch(link, { method })).status).toBe(200);
      const looked = await fetch(oneClick, { method, redirect: 'manual' });
      expect(looked.status).toBe(303);
      expect(looked.headers.get('location')).toContain('/unsubscribe/');
    }
    await visitor.goto(link);
    await expect(visitor.locator('html')).toHaveAttribute('dir', 'rtl');
    await expect(visitor.getByRole('heading', { name: 'إيقاف هذه الرسائل؟' })).toBeVisible();
    await expectWellMade(visitor);
    expect(await standing(expert)).toBe(before);
  });

  await test.step('by the button of the page, and back again in the portal', async () => {
    await visitor.getByRole('button', { name: 'إيقافها' }).click();
    await expect(visitor.getByText('تم. لن تصلك هذه الرسائل بعد الآن.')).toBeVisible();
    await visitor.context().close();
    await page.goto('/staff/notifications?tab=choices');
    await expect(choice).toHaveValue('off');
    await expectWellMade(page);
    await choice.selectOption('At once');
    await save(formOf(page, 'A customer wrote: by mail'));
  });

  await test.step('by the one POST of a mail program; the bell goes on', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await fetch(oneClick, { method: 'POST', headers, body: 'List-Unsubscribe=One-Click' });
    expect(answer.status).toBe(200);
    await page.reload();
    await expect(choice).toHaveValue('off');
    await expect(bell(page)).toHaveAccessibleName('Notifications, 2 unread');
    await writeAs(owner, requestId, 'And Chrome as well.');
    await expect(bell(page)).toHaveAccessibleName('Notifications, 3 unread', soon);
    const mails = await mailsTo(expert.email);
    expect(mails.filter(({ text }) => text.includes('And Chrome'))).toEqual([]);
  });
});

/** What an end of mails would change. */
async function standing({ userId }: Person): Promise<string> {
  const where = { userId };
  const [preferences, participants] = await Promise.all([
    db.notificationPreference.findMany({ where, orderBy: { event: 'asc' } }),
    db.requestParticipant.findMany({ where, select: { id: true, mutedAt: true } }),
  ]);
  return JSON.stringify([preferences, participants]);
}

test('what happens before the stream begins is read when it does', async ({ page, context }) => {
  const { owner, expert, requestId } = await assignedRequest();
  await signIn(context, owner);
  let begin = () => {};
  const begun = new Promise<void>((resolve) => (begin = resolve));
  await page.route('**/api/portal/events', async (route) => {
    await begun;
    await route.continue();
  });
  await page.goto('/overview');
  await expect(bell(page)).toHaveAccessibleName('Notifications, 1 unread', soon);
  await answerAs(expert, requestId, 'Which browser do you use?');
  begin();
  // Whoever waits for the next poll waits a minute.
  await expect(bell(page)).toHaveAccessibleName('Notifications, 2 unread', soon);
});

test('a mail that was not delivered is seen, and sent again', async ({ page, context }) => {
  const { owner, expert, requestId } = await assignedRequest();
  await mailTo(owner.email, /REQ-/);
  const held = { email: owner.email, reason: '550 5.1.1 No such user', since: new Date() };
  await db.mailSuppression.create({ data: held });
  await answerAs(expert, requestId, 'This answer finds nobody.');
  await signIn(context, await newStaff(['admin'], 'Alma Root'));
  const theirs = page.getByRole('row').filter({ hasText: owner.email });
  // Their wallet runs low too: whether that mail went out before the address was held back is nobody's promise.
  const row = theirs.filter({ hasText: 'We answered' });

  await test.step('it is listed with its reason, and the address with what its server said', async () => {
    await expect(async () => {
      await page.goto('/admin/outbox');
      await expect(row).toContainText('Given up', { timeout: 500 });
    }).toPass(soon);
    await expect(row).toContainText('The address is held back: its last mail came back.');
    await expectWellMade(page);
    await page.getByRole('link', { name: 'Held-back addresses' }).click();
    // Found by its reason: until the page has changed, the rows are those of their mails.
    await expect(theirs.filter({ hasText: '550 5.1.1 No such user' })).toBeVisible();
    await expectWellMade(page);
    await theirs.getByRole('button', { name: `Let mail go there again: ${owner.email}` }).click();
    await expect(theirs).toHaveCount(0, soon);
  });

  await test.step('sent again, it arrives', async () => {
    await page.getByRole('link', { name: /^Not delivered/ }).click();
    await row.getByRole('button', { name: `Send again to ${owner.email}` }).click();
    await expect(page.getByText('1 is on its way', { exact: true })).toBeVisible();
    await expect(row).toHaveCount(0);
    await mailTo(owner.email, /REQ-/, /This answer finds nobody/);
    await page.getByRole('link', { name: 'Sent', exact: true }).click();
    await expect(row.filter({ hasText: 'Sent' }).first()).toBeVisible();
    await expectWellMade(page);
  });
});
