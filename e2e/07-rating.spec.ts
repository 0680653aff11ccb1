import { db } from '@/lib/core/db';
import { expectWellMade } from './fixtures/axe';
import { newCustomer, newStaff, signIn } from './fixtures/people';
import { resolvedRequest } from './fixtures/requests';
import { expect, test } from './fixtures/test';

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
