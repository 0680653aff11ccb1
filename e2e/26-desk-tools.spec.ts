import type { Page } from '@playwright/test';
import { filing } from '@/lib/testing/requests';
import { expectWellMade } from './fixtures/axe';
import { bulkBar, entry, found, ownWord, searchField, twoRequests } from './fixtures/desk';
import { newCustomer, newStaff, signIn } from './fixtures/people';
import { assignedAs, fileAs } from './fixtures/requests';
import { expect, test } from './fixtures/test';
import { windowOf } from './fixtures/windows';

const soon = { timeout: 15_000 };

const box = (page: Page, number: string) => page.getByRole('checkbox', { name: `Select ${number}` });

async function search(page: Page, words: string): Promise<void> {
  await searchField(page).fill(words);
  await searchField(page).press('Enter');
  await found(page, words);
}

test('requests are found, kept as a view and changed several at once', async ({
  page,
  context,
  isMobile,
}) => {
  const { word, erik, olga, inEnglish, inArabic } = await twoRequests();
  await assignedAs(erik, inEnglish.requestId);
  await assignedAs(olga, inArabic.requestId);
  await signIn(context, erik);
  await page.goto('/desk');

  await test.step('by words in their other forms, English and Arabic, and by number', async () => {
    await search(page, `invoice printing ${word}`);
    await expect(entry(page, inEnglish.subject)).toContainText('In subject or number');
    await search(page, `بالمشكلة ${word}`);
    await expect(entry(page, inArabic.subject)).toBeVisible();
    await expectWellMade(page);
    await search(page, inEnglish.number.toLowerCase());
    await expect(entry(page, inEnglish.subject)).toBeVisible();
    await searchField(page).fill(`${word} nowhere`);
    await searchField(page).press('Enter');
    await expect(
      page.getByText('Nothing was found. Try fewer or other words', { exact: false }),
    ).toBeVisible();
    await page.getByRole('link', { name: 'Back to the queue' }).click();
  });

  await test.step('filters are kept under a name', async () => {
    const organisation = page.getByRole('searchbox', { name: 'Organisation' });
    await expectWellMade(page);
    if (isMobile) await page.getByRole('button', { name: /^Filters/ }).click();
    await organisation.fill(word);
    await organisation.press('Enter');
    await expect(page).toHaveURL(new RegExp(`organisation=${word}`));
    await page.getByRole('button', { name: 'Save as view' }).click();
    const dialog = page.getByRole('dialog', { name: 'Save these filters as a view' });
    await dialog.getByLabel('Name').fill(`Own ${word}`);
    await expectWellMade(page);
    await dialog.getByRole('button', { name: 'Save view' }).click();
    const view = page.getByRole('link', { name: `Own ${word}` });
    await expect(view).toHaveAttribute('aria-current', 'page', soon);
    await page.getByRole('link', { name: /^Open/ }).click();
    await expect(organisation).toHaveValue('');
    await view.click();
    await expect(organisation).toHaveValue(word);
    for (const { subject } of [inEnglish, inArabic]) await expect(entry(page, subject)).toBeVisible();
  });

  await test.step('what one of several refuses is said with its reason, and stays chosen', async () => {
    for (const { number } of [inEnglish, inArabic]) await box(page, number).check();
    await expect(bulkBar(page)).toContainText('2 selected');
    await expectWellMade(page);
    await bulkBar(page).getByRole('button', { name: 'Start work' }).click();
    const told = page.getByRole('status').filter({ hasText: 'One request was changed, one was not:' });
    await expect(told).toContainText(`${inArabic.number}: This request is not yours.`, soon);
    await expect(entry(page, inEnglish.subject)).toContainText('In progress', soon);
    await expect(entry(page, inArabic.subject)).toContainText('Assigned');
    await expect(box(page, inArabic.number)).toBeChecked();
    await expect(box(page, inEnglish.number)).not.toBeChecked();
    await expectWellMade(page);
  });
});

