import { db } from '@/lib/core/db';
import { expectWellMade } from './fixtures/axe';
import { newCustomer, newStaff, signIn } from './fixtures/people';
import { png } from '@/lib/testing/png';
import { card, payWith } from './fixtures/sandbox';
import { sandboxUrl } from './fixtures/stack';
import { expect, test } from './fixtures/test';

test('a customer disputes a payment; finance gathers evidence, sends it and wins', async ({
  browser,
  page,
  context,
  watch,
}) => {
  const owner = await newCustomer({ name: `Petra Lund ${Date.now().toString(36)}` });
  const { organisationId } = owner;
  await signIn(context, owner);
  await page.goto('/credits');
  await page.getByRole('button', { name: 'Buy 250 credits for $20.00' }).click();
  await payWith(page, card.pays);
  const paid = { where: { organisationId, status: 'succeeded' as const } };
  await expect.poll(() => db.payment.count(paid)).toBe(1);
  const { providerPaymentId: paymentIntent } = await db.payment.findFirstOrThrow(paid);
  const answer = await fetch(`${sandboxUrl()}/sandbox/disputes`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
    body: JSON.stringify({ paymentIntent }),
  });
  expect(answer.status).toBe(200);
  await expect.poll(() => db.dispute.count({ where: { organisationId } })).toBe(1);

  const desk = await browser.newContext();
  await signIn(desk, await newStaff(['finance'], 'Ines Duarte'));
  const finance = await desk.newPage();

  await test.step('it is in the list of those that need an answer, with its credits frozen', async () => {
    await finance.goto('/finance/payments');
    await finance.getByRole('link', { name: 'Disputes' }).click();
    await finance.getByRole('link', { name: 'Answer needed' }).click();
    await finance.waitForURL(/status=needs_response/);
    await expectWellMade(finance);
    await finance.getByRole('link', { name: `${owner.name} Ltd` }).click();
    await finance.waitForURL(/\/finance\/disputes\/dsp_/);
    await expect(finance.getByText('250 credits were frozen')).toBeVisible();
  });

  const words = finance.getByRole('form', { name: 'Say it in words' });
  const document = finance.getByRole('form', { name: 'Add a document' });

  await test.step('a page of HTML that calls itself a PDF is refused beside the field', async () => {
    watch.expect(/422 .*evidence/);
    const buffer = Buffer.from('<html><script>alert(1)</script></html>');
    const file = { name: 'chat.pdf', mimeType: 'application/pdf', buffer };
    await document.getByLabel('Document', { exact: true }).setInputFiles(file);
    await document.getByRole('button', { name: 'Add document' }).click();
    await expect(
      document.getByText('What is in this file does not fit its name.', { exact: false }),
    ).toBeVisible();
  });

  await test.step('words and a document make the list; it is sent once', async () => {
    const file = { name: 'chat.png', mimeType: 'image/png', buffer: png() };
    await document.getByLabel('What it is').selectOption({ label: 'What the customer wrote' });
    await document.getByLabel('Document', { exact: true }).setInputFiles(file);
    await document.getByRole('button', { name: 'Add document' }).click();
    await expect(finance.getByRole('link', { name: 'chat.png' })).toBeVisible();
    await words.getByLabel('What it is').selectOption({ label: 'Something else' });
    await words.getByLabel('In your words').fill('winning_evidence');
    await words.getByRole('button', { name: 'Add evidence' }).click();
    await expect(finance.getByText('winning_evidence')).toBeVisible();
    await expectWellMade(finance);
    await finance.getByRole('button', { name: 'Send to the bank' }).click();
    await finance.getByRole('alertdialog').getByRole('button', { name: 'Send to the bank' }).click();
    await expect(document).toHaveCount(0);
  });

  await test.step('the bank decides, and the credits are free again', async () => {
    await expect(async () => {
      await finance.reload();
      await expect(finance.getByText('Won: the credits are free again')).toBeVisible({ timeout: 1_000 });
    }).toPass({ timeout: 30_000 });
    await expectWellMade(finance);
    const wallet = await db.wallet.findUniqueOrThrow({ where: { organisationId } });
    expect(wallet.heldMicro).toBe(0n);
  });
  await desk.close();
});
