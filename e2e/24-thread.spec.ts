import type { Page } from '@playwright/test';
import { proofFile } from '@/prisma/seed/proof-file';
import { expectWellMade } from './fixtures/axe';
import { newStaff, signIn } from './fixtures/people';
import { assignedRequest } from './fixtures/requests';
import { expect, test } from './fixtures/test';
import { windowOf } from './fixtures/windows';

const soon = { timeout: 15_000 };
const LONG = 'The log says: timeout. '.repeat(1_000);

/** A request that an expert has, and where either side sees it. */
async function underWork() {
  const request = await assignedRequest();
  const { requestId } = request;
  return { ...request, portal: `/support/requests/${requestId}`, desk: `/desk/requests/${requestId}` };
}

const reply = (page: Page) => page.getByRole('textbox', { name: /^(Your reply|Reply to )/ });
const postOf = (page: Page, words: string | RegExp) => page.getByRole('article').filter({ hasText: words });

async function say(page: Page, words: string): Promise<void> {
  await reply(page).fill(words);
  await page.getByRole('button', { name: 'Send reply' }).click();
  await expect(postOf(page, words)).toBeVisible(soon);
}

/** The stream of changes is open: what comes now comes by itself. */
const live = (page: Page, side: 'portal' | 'desk') =>
  page.waitForResponse((response) => response.url().endsWith(`/api/${side}/events`) && response.ok());