test('a request goes to whom it suits and on with a note, and no two answer it at once', async ({
  page,
  context,
  browser,
}) => {
  const word = ownWord();
  const owner = await newCustomer({ grant: 80 });
  const [agent, erik, olga] = await Promise.all([
    newStaff(['agent'], `Ada ${word}`),
    newStaff(['expert'], `Erik ${word}`, [word]),
    newStaff(['expert'], `Olga ${word}`),
  ]);
  const { requestId, number } = await fileAs(owner, filing({ serviceAffected: word }));
  await signIn(context, agent);
  await page.goto('/desk/replies');

  await test.step('words that are used often are kept, with names to be filled in', async () => {
    await page.getByRole('button', { name: 'New reply' }).click();
    const dialog = page.getByRole('dialog', { name: 'New canned reply' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill(`Greeting ${word}`);
    await dialog.getByRole('textbox', { name: 'Text' }).fill('Hello {{customer.shoe}}');
    await dialog.getByRole('button', { name: 'Save reply' }).click();
    await expect(dialog.getByText('«customer.shoe» is no variable.', { exact: false }).first()).toBeVisible();
    await dialog
      .getByRole('textbox', { name: 'Text' })
      .fill('Hello {{customer.firstName}}, {{me.firstName}} looks at ');
    await dialog.getByRole('button', { name: 'Insert request.number' }).click();
    await expectWellMade(page);
    await dialog.getByRole('button', { name: 'Save reply' }).click();
    await expect(page.getByRole('row').filter({ hasText: `Greeting ${word}` })).toBeVisible(soon);
    await expectWellMade(page);
  });

  await test.step('the expert whose skill is named stands first, and why', async () => {
    await page.goto(`/desk/requests/${requestId}`);
    await page.getByRole('button', { name: 'Assign', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: `Assign ${number}` });
    const first = dialog.getByRole('radio').first();
    await expect(first).toHaveAccessibleName(new RegExp(`^${erik.name}.*Suggested · 80 of 100`));
    await expect(first).toHaveAccessibleName(
      new RegExp(`knows «${word}», named in the service affected; 0 of 8 open`),
    );
    await first.check();
    await expectWellMade(page);
    await dialog.getByRole('button', { name: 'Assign', exact: true }).click();
    await expect(page.getByText(`${erik.name} was assigned`).first()).toBeVisible(soon);
  });

  await test.step('the next one reads what they should know', async () => {
    await page.getByRole('button', { name: 'Assign to another expert' }).click();
    const dialog = page.getByRole('dialog', { name: `Assign ${number}` });
    await expect(dialog.getByRole('radio', { name: new RegExp(`^${erik.name}.*has it now`) })).toBeDisabled();
    await dialog.getByRole('radio', { name: new RegExp(`^${olga.name}`) }).check();
    await dialog.getByLabel('Handover note').fill('The log is in the ticket of May.');
    await expectWellMade(page);
    await dialog.getByRole('button', { name: 'Assign', exact: true }).click();
    await expect(page.getByText(`handed the request over to ${olga.name}`)).toBeVisible(soon);
    const note = page.getByRole('article').filter({ hasText: 'The log is in the ticket of May.' });
    await expect(note).toContainText('Internal note');
  });

  await test.step('two who look at one request see each other, and who writes', async () => {
    const colleague = await windowOf(browser, olga, context);
    await colleague.goto(`/desk/requests/${requestId}`);
    await expect(page.getByText(`${olga.name} is looking at this request too.`)).toBeVisible(soon);
    await expect(colleague.getByText(`${agent.name} is looking at this request too.`)).toBeVisible(soon);
    await expect(colleague.getByText('The log is in the ticket of May.')).toBeVisible();
    await expectWellMade(colleague);
    const reply = colleague.getByRole('textbox', { name: `Reply to ${owner.name}` });
    await reply.pressSequentially(';');
    await expect(page.getByText(`${olga.name} is writing here right now.`, { exact: false })).toBeVisible(
      soon,
    );
    await expectWellMade(page);
    const choice = colleague.getByRole('searchbox', { name: 'Search canned replies' });
    await choice.fill(word);
    await expect(colleague.getByRole('button', { name: `Greeting ${word}` })).toBeVisible(soon);
    await expectWellMade(colleague);
    await choice.press('Enter');
    await expect(reply).toHaveValue(`Hello Nora, Olga looks at ${number}`);
    await colleague.goto('/desk');
    await expect(page.getByText(`${olga.name} is`, { exact: false })).toHaveCount(0, soon);
    await colleague.context().close();
  });
});
