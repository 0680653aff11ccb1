import { jobContext } from '@/lib/core/context';
import { credits } from '@/lib/core/credits';
import { db, transaction } from '@/lib/core/db';
import { watchClocks } from '@/lib/domain/sla/watch-clocks';
import { fileRequest } from '@/lib/domain/support/file-request';
import { grantCredits } from '@/lib/domain/wallet/steps';
import { filing } from '@/lib/testing/requests';
import { expectWellMade } from './fixtures/axe';
import { promisedRoundTheClock } from './fixtures/levels';
import { type Customer, type Person, newCustomer, newStaff, signIn } from './fixtures/people';
import { promiseOf, promises } from './fixtures/promises';
import { assignedAs, ownerContext } from './fixtures/requests';
import { mailTo } from './fixtures/sandbox';
import { expect, test } from './fixtures/test';
import { become } from './fixtures/windows';

const soon = { timeout: 15_000 };
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

test('the desk is told of what is due soon and what is late, and late work gives credits back', async ({
  page,
  context,
  isMobile,
}) => {
  const expert = await newStaff(['expert'], `Erik ${crypto.randomUUID().slice(0, 8)}`);
  await promisedRoundTheClock(minutesAgo(720), minutesAgo(90));
  const { owner, late, near } = await assignedBeforeTold(expert);
  await watchClocks(jobContext('e2e', new Date()));
  const queue = `/desk?view=open&sort=due&organisation=${encodeURIComponent(owner.name)}`;
  await signIn(context, expert);

  await test.step('the expert is told of both', async () => {
    await page.goto('/staff/notifications');
    const news = page.getByRole('list', { name: 'Notifications' });
    await expect(news).toContainText(`The first answer to ${near.number} of ${owner.name} Ltd is due soon`);
    await expect(news).toContainText(`The resolution of ${late.number} of ${owner.name} Ltd is late`);
    await expectWellMade(page);
    await mailTo(expert.email, new RegExp(near.number), /due soon/);
    await mailTo(expert.email, new RegExp(late.number), /late/);
  });

  await test.step('the queue marks what is late, and says when the other is due', async () => {
    await page.goto(queue);
    const rows = page.getByRole('row').or(page.getByRole('listitem')).locator('visible=true');
    const row = (number: string) => rows.filter({ has: page.getByLabel(`Select ${number}`) });
    await expect(row(late.number)).toContainText('Late');
    await expect(row(late.number)).toContainText('9 hours ago');
    await expect(row(near.number)).toContainText(/in 1\d minutes/);
    await expect(row(near.number)).not.toContainText('Late');
    await expectWellMade(page);
    if (isMobile) await page.getByRole('button', { name: /^Filters/ }).click();
    await page.getByLabel('Mark').selectOption('late');
    await expect(row(near.number)).toHaveCount(0);
    await expect(row(late.number)).toHaveCount(1);
  });

  await test.step('resolved late, a part of the price goes back at once', async () => {
    await page.goto(`/desk/requests/${late.requestId}`);
    await expect(promiseOf(page, 'First answer')).toContainText(/9 hr \d+ min late/);
    await expect(promiseOf(page, 'Resolution')).toContainText(/1 hr \d+ min late/);
    await expect(promises(page)).toContainText('20% of the price goes back to the customer.');
    await expectWellMade(page);
    await page.getByRole('button', { name: 'Start work' }).click();
    await page.getByRole('button', { name: 'Resolve', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: `Resolve ${late.number}` });
    await dialog.getByRole('textbox', { name: 'Resolution for the customer' }).fill('A cache was stale.');
    await dialog.getByRole('button', { name: 'Resolve and charge 25 credits' }).click();
    await expect(page.getByText('Later than promised: 5 credits came back').first()).toBeVisible(soon);
  });

  await test.step('the customer reads how late it was, and has the credits', async () => {
    await become(page, owner);
    await page.goto(`/support/requests/${late.requestId}`);
    await expect(promiseOf(page, 'Resolution')).toContainText(/Missed by 1 hr \d+ min/);
    await expect(promises(page)).toContainText('5 credits came back because it was late.');
    await expectWellMade(page);
    await mailTo(owner.email, new RegExp(late.number), /5 credits are back in your wallet/);
    await page.goto('/overview');
    // 100, less 25 held for the other and 25 charged for this one, and 5 back.
    await expect(page.getByTestId('available')).toHaveText('55 credits');
  });
});

type Filed = { requestId: string; number: string };

/** One late and one due soon, of which the expert is told: the worker's own watch may be faster, and tell the whole desk. */
async function assignedBeforeTold(expert: Person) {
  for (let left = 3; left > 0; left--) {
    const owner = await newCustomer({ name: `Nora ${crypto.randomUUID().slice(0, 8)}` });
    const [late, near] = await filedAgo(owner, [665, 100]);
    for (const { requestId } of [late, near]) await assignedAs(expert, requestId);
    const { organisationId } = owner;
    const told = await db.slaClock.count({ where: { organisationId, breachedAt: { not: null } } });
    if (told === 0) return { owner, late, near };
  }
  throw new Error('The worker watched three times between filing and assigning.');
}

/** Requests of one customer as they stand so many minutes after they were filed, with credits that were there by then. */
async function filedAgo(owner: Customer, [first, second]: [number, number]): Promise<[Filed, Filed]> {
  const as = (minutes: number) => ({ ...ownerContext(owner), now: minutesAgo(minutes) });
  const { organisationId } = owner;
  const given = { amountMicro: credits(80), source: 'promotion' as const };
  await transaction((tx) => grantCredits(tx, as(first + 1), organisationId, given));
  return [await fileRequest(as(first), filing()), await fileRequest(as(second), filing())];
}
