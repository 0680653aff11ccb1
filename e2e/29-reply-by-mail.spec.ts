import type { Page } from '@playwright/test';
import { db } from '@/lib/core/db';
import { newMessageId } from '@/lib/domain/support/schema';
import { replyAsStaff } from '@/lib/domain/support/reply-as-staff';
import { filing } from '@/lib/testing/requests';
import { expectWellMade } from './fixtures/axe';
import { newCustomer, newStaff, signIn } from './fixtures/people';
import { assignedAs, fileAs, staffContext } from './fixtures/requests';
import { answerMail, mailTo, writeMail } from './fixtures/sandbox';
import { expect, test } from './fixtures/test';

const QUESTION = 'Which browser do you use?';

/** A request in work whose expert has asked something, and the mail that asks it. */
async function asked() {
  const owner = await newCustomer({ grant: 80 });
  const expert = await newStaff(['expert'], 'Erik Sund');
  const { requestId, number } = await fileAs(owner, filing());
  await assignedAs(expert, requestId);
  const words = { requestId, messageId: newMessageId(), body: QUESTION, then: 'wait' as const };
  await replyAsStaff(staffContext(expert, ['expert']), words);
  return { owner, expert, requestId, number, mail: await mailTo(owner.email, /REQ-/, /Which browser/) };
}

const post = (page: Page, words: string) => page.getByRole('article').filter({ hasText: words });

test('answers by mail stand in the thread: from Gmail in English, from Outlook in Arabic', async ({
  page,
  context,
}) => {
  const { owner, expert, requestId, mail } = await asked();
  await signIn(context, owner);
  await page.goto(`/support/requests/${requestId}`);
  await expect(page.getByText(QUESTION)).toBeVisible();

  await test.step('the customer answers, and sees it come without a reload', async () => {
    await answerMail(mail, { text: 'Firefox, since *Monday*.', program: 'gmail', language: 'en' });
    const own = post(page, 'Firefox, since *Monday*.');
    await expect(own).toBeVisible({ timeout: 30_000 });
    await expect(own).toContainText('by e-mail');
    const quoted = own.getByText('Write your answer above this line');
    await expect(quoted).toBeHidden();
    await own.getByRole('button', { name: 'Show quoted text' }).click();
    await expect(quoted).toBeVisible();
    await expectWellMade(page);
  });

  await test.step('the expert answers in Arabic, under their own name', async () => {
    const told = await mailTo(expert.email, /REQ-/, /Firefox/);
    await answerMail(told, { text: 'شكرا، سنصلحه اليوم.', program: 'outlook', language: 'ar' });
    const answer = post(page, 'شكرا، سنصلحه اليوم.');
    await expect(answer).toContainText('Erik Sund', { timeout: 30_000 });
    await expect(answer.getByText('الموضوع:')).toBeHidden();
  });

  await test.step('an automatic answer stands nowhere', async () => {
    await answerMail(mail, { text: 'I am away until Monday.', kind: 'automatic' });
    const parked = () => db.inboundMail.count({ where: { fromAddress: owner.email, status: 'parked' } });
    await expect.poll(parked, { timeout: 30_000 }).toBe(1);
    await expect(post(page, 'I am away')).toHaveCount(0);
  });
});

test('a mail that nobody vouches for waits at the desk until somebody releases it', async ({
  page,
  context,
}) => {
  const { owner, number, mail } = await asked();
  await answerMail(mail, { text: 'It is Safari.', program: 'apple', kind: 'forged' });
  const agent = await newStaff(['agent'], 'Ada Desk');
  await signIn(context, agent);
  const waits = () => db.inboundMail.count({ where: { fromAddress: owner.email, status: 'quarantined' } });
  await expect.poll(waits, { timeout: 30_000 }).toBe(1);
  await page.goto('/desk/mail');
  await expectWellMade(page);
  await page.getByRole('row').filter({ hasText: owner.email }).getByRole('link').click();
  await page.waitForURL(/\/desk\/mail\/eml_/);

  await test.step('what is known of it', async () => {
    await expect(page.getByText('No mail server vouches for the sender', { exact: false })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Facts' })).toContainText('dmarc=fail');
    await expect(page.getByRole('region', { name: 'What it says' })).toContainText('It is Safari.');
    await expectWellMade(page);
  });

  await test.step('an unknown number is refused, the right one takes it', async () => {
    const field = page.getByLabel('Number of the request');
    await expect(field).toHaveValue(number);
    await field.fill('REQ-2001-000001');
    await page.getByRole('button', { name: 'Add to the request' }).click();
    await expect(page.getByText('There is no request with this number.')).toBeVisible();
    await field.fill(number);
    await page.getByRole('button', { name: 'Add to the request' }).click();
    await expect(post(page, 'It is Safari.')).toContainText('by e-mail', { timeout: 20_000 });
  });
});

test('a mail to the support address becomes a request', async ({ page, context }) => {
  const owner = await newCustomer({ grant: 80 });
  await writeMail({
    ...{ from: `${owner.name} <${owner.email}>`, subject: 'The export stops at 40 %' },
    text: 'Hello,\n\nsince this morning every export stops at 40 %.\n\nNora',
  });
  await mailTo(owner.email, /The export stops at 40 %/);
  await signIn(context, owner);
  await page.goto('/support');
  await page.getByRole('link', { name: 'The export stops at 40 %' }).first().click();
  const opening = post(page, 'every export stops at 40 %');
  await expect(opening).toContainText('by e-mail');
  await expectWellMade(page);
});
