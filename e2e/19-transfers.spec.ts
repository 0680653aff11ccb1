import { pdfOf } from '@/lib/testing/pdf';
import { expectWellMade } from './fixtures/axe';
import { newColleague, newCustomer, newStaff, signIn } from './fixtures/people';
import { png } from '@/lib/testing/png';
import { expect, test } from './fixtures/test';

test('a pack is paid by transfer in two parts, each with a proof that finance reviews', async ({
  browser,
  page,
  context,
  watch,
}) => {
  const owner = await newCustomer({ name: 'Tamar Ode' });
  await signIn(context, owner);
  const desk = await browser.newContext();
  await signIn(desk, await newStaff(['finance'], 'Ines Duarte'));
  const finance = await desk.newPage();
  const file = page.locator('input[type=file]');
  let payUrl = '';

  await test.step('the page of the payment says everything that the bank asks for', async () => {
    await page.goto('/credits');
    await page.getByLabel('Bank transfer').check();
    await page.getByRole('button', { name: 'Buy 250 credits for $20.00' }).click();
    await page.waitForURL(/\/billing\/payments\/pay_/);
    payUrl = page.url();
    await expect(page.getByText('Waiting for your transfer')).toBeVisible();
    await expect(page.getByText(/^MD-[2-9A-Z]{6}$/).first()).toBeVisible();
    await expect(page.getByText('IBAN')).toBeVisible();
    await expectWellMade(page);
  });

  await test.step('a page of HTML that calls itself a PDF is refused beside the field', async () => {
    watch.expect(/422 .*proofs/);
    const buffer = Buffer.from('<html><script>alert(1)</script></html>');
    await file.setInputFiles({ name: 'proof.pdf', mimeType: 'application/pdf', buffer });
    await page.getByRole('button', { name: 'Send the proof' }).click();
    await expect(
      page.getByText('What is in this file does not fit its name.', { exact: false }),
    ).toBeVisible();
    await expectWellMade(page);
    await page.getByRole('button', { name: 'Remove proof.pdf' }).click();
  });

  await test.step('a PDF with a password or too many pages is refused: it was opened', async () => {
    for (const [pages, password, words] of [
      [1, 'secret', 'password'],
      [21, undefined, 'This PDF has 21 pages'],
    ] as const) {
      watch.expect(/422 .*proofs/);
      const buffer = Buffer.from(await pdfOf(pages, password));
      await file.setInputFiles({ name: 'statement.pdf', mimeType: 'application/pdf', buffer });
      await page.getByRole('button', { name: 'Send the proof' }).click();
      await expect(page.getByText(words, { exact: false }).first()).toBeVisible();
      await page.getByRole('button', { name: 'Remove statement.pdf' }).click();
    }
  });

  const send = async (name: string) => {
    await file.setInputFiles({ name, mimeType: 'image/png', buffer: png() });
    await page.getByRole('button', { name: 'Send the proof' }).click();
    await expect(page.getByRole('heading', { name: 'We are looking at your proof' })).toBeVisible();
  };
  const review = async () => {
    await finance.goto('/finance/proofs');
    await finance.getByRole('link', { name: 'Tamar Ode Ltd' }).first().click();
    await finance.waitForURL(/\/finance\/proofs\/prf_/);
    await expect(finance.getByRole('img', { name: /^Picture: / })).toBeVisible();
  };

  await test.step('finance asks for another one, and the customer reads why', async () => {
    await send('first.png');
    await review();
    await expectWellMade(finance);
    await finance.getByRole('tab', { name: 'Ask again' }).click();
    await finance.getByLabel('What is missing?').fill('The amount cannot be read.');
    await finance.getByRole('button', { name: 'Ask for another document' }).click();
    await finance.waitForURL(/\/finance\/proofs$/);
    await page.goto(payUrl);
    await expect(page.getByText('The amount cannot be read.')).toBeVisible();
    await expectWellMade(page);
  });

  await test.step('a part is accepted, and the rest stays due', async () => {
    await send('second.png');
    await review();
    await finance.getByLabel('Received in USD').fill('15.00');
    await expect(finance.getByText('$5.00 stay due.', { exact: false })).toBeVisible();
    await finance.getByRole('button', { name: 'Accept, $15.00 received' }).click();
    await finance.waitForURL(/\/finance\/proofs$/);
    await page.goto(payUrl);
    await expect(page.getByText('A part has arrived')).toBeVisible();
    await expect(page.getByText('$5.00').first()).toBeVisible();
  });

  await test.step('the rest arrives, the credits are there, and what is too much is on account', async () => {
    await send('third.png');
    await review();
    await finance.getByLabel('Received in USD').fill('6.00');
    await expect(finance.getByText('$1.00 go on the customer’s account', { exact: false })).toBeVisible();
    await finance.getByRole('button', { name: 'Accept, $6.00 received' }).click();
    await finance.waitForURL(/\/finance\/proofs$/);
    await page.goto(payUrl);
    await expect(page.getByRole('heading', { name: 'Paid' })).toBeVisible();
    await expectWellMade(page);
    await page.goto('/credits');
    await expect(page.getByText('250 of 250 left')).toBeVisible();
  });

  await test.step('a member finds neither the page nor the proof', async () => {
    await signIn(context, await newColleague(owner.organisationId, 'member', 'Max Lind'));
    expect((await page.request.get(payUrl)).status()).toBe(404);
  });
  await desk.close();
});