test('two people talk: unread, live, read, edited and quoted', async ({ page, context, browser }) => {
  const { owner, expert, portal, desk } = await underWork();
  await signIn(context, expert);
  await page.goto(desk);
  const customer = await windowOf(browser, owner, context);

  await test.step('what was not read is counted in the rail, the title and the list', async () => {
    const isLive = live(customer, 'portal');
    await customer.goto('/support');
    await isLive;
    await say(page, 'Which browser do you use?');
    await expect(customer).toHaveTitle(/^\(1\) Support/, soon);
    await expect(
      customer.getByRole('main').getByText('1 unread message').locator('visible=true'),
    ).toHaveCount(1);
    await expectWellMade(customer);
  });

  await test.step('reading it takes the count away, and the writer sees that it was read', async () => {
    const isLive = live(customer, 'portal');
    await customer.goto(portal);
    await isLive;
    await expect(postOf(customer, 'Which browser do you use?')).toBeVisible();
    await expect(page.getByText(`Seen by ${owner.name}`)).toBeVisible(soon);
    await expect(customer).not.toHaveTitle(/^\(/, soon);
    await expectWellMade(page);
  });

  await test.step('answers and changes arrive by themselves, with what was said before', async () => {
    await say(page, 'Does it hapen at night?');
    await expect(postOf(customer, 'Does it hapen at night?')).toBeVisible(soon);
    await postOf(page, 'Does it hapen').getByRole('button', { name: 'Edit' }).click();
    const field = page.getByRole('textbox', { name: 'Your message' });
    await field.fill('Does it happen at night?');
    await expectWellMade(page);
    await page.getByRole('button', { name: 'Save changes' }).click();
    const edited = postOf(customer, 'Does it happen at night?');
    await expect(edited).toContainText('Edited', soon);
    await edited.getByRole('button', { name: 'Show what it said before' }).click();
    await expect(edited.getByText('Does it hapen at night?')).toBeVisible();
    await expectWellMade(customer);
  });

  await test.step('a quotation goes into the answer, and shows as one', async () => {
    const asked = postOf(customer, 'Does it happen at night?');
    await asked.getByRole('button', { name: `Quote ${expert.name}` }).click();
    await expect(reply(customer)).toHaveValue(`> ${expert.name} wrote:\n> Does it happen at night?\n\n`);
    await customer.keyboard.type('Always after midnight.');
    await customer.getByRole('button', { name: 'Send reply' }).click();
    const answer = postOf(page, 'Always after midnight.');
    await expect(answer.getByRole('blockquote')).toContainText('Does it happen at night?', soon);
  });
  await customer.context().close();
});

test('what is typed survives, and what is too long goes as a file', async ({ page, context, browser }) => {
  const { owner, portal } = await underWork();
  await signIn(context, owner);
  await page.goto(portal);
  await reply(page).fill('A thought that is not finished');
  await expect(page.getByText(/^Draft saved/)).toBeVisible(soon);
  await page.reload();
  await expect(reply(page)).toHaveValue('A thought that is not finished', soon);
  const elsewhere = await windowOf(browser, owner, context);
  await elsewhere.goto(portal);
  await expect(reply(elsewhere)).toHaveValue('A thought that is not finished', soon);
  await elsewhere.context().close();

  await reply(page).fill(LONG);
  await expect(page.getByText('23,000 characters long; a message takes 20,000')).toBeVisible();
  await expectWellMade(page);
  await page.getByRole('button', { name: 'Attach it as a text file' }).click();
  await expect(page.getByText('message.txt', { exact: true })).toBeVisible(soon);
  await expect(reply(page)).toHaveValue('');
  await say(page, 'The whole log is attached.');
  await expect(postOf(page, 'The whole log').getByRole('link', { name: /message\.txt/ })).toBeVisible();
  await page.reload();
  await expect(reply(page)).toHaveValue('');
});

test('files are looked at where we can show them, and saved otherwise', async ({
  page,
  context,
  browser,
}) => {
  const { owner, expert, portal, desk } = await underWork();
  await signIn(context, expert);
  await page.goto(desk);
  const pdf = {
    name: 'report.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from(proofFile(['Findings'])),
  };
  const log = { name: 'server.log', mimeType: 'text/plain', buffer: Buffer.from('10:00 started') };
  await expect(page.getByRole('button', { name: 'Send reply' })).toBeEnabled(soon);
  await page.locator('input[type=file]').first().setInputFiles([pdf, log]);
  await say(page, 'Here is the report.');
  const customer = await windowOf(browser, owner, context);
  await customer.goto(portal);
  const post = postOf(customer, 'Here is the report.');

  await test.step('a PDF opens in a dialog that prints and saves it', async () => {
    await post.getByRole('button', { name: /report\.pdf/ }).click();
    const dialog = customer.getByRole('dialog', { name: 'report.pdf' });
    await expect(
      dialog
        .getByRole('region', { name: /report\.pdf/ })
        .locator('canvas')
        .first(),
    ).toBeVisible(soon);
    await expectWellMade(customer);
    await customer.evaluate(() => {
      window.print = () => document.body.setAttribute('data-printed', '');
    });
    await dialog.getByRole('button', { name: 'Print' }).click();
    await expect(customer.locator('body[data-printed]')).toHaveCount(1, soon);
    const saved = customer.waitForEvent('download');
    await dialog.getByRole('link', { name: 'Download', exact: true }).click();
    expect((await saved).suggestedFilename()).toBe('report.pdf');
    await customer.keyboard.press('Escape');
  });

  await test.step('anything else is only saved, and could run nothing', async () => {
    const link = post.getByRole('link', { name: /server\.log/ });
    const address = await link.getAttribute('href');
    const { headers, text } = await customer.evaluate(async (place) => {
      const response = await fetch(place ?? '');
      return { headers: Object.fromEntries(response.headers), text: await response.text() };
    }, address);
    expect(text).toBe('10:00 started');
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff' });
    expect(headers['content-disposition']).toMatch(/^attachment;/);
    expect(headers['content-security-policy']).toMatch(/^sandbox;/);
  });
  await customer.context().close();
});

test('a colleague who is named hears of it, and whoever mutes a request does not', async ({
  page,
  context,
  browser,
}) => {
  const { owner, expert, portal, desk } = await underWork();
  const agent = await newStaff(['agent'], `Ada ${crypto.randomUUID().slice(0, 8)}`);
  const colleague = await windowOf(browser, agent, context);
  await colleague.goto('/desk');
  await signIn(context, expert);
  await page.goto(desk);
  await page.getByRole('button', { name: 'Internal note' }).click();
  const note = page.getByRole('textbox', { name: 'Note for colleagues' });
  await note.pressSequentially('Do you know this, @');
  await page.getByRole('searchbox', { name: 'Search by name' }).fill(agent.name);
  await expect(page.getByRole('button', { name: agent.name })).toBeVisible(soon);
  await expectWellMade(page);
  await page.keyboard.press('Enter');
  await expect(note).toHaveValue(`Do you know this, @[${agent.name}](${agent.userId}) `);
  await page.getByRole('button', { name: 'Add internal note' }).click();
  await expect(postOf(page, 'Do you know this').locator('strong')).toHaveText(`@${agent.name}`, soon);
  await expect(colleague).toHaveTitle(/^\(1\) /, soon);
  await colleague.context().close();

  const customer = await windowOf(browser, owner, context);
  await customer.goto(portal);
  await expect(postOf(customer, 'Do you know this')).toHaveCount(0);
  await customer.getByRole('switch', { name: 'Tell me about this request' }).uncheck();
  await expect(customer.getByText('You hear nothing of it, and it does not count as unread.')).toBeVisible(
    soon,
  );
  await customer.goto('/support');
  await page.getByRole('button', { name: 'Reply to customer' }).click();
  await say(page, 'Nothing new yet.');
  await customer.reload();
  await expect(customer).not.toHaveTitle(/^\(/);
  await customer.context().close();
});

test('without the stream the page asks by itself', async ({ page, context, browser, watch }) => {
  const { owner, expert, portal, desk } = await underWork();
  watch.expect(/503/);
  await signIn(context, owner);
  await page.route('**/api/portal/events', (route) => route.fulfill({ status: 503 }));
  await page.goto(portal);
  const staff = await windowOf(browser, expert, context);
  await staff.goto(desk);
  await say(staff, 'It comes all the same.');
  await expect(postOf(page, 'It comes all the same.')).toBeVisible(soon);
  await staff.context().close();
});
