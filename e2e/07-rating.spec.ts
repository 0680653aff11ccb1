import { db } from '@/lib/core/db';
import { expectWellMade } from './fixtures/axe';
import { newCustomer, newStaff, signIn } from './fixtures/people';
import { resolvedRequest } from './fixtures/requests';
import { mailTo } from './fixtures/sandbox';
import { expect, test } from './fixtures/test';
import { windowOf } from './fixtures/windows';

test('a resolved request is rated once, and the rating may change for seven days', async ({
  page,
  context,
}) => {
  const owner = await newCustomer({ grant: 80 });
  const expert = await newStaff(['expert'], 'Erik Sund');
  const requestId = await resolvedRequest(owner, expert);
  await signIn(context, owner);
  await page.goto('/overview');
  await expect(page.getByRole('region', { name: 'Waiting for you' })).toContainText('Rate the answer');
  await page.goto(`/support/requests/${requestId}`);
  await expectWellMade(page);

  const card = page.getByRole('region', { name: 'How did we do?' });
  await test.step('without a score nothing is saved', async () => {
    await card.getByRole('button', { name: 'Send rating' }).click();
    await expect(card.getByRole('button', { name: 'Send rating' })).toBeVisible();
    expect(await db.rating.count({ where: { requestId } })).toBe(0);
  });

  await test.step('four stars with words', async () => {
    await card.getByRole('radio', { name: /^4 stars/ }).check({ force: true });
    await card.getByRole('textbox').fill('Quick and to the point.');
    await card.getByRole('button', { name: 'Send rating' }).click();
    await expect(
      card.getByText('Thank you. You can change your rating until', { exact: false }),
    ).toBeVisible();
    await expectWellMade(page);
  });

  await test.step('changed to five; still one rating', async () => {
    await page.reload();
    await expect(card.getByRole('radio', { name: /^4 stars/ })).toBeChecked();
    await card.getByRole('radio', { name: /^5 stars/ }).check({ force: true });
    await card.getByRole('button', { name: 'Change rating' }).click();
    await expect(page.getByText(/changed the rating to 5 stars/)).toBeVisible({ timeout: 15_000 });
    const ratings = await db.rating.findMany({ where: { requestId } });
    expect(ratings.map(({ score }) => score)).toEqual([5]);
  });

  await test.step('after seven days it stands', async () => {
    const eightDaysAgo = new Date(Date.now() - 8 * 86_400_000);
    await db.rating.updateMany({ where: { requestId }, data: { createdAt: eightDaysAgo } });
    await page.reload();
    await expect(card.getByText('You rated this request.')).toBeVisible();
    await expect(card.getByRole('radio')).toHaveCount(0);
    await expectWellMade(page);
  });

  await test.step('the desk sees it', async () => {
    await signIn(context, expert);
    await page.goto(`/desk/requests/${requestId}`);
    await expect(page.getByText('5 of 5')).toBeVisible();
    await expect(page.getByText('Quick and to the point.')).toBeVisible();
  });
});

test('a bad rating by the link of the mail is looked after, and counts', async ({
  page,
  context,
  browser,
}) => {
  const owner = await newCustomer({ grant: 80 });
  const expert = await newStaff(['expert'], `Erik ${crypto.randomUUID().slice(0, 8)}`);
  const requestId = await resolvedRequest(owner, expert);
  const { links, subject } = await mailTo(owner.email, /REQ-/, /Rate this request/);
  const number = /REQ-[\d-]+/.exec(subject)?.[0] ?? '';
  const link = links.find((one) => one.includes('/rate/')) ?? '';
  const ratings = () => db.rating.findMany({ where: { requestId } });
  const visitor = await windowOf(browser, null, context);

  await test.step('programs that open the link rate nothing, whatever star it names', async () => {
    for (const method of ['HEAD', 'GET'])
      expect((await fetch(`${link}?score=1`, { method })).status).toBe(200);
    await visitor.goto(`${link}?score=1`);
    await expect(visitor.getByRole('radio', { name: /^1 star: Poor/ })).toBeChecked();
    await expectWellMade(visitor);
    expect(await ratings()).toEqual([]);
  });

  await test.step('two stars with words, by a person and without a session', async () => {
    await expect(visitor.getByText(expert.name)).toBeVisible();
    await visitor.getByRole('radio', { name: /^2 stars: Fair/ }).check({ force: true });
    await visitor.getByRole('textbox').fill('It came back a day later.');
    await visitor.getByRole('button', { name: 'Send rating' }).click();
    await expect(visitor.getByText('Thank you. Your rating was saved.')).toBeVisible();
    await expectWellMade(visitor);
    await visitor.context().close();
    expect((await ratings()).map(({ score }) => score)).toEqual([2]);
  });

  const row = page.getByRole('row').filter({ hasText: number });
  await test.step('the desk looks after it', async () => {
    await signIn(context, await newStaff(['agent'], 'Ada Desk'));
    await page.goto('/desk/ratings');
    await expect(row).toContainText('2 of 5');
    await expect(row.getByText('It came back a day later.').filter({ visible: true })).toBeVisible();
    await expectWellMade(page);
    await row.getByRole('button', { name: `Look after the rating of ${number}` }).click();
    const dialog = page.getByRole('dialog', { name: `Look after the rating of ${number}` });
    await dialog.getByLabel('What did you do?').fill('Called them; the cause is found.');
    await expectWellMade(page);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(row).toHaveCount(0);
    await page.getByRole('link', { name: 'Looked after', exact: true }).click();
    await expect(row).toContainText('Called them; the cause is found.');
    await expect(row).toContainText('Ada Desk');
    await expectWellMade(page);
  });

  await test.step('the figures of the expert say so', async () => {
    await page.goto('/desk/service');
    const figures = page.getByRole('row').filter({ hasText: expert.name }).getByRole('cell');
    await expect(figures.nth(0)).toHaveText('1');
    await expect(figures.nth(1)).toHaveText('2 of 51 rating');
    await expect(figures.nth(3)).toContainText('100% in time');
    await expect(figures.nth(4)).toContainText('0%');
    await expectWellMade(page);
  });
});
