import type { FrameLocator, Page } from '@playwright/test';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { newMessageId } from '@/lib/domain/support/schema';
import { addNote } from '@/lib/domain/support/add-note';
import { replyAsStaff } from '@/lib/domain/support/reply-as-staff';
import { tokenOf } from '@/lib/testing/inbox';
import { expectWellMade } from './fixtures/axe';
import { newStaff } from './fixtures/people';
import { assignedAs, staffContext } from './fixtures/requests';
import { type ShopApp, allowShop, registerShop, startShop } from './fixtures/shop-app';
import { appUrl } from './fixtures/stack';
import { expect, test } from './fixtures/test';

const soon = { timeout: 20_000 };
const CANARY = 'CANARY-in-a-note';

const inbox = (page: Page): FrameLocator => page.frameLocator('iframe');
const numberOf = async (frame: FrameLocator) =>
  /REQ-\d{4}-\d{6}/.exec(await frame.getByText(/^REQ-/).first().innerText())?.[0] ?? '';

/** Staff answer in public, and write a note that must never leave. */
async function answer(number: string): Promise<void> {
  const { id: requestId } = await db.request.findFirstOrThrow({ where: { number } });
  const expert = await newStaff(['expert'], 'Erik Sund');
  await assignedAs(expert, requestId);
  const ctx = staffContext(expert, ['expert']);
  await addNote(ctx, { requestId, noteId: newId('note'), body: CANARY, attachments: [] });
  await replyAsStaff(ctx, { requestId, messageId: newMessageId(), body: 'Which **browser**?' });
}

/** A window of the shop as somebody, with everything that the portal answers it. */
async function at(page: Page, shop: ShopApp, path: string): Promise<string[]> {
  const told: string[] = [];
  page.on('response', async (response) => {
    if (response.url().startsWith(`${appUrl()}/api/embed`)) {
      // A body that went with its page was not looked at, and does not count.
      const body = await response.text().catch(() => null);
      if (body !== null) told.push(body);
    }
  });
  await page.goto(`${shop.url}${path}`);
  return told;
}

test('an app shows the inbox in its page: asked, answered, counted, for each their own', async ({
  page,
  context,
}) => {
  const { owner, env } = await registerShop();
  const shop = await startShop(env);
  await allowShop(owner, env, shop);
  const told = await at(page, shop, '/?as=sam@shop.test');
  const frame = inbox(page);

  await test.step('a reporter asks, with a file', async () => {
    await frame.getByRole('button', { name: 'New request' }).click();
    await frame.getByLabel('Subject').fill('The basket is empty');
    await frame.getByLabel('What happened').fill('I put shoes into it.');
    const file = { name: 'log.txt', mimeType: 'text/plain', buffer: Buffer.from('no shoes') };
    await frame.locator('input[type=file]').setInputFiles(file);
    await expect(frame.getByText('log.txt')).toBeVisible(soon);
    await frame.getByRole('button', { name: 'Send the request' }).click();
    await expect(frame.getByText('I put shoes into it.')).toBeVisible(soon);
  });
  const number = await numberOf(frame);

  await test.step('the app hears what is unread, and reading it takes the count away', async () => {
    await frame.getByRole('button', { name: 'All requests' }).click();
    await answer(number);
    await page.reload();
    await expect(page.locator('#badge')).toHaveText('1', soon);
    await frame.getByRole('button', { name: 'The basket is empty' }).click();
    await expect(frame.getByText('Which browser?')).toBeVisible(soon);
    await expect(page.locator('#badge')).toHaveText('0', soon);
  });

  await test.step('an answer arrives on the desk, once', async () => {
    await frame.getByLabel('Your answer').fill('Firefox.');
    await frame.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(frame.getByRole('article').filter({ hasText: 'Firefox.' })).toBeVisible(soon);
    expect(await db.message.count({ where: { request: { number }, body: 'Firefox.' } })).toBe(1);
  });

  await test.step('somebody else sees none of it, the admin of the installation all', async () => {
    await page.goto(`${shop.url}/?as=eve@shop.test`);
    await expect(frame.getByText('You have not asked us anything yet.')).toBeVisible(soon);
    await page.goto(`${shop.url}/?as=boss@shop.test`);
    await frame.getByRole('button', { name: 'The basket is empty' }).click();
    await expect(frame.getByText('Firefox.')).toBeVisible(soon);
  });

  await test.step('the frame alone works with the token behind the #, and the API without any frame', async () => {
    await page.goto(`${shop.url}/iframe?as=sam@shop.test`);
    await expect(frame.getByRole('button', { name: 'The basket is empty' })).toBeVisible(soon);
    await page.goto(`${shop.url}/api?as=sam@shop.test`);
    await expect(page.getByText(`${number}: The basket is empty`)).toBeVisible();
    await page.getByLabel('What is wrong?').fill('The prices are gone');
    await page.getByRole('button', { name: 'Report it' }).click();
    await expect(page.getByText('The prices are gone')).toBeVisible();
  });

  expect(told.length).toBeGreaterThan(5);
  expect(told.join('\n')).not.toContain(CANARY);
  expect(await context.cookies(appUrl())).toEqual([]);
  shop.close();
});

test('an inbox is shown by the origins of its deployment and by nobody else', async ({ page, watch }) => {
  watch.expect(/frame-ancestors/, /Refused to frame|violates the following/);
  const { owner, env } = await registerShop();
  const [shop, stranger] = [await startShop(env), await startShop(env)];
  await allowShop(owner, env, shop);
  await page.goto(`${shop.url}/`);
  await expect(inbox(page).getByRole('button', { name: 'New request' })).toBeVisible(soon);
  await page.goto(`${stranger.url}/`);
  await page.waitForTimeout(3_000);
  await expect(inbox(page).getByRole('button', { name: 'New request' })).toHaveCount(0);
  for (const app of [shop, stranger]) app.close();
});

test('the inbox is well made, also in Arabic', async ({ page }) => {
  const { owner, env } = await registerShop();
  await allowShop(owner, env, { url: 'https://shop.test', close: () => {} });
  const [deploymentId = '', id = '', secret = ''] = [
    env.DEPLOYMENT_ID,
    env.DEPLOYMENT_KEY_ID,
    env.DEPLOYMENT_SECRET,
  ];
  const key = { id, secret };
  for (const [lang, open] of [
    ['en', 'New request'],
    ['ar', 'طلب جديد'],
  ]) {
    const token = await tokenOf({ deploymentId, key }, 'sam@shop.test', {}, new Date());
    await page.goto('about:blank');
    await page.goto(`/embed/${deploymentId}?lang=${lang}#t=${token}`);
    await expect(page).not.toHaveURL(/#t=/);
    await expectWellMade(page);
    await page.getByRole('button', { name: open }).click();
    await expectWellMade(page);
  }
});
