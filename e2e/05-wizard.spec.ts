import type { Page } from '@playwright/test';
import { db } from '@/lib/core/db';
import { expectWellMade } from './fixtures/axe';
import { type Customer, newColleague, newCustomer, signIn } from './fixtures/people';
import { png } from '@/lib/testing/png';
import { card, payWith } from './fixtures/sandbox';
import { inShop } from './fixtures/shop-lock';
import { expect, test } from './fixtures/test';

const SUBJECT = 'The checkout ends in an error';
const STORY = 'Since this morning **every** checkout ends with «Error 500».';

const next = (page: Page) => page.getByRole('button', { name: 'Continue' });
const title = (page: Page, name: string) => page.getByRole('heading', { name, level: 2 });

async function answerWhat(page: Page): Promise<void> {
  await page.goto('/support/new');
  await page.getByRole('radio', { name: /Something is broken/ }).check();
  await page.getByLabel('Service affected').fill('Checkout');
  await next(page).click();
  await expect(title(page, 'What happened?')).toBeFocused();
}

async function answerDetails(page: Page): Promise<void> {
  await page.getByLabel('Subject').fill(SUBJECT);
  await page.getByRole('textbox', { name: 'What happened' }).fill(STORY);
}

const saved = (page: Page) => expect(page.getByText(/^Saved /)).toBeVisible();

/** A request and its hold come together, or neither of them. */
async function countOf({ organisationId }: Customer) {
  const [requests, holds] = await Promise.all([
    db.request.count({ where: { organisationId } }),
    db.hold.count({ where: { organisationId } }),
  ]);
  return { requests, holds };
}

test('a request is filed in four steps, and its price is held', async ({ page, context, watch }) => {
  const owner = await newCustomer({ grant: 80 });
  await signIn(context, owner);

  await test.step('What: an empty step is told beside its fields', async () => {
    await page.goto('/support/new');
    await expectWellMade(page);
    await next(page).click();
    await expect(page.getByLabel('Service affected')).toHaveAttribute('aria-invalid', 'true');
    await expectWellMade(page);
    await answerWhat(page);
  });

  await test.step('Details: files by button, paste and drop; a false ending is refused', async () => {
    await answerDetails(page);
    const files = page.getByLabel('Attach files', { exact: true }).and(page.locator('input'));
    const list = page.getByRole('list', { name: 'Attached files' });
    await files.setInputFiles([
      { name: 'screen.png', mimeType: 'image/png', buffer: png() },
      { name: 'server.log', mimeType: 'text/plain', buffer: Buffer.from('error 500 at /checkout\n') },
    ]);
    await expect(list.getByRole('listitem')).toHaveCount(2);
    await expect(list.getByRole('progressbar')).toHaveCount(0);
    watch.expect(/422 .*attachments/);
    await files.setInputFiles([{ name: 'report.pdf', mimeType: 'application/pdf', buffer: png() }]);
    await expect(list.getByRole('listitem')).toHaveCount(3);
    await expect(page.getByRole('button', { name: 'Try report.pdf again' })).toBeVisible();
    await page.getByRole('button', { name: 'Remove report.pdf' }).click();
    await pasteText(page, 'pasted.txt', 'pasted from the clipboard');
    await expect(list).toContainText('pasted.txt');
    await expect(list.getByRole('listitem')).toHaveCount(3);
    await saved(page);
    await expectWellMade(page);
    await next(page).click();
  });

  await test.step('Urgency: the price grows at the side with its factor', async () => {
    await expect(title(page, 'How urgent is it?')).toBeFocused();
    await page.getByRole('radio', { name: /High/ }).check();
    await expect(page.getByText('× 1.2')).toBeVisible();
    await expectWellMade(page);
    await next(page).click();
  });

  await test.step('Review: everything once more, then it is filed with its hold', async () => {
    await expect(page.getByText(SUBJECT)).toBeVisible();
    await expect(page.getByRole('button', { name: /screen\.png/ })).toBeVisible();
    await expect(page.getByText('30 credits', { exact: true }).first()).toBeVisible();
    await expectWellMade(page);
    await page.getByRole('button', { name: 'File for 30 credits' }).click();
    await page.waitForURL(/\/support\/requests\/req_/);
    await expect(page.getByText(/REQ-\d{4}-\d{6}/).first()).toBeVisible();
    await expect(page.getByText('30 credits are held.', { exact: false }).first()).toBeVisible();
    await expectWellMade(page);
    expect(await countOf(owner)).toEqual({ requests: 1, holds: 1 });
  });

  await test.step('the list and the wizard know it', async () => {
    await page.goto('/support');
    await expect(page.getByText(SUBJECT).filter({ visible: true })).toHaveCount(1);
    await expectWellMade(page);
    await page.goto('/support/new');
    await expect(page.getByLabel('Service affected')).toHaveValue('');
  });
});

