import type { Page } from '@playwright/test';
import { credits } from '@/lib/core/credits';
import { transaction } from '@/lib/core/db';
import { spendCredits } from '@/lib/domain/wallet/steps';
import { filing } from '@/lib/testing/requests';
import { expectWellMade } from './fixtures/axe';
import { type Customer, newColleague, newCustomer, newStaff, signIn } from './fixtures/people';
import { assignedAs, fileAs, ownerContext } from './fixtures/requests';
import { card, checkoutOn, mailTo, mailsTo, payWith } from './fixtures/sandbox';
import { inShop } from './fixtures/shop-lock';
import { expect, test } from './fixtures/test';
import { become, windowOf } from './fixtures/windows';
import { toReview } from './fixtures/wizard';

const soon = { timeout: 15_000 };
const SUBJECT = 'Orders are lost at night';
const TOO_DEAR = 'That is more than we can spend this month.';

const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const available = (page: Page) => page.locator('main').getByText('Available', { exact: true }).locator('..');

/** Larger work, which costs nothing until its price is agreed upon, in the hands of an expert. */
async function quotedWork() {
  const owner = await newCustomer({ grant: 80 });
  const expert = await newStaff(['expert'], `Erik ${crypto.randomUUID().slice(0, 8)}`);
  const { requestId, number } = await fileAs(owner, filing({ category: 'project', price: '0' }));
  await assignedAs(expert, requestId);
  return {
    owner,
    expert,
    number,
    portal: `/support/requests/${requestId}`,
    desk: `/desk/requests/${requestId}`,
  };
}

async function propose(page: Page, amount: string, words: string): Promise<void> {
  await page.getByRole('button', { name: 'Propose a price' }).click();
  const dialog = page.getByRole('dialog', { name: /^Propose a price for REQ-/ });
  await dialog.getByLabel('Credits', { exact: true }).fill(amount);
  await dialog.getByRole('textbox', { name: 'What it is for' }).fill(words);
  await dialog.getByRole('button', { name: 'Propose the price' }).click();
}

test('a price is declined, another one accepted, and only that is held', async ({
  page,
  context,
  browser,
}) => {
  const { owner, expert, number, portal, desk } = await quotedWork();
  const customer = await windowOf(browser, owner, context);

  await test.step('before a price there is no work, and both sides read why', async () => {
    await customer.goto(portal);
    await expect(section(customer, 'Quote')).toContainText('Nothing is charged before you accept a price.');
    await signIn(context, expert);
    await page.goto(desk);
    await expect(page.getByText('Work begins once the customer has accepted a price.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Start work' })).toHaveCount(0);
  });

  await test.step('the expert proposes one; what cannot be read is told beside its field', async () => {
    await propose(page, 'a hundred', 'Move all **orders** to the new queue.');
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByText('Enter credits as a number with at most six decimals.')).toBeVisible();
    await expect(dialog.getByRole('textbox', { name: 'What it is for' })).toHaveValue(/new queue\.$/);
    await expectWellMade(page);
    await dialog.getByLabel('Credits', { exact: true }).fill('400');
    await dialog.getByRole('button', { name: 'Propose the price' }).click();
    await expect(section(page, 'Quote')).toContainText('Waits for the customer', soon);
    await expect(page.getByRole('button', { name: 'Propose a price' })).toHaveCount(0);
    const mail = await mailTo(owner.email, new RegExp(number), /400 credits/);
    expect(mail.links[0]).toContain(portal);
  });

  await test.step('it costs more than the wallet has: that is said, with the way out', async () => {
    const quote = section(customer, 'Quote');
    await expect(quote).toContainText(`${expert.name} proposes 400 credits for this work`, soon);
    await expect(quote.locator('strong')).toHaveText('orders');
    await quote.getByRole('button', { name: 'Accept for 400 credits' }).click();
    await expect(quote.getByRole('link', { name: 'Buy credits' })).toBeVisible(soon);
    await expectWellMade(customer);
  });

  await test.step('the customer declines with a word, which the expert reads', async () => {
    await section(customer, 'Quote').getByRole('button', { name: 'Decline' }).click();
    const dialog = customer.getByRole('dialog', { name: 'Decline this quote?' });
    await dialog.getByLabel('Why, if you like').fill(TOO_DEAR);
    await expectWellMade(customer);
    await dialog.getByRole('button', { name: 'Decline' }).click();
    await expect(customer.getByText(`${owner.name} declined the quote: «${TOO_DEAR}»`)).toBeVisible(soon);
    await expect(section(page, 'Quote')).toContainText(`«${TOO_DEAR}»`, soon);
    await expect(section(page, 'Quote')).toContainText('Declined');
  });

  await test.step('a smaller price is accepted, and work may begin', async () => {
    await propose(page, '62.5', 'Only the orders of this month.');
    await section(customer, 'Quote').getByRole('button', { name: 'Accept for 62.5 credits' }).click(soon);
    await expect(customer.getByText('You accepted the quote: 62.5 credits are held.').first()).toBeVisible(
      soon,
    );
    const price = section(customer, 'Price');
    await expect(price).toContainText('Accepted quote');
    await expect(price).toContainText('62.5 credits are held.');
    await expectWellMade(customer);
    await expect(section(page, 'Quote')).toContainText('Accepted', soon);
    await expectWellMade(page);
    await page.getByRole('button', { name: 'Start work' }).click();
    await expect(page.getByText(`${expert.name} started work`).first()).toBeVisible(soon);
  });

  await test.step('the wallet holds the accepted price, and nothing of the other', async () => {
    await customer.goto('/credits?tab=holds');
    await expect(available(customer)).toContainText('37.5');
    const held = customer.getByRole('row').filter({ hasText: number });
    await expect(held).toHaveCount(1);
    await expect(held).toContainText('62.5');
  });
  await customer.context().close();
});

