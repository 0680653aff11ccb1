import type { Locator, Page } from '@playwright/test';
import { expectWellMade } from './fixtures/axe';
import { bulkBar, entry, found, searchField, twoRequests } from './fixtures/desk';
import { newStaff, signIn } from './fixtures/people';
import { expect, test } from './fixtures/test';

const soon = { timeout: 15_000 };

test.skip(({ isMobile }) => isMobile, 'a phone has no keyboard');

/** Keys do something as soon as the page listens. */
const press = (page: Page, key: string, then: () => Promise<void>) =>
  expect(async () => {
    await page.keyboard.press(key);
    await then();
  }).toPass(soon);

async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeEnabled();
  for (let at = 0; at < 25; at++) {
    if (await target.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused();
}

test('a request is found, given away, noted on and resolved without a mouse', async ({ page, context }) => {
  const { word, erik, inEnglish, inArabic } = await twoRequests();
  await signIn(context, await newStaff(['agent'], 'Ada Desk'));
  await page.goto(`/desk?organisation=${word}`);
  const links = page.getByRole('table').locator('tbody').getByRole('link');

  await test.step('chosen with X and assigned together', async () => {
    await press(page, 'k', () => expect(links.first()).toBeFocused({ timeout: 500 }));
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await expect(links.nth(1)).toBeFocused();
    await page.keyboard.press('x');
    await expect(bulkBar(page)).toContainText('2 selected');
    await page.keyboard.press('a');
    const dialog = page.getByRole('dialog', { name: 'Assign 2 requests' });
    await tabTo(page, dialog.getByLabel('Expert'));
    await page.keyboard.type(erik.name);
    await expect(dialog.getByLabel('Expert')).toHaveValue(erik.userId);
    await tabTo(page, dialog.getByRole('button', { name: 'Assign 2 requests' }));
    await page.keyboard.press('Enter');
    await expect(page.getByText('2 requests were changed.')).toBeVisible(soon);
    await expect(entry(page, inArabic.subject)).toContainText('Assigned', soon);
    await expect(links.nth(1)).toBeFocused();
    await page.keyboard.press('s');
    await expect(entry(page, inArabic.subject)).toContainText('In progress', soon);
    await expect(entry(page, inEnglish.subject)).toContainText('Assigned');
  });

  await test.step('views by their place, search by the slash, all keys by the question mark', async () => {
    await page.keyboard.press('6');
    await expect(page).toHaveURL(/view=all/);
    await page.keyboard.press('/');
    await expect(searchField(page)).toBeFocused();
    await page.keyboard.type(inArabic.number);
    await page.keyboard.press('Enter');
    await found(page, inArabic.number);
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await expect(help).toContainText('Assign the selection');
    await expectWellMade(page);
    await page.keyboard.press('Escape');
    await expect(help).toHaveCount(0);
    await press(page, 'k', () => expect(links.first()).toBeFocused({ timeout: 500 }));
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(inArabic.requestId));
  });

  await test.step('noted on and resolved', async () => {
    const note = page.getByRole('textbox', { name: 'Note for colleagues' });
    await press(page, 'n', () => expect(note).toBeFocused({ timeout: 2_000 }));
    await page.keyboard.type('Seen without a mouse.');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('article').filter({ hasText: 'Seen without' })).toBeVisible(soon);
    await tabTo(page, page.getByRole('button', { name: 'Add internal note' }));
    await page.keyboard.press('e');
    const dialog = page.getByRole('dialog', { name: `Resolve ${inArabic.number}` });
    await tabTo(page, dialog.getByRole('textbox', { name: 'Resolution for the customer' }));
    await page.keyboard.type('It is mended.');
    await tabTo(page, dialog.getByRole('button', { name: 'Resolve and charge 25 credits' }));
    await page.keyboard.press('Enter');
    await expect(page.getByText(/resolved the request: 25 credits charged/).first()).toBeVisible(soon);
    await press(page, 'u', () => expect(page).toHaveURL(/\/desk$/, { timeout: 2_000 }));
  });

  await test.step('who dictates switches single keys off', async () => {
    const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await press(page, '?', () => expect(help).toBeVisible({ timeout: 1_000 }));
    await tabTo(page, help.getByRole('switch', { name: 'Single keys are on' }));
    await page.keyboard.press('Space');
    await page.keyboard.press('Escape');
    await expect(help).toHaveCount(0);
    await page.keyboard.press('/');
    await expect(searchField(page)).not.toBeFocused();
  });
});