async function pasteText(page: Page, name: string, text: string): Promise<void> {
  await page.getByLabel('Subject').evaluate(
    (field, file) => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([file.text], file.name, { type: 'text/plain' }));
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    },
    { name, text },
  );
}

test('a draft survives a closed tab', async ({ page, context }) => {
  await signIn(context, await newCustomer());
  await answerWhat(page);
  const save = page.waitForResponse(
    (answer) => answer.url().endsWith('/drafts') && Boolean(answer.request().postData()?.includes(STORY)),
  );
  await answerDetails(page);
  expect((await save).status()).toBe(200);
  await saved(page);
  // Typed within the quiet moment before a save, and the tab is gone.
  await page.getByLabel('Subject').fill(`${SUBJECT} again`);
  await page.close({ runBeforeUnload: true });
  const tab = await context.newPage();
  const subject = async () => {
    await tab.goto('/support/new?step=details');
    await expect(tab.getByLabel('Subject')).toBeEnabled();
    return tab.getByLabel('Subject').inputValue();
  };
  await expect.poll(subject).toBe(`${SUBJECT} again`);
  await expect(tab.getByRole('textbox', { name: 'What happened' })).toHaveValue(STORY);
  await tab.goto('/support/new?step=what');
  await expect(tab.getByRole('radio', { name: /Something is broken/ })).toBeChecked();
  // Until the page listens nothing can be typed: it would mix with the draft.
  const unready = await tab.request.get('/support/new?step=details');
  expect(await unready.text()).toContain('<fieldset disabled');
});

test('a slow save does not bring back what stood there before', async ({ page, context }) => {
  await signIn(context, await newCustomer());
  // The first save is still on its way when the later ones have arrived.
  let arrive = () => {};
  const later = new Promise<void>((resolve) => (arrive = resolve));
  let isFirst = true;
  await page.route('**/drafts', async (route) => {
    if (isFirst) {
      isFirst = false;
      await later;
    }
    await route.continue();
  });
  await answerWhat(page);
  await answerDetails(page);
  await saved(page);
  const answer = page.waitForResponse((one) => one.url().endsWith('/drafts'));
  arrive();
  expect((await answer).status()).toBe(200);
  await page.goto('/support/new?step=details');
  await expect(page.getByLabel('Subject')).toHaveValue(SUBJECT);
});

test('too few credits lead to the packs and back, with everything kept', async ({ page, context }) => {
  const owner = await newCustomer();
  await signIn(context, owner);
  await answerWhat(page);
  await answerDetails(page);
  await next(page).click();
  await page.getByRole('radio', { name: /Normal/ }).check();
  await next(page).click();
  await expect(page.getByText('5 credits are missing')).toBeVisible();
  await expect(page.getByRole('radio', { name: /^With credits/ })).toBeDisabled();
  await expect(page.getByRole('button', { name: 'File and pay $3.00' })).toBeEnabled();
  await expectWellMade(page);
  await saved(page);
  await inShop(async () => {
    await page.getByRole('link', { name: 'Buy credits: 5 credits missing' }).click();
    await expect(page.getByText('You came here from your request', { exact: false })).toBeVisible();
    await expectWellMade(page);
    await page.getByRole('button', { name: 'Buy 100 credits for $10.00' }).click();
    await payWith(page, card.pays);
    await page.getByRole('link', { name: 'Go on with your request' }).click();
  });
  await expect(page.getByText(SUBJECT)).toBeVisible();
  expect(await countOf(owner)).toEqual({ requests: 0, holds: 0 });
  await page.getByRole('button', { name: 'File for 25 credits' }).click();
  await page.waitForURL(/\/support\/requests\/req_/);
  expect(await countOf(owner)).toEqual({ requests: 1, holds: 1 });
});

test('who may not buy is told whom to ask, and keeps the draft', async ({ page, context }) => {
  const owner = await newCustomer();
  await signIn(context, await newColleague(owner.organisationId, 'member', 'Milo Brandt'));
  await answerWhat(page);
  await answerDetails(page);
  await next(page).click();
  await page.getByRole('radio', { name: /Normal/ }).check();
  await next(page).click();
  await expect(page.getByText('Ask an owner or a billing person', { exact: false })).toBeVisible();
  await expect(page.getByRole('link', { name: /^Buy credits/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Discard draft' }).click();
  await page.getByRole('button', { name: 'Discard the draft' }).click();
  await expect(page).toHaveURL(/\/support$/);
});