/** Everybody is told once that no credits are left, over whatever page they open. */
async function putAway(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'No credits are left' });
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toHaveCount(0);
}

async function emptyWallet(owner: Customer): Promise<void> {
  await transaction((tx) =>
    spendCredits(tx, ownerContext(owner), owner.organisationId, { amountMicro: credits(20) }),
  );
}

test('an empty wallet pays by card, and the request begins when it is paid', async ({ page, context }) => {
  const owner = await newCustomer({ name: `Nora ${crypto.randomUUID().slice(0, 8)}` });
  await emptyWallet(owner);
  const agent = await newStaff(['agent'], 'Ada Desk');
  const queue = `/desk?view=unassigned&organisation=${encodeURIComponent(owner.name)}`;
  const onDesk = page.getByText(SUBJECT).locator('visible=true');
  let portal = '';
  await signIn(context, owner);

  await inShop(async () => {
    await test.step('an empty wallet is said at once, and keeps nobody from asking', async () => {
      await page.goto('/support/new');
      await putAway(page);
    });

    await test.step('the last step offers the card, with what is missing and what it costs', async () => {
      await toReview(page, SUBJECT, /High/);
      await expect(page.getByRole('radio', { name: /With credits/ })).toBeDisabled();
      await expect(page.getByText('30 credits are missing in your wallet.')).toBeVisible();
      await expect(page.getByRole('radio', { name: /By card/ })).toBeChecked();
      await expectWellMade(page);
      await page.getByRole('button', { name: 'File and pay $3.60' }).click();
      await checkoutOn(page);
      await expect(page.getByText(/Something is broken \(REQ-\d{4}-\d{6}\)/)).toBeVisible();
    });

    await test.step('left without paying: nothing is charged, and the way back is there', async () => {
      await page.getByRole('link', { name: 'Back to shop' }).click();
      await expect(page.getByRole('heading', { name: 'Checkout left without paying' })).toBeVisible();
      await expect(page.getByText('Nothing was charged.', { exact: false })).toBeVisible();
      await expectWellMade(page);
      await page.getByRole('link', { name: 'Back to your request' }).click();
      await page.waitForURL(/\/support\/requests\/req_/);
      portal = new URL(page.url()).pathname;
      const pay = section(page, 'This request waits to be paid');
      await expect(pay).toContainText(
        'Nothing is lost: work begins as soon as its price of 30 credits is held.',
      );
      await expect(pay).toContainText('0 credits are available, 30 credits are missing.');
      await expect(page.getByText('Waiting for payment').first()).toBeVisible();
      await expectWellMade(page);
      await mailTo(owner.email, /REQ-/, /Work on it begins when it is paid/);
    });

    await test.step('the desk has nothing to do yet', async () => {
      await become(page, agent);
      await page.goto(queue);
      await expect(page.getByText('Nothing here.', { exact: false })).toBeVisible();
      await expect(onDesk).toHaveCount(0);
    });

    await test.step('a colleague who may not buy is told whom to ask', async () => {
      await become(page, await newColleague(owner.organisationId, 'member', 'Milo Brandt'));
      await page.goto(portal);
      await putAway(page);
      const pay = section(page, 'This request waits to be paid');
      await expect(pay).toContainText('Ask an owner or a billing person of your organisation to pay for it.');
      await expect(pay.getByRole('link')).toHaveCount(0);
      await expect(page.getByRole('button', { name: /by card$/ })).toHaveCount(0);
    });

    await test.step('paid from the request: it begins, with its credits held', async () => {
      await become(page, owner);
      await page.goto(portal);
      await page.getByRole('button', { name: 'Pay $3.60 by card' }).click();
      await payWith(page, card.pays);
      await page.waitForURL(/\/credits\/purchases\/pur_/);
      await expect(page.getByRole('link', { name: 'Go on with your request' })).toBeVisible(soon);
      await expectWellMade(page);
      await page.getByRole('link', { name: 'Go on with your request' }).click();
      await expect(page.getByText('Paid by card: 30 credits held')).toBeVisible(soon);
      await expect(section(page, 'This request waits to be paid')).toHaveCount(0);
      await expect(section(page, 'Price')).toContainText('30 credits are held.');
      await expectWellMade(page);
    });
  });

  await test.step('the books and the desk know it', async () => {
    await mailTo(owner.email, /receipt|30 credits/i, /\$3\.60/);
    expect((await mailsTo(owner.email)).filter(({ text }) => text.includes('waits for payment')).length).toBe(
      1,
    );
    await page.goto('/billing');
    await expect(page.getByRole('row').filter({ hasText: '$3.60' }).first()).toContainText('Paid');
    await page.goto('/credits?tab=holds');
    await expect(available(page)).toContainText('0');
    await become(page, agent);
    await page.goto(queue);
    await expect(onDesk.first()).toBeVisible(soon);
  });
});
