import type { Page } from '@playwright/test';
import { db } from '@/lib/core/db';
import { startCheckout } from '@/lib/domain/payments/start-checkout';
import { memberOf } from '@/lib/testing/factories';
import { expectWellMade } from './fixtures/axe';
import { csvOf } from './fixtures/csv';
import { type Customer, newCustomer, newStaff, signIn } from './fixtures/people';
import { expect, test } from './fixtures/test';

const dayOf = (at: Date) => at.toISOString().slice(0, 10);
const today = dayOf(new Date());

/** A pack that a customer wants to pay by transfer. */
async function awaitedTransfer({ organisationId }: Customer) {
  const ctx = await memberOf(organisationId, 'owner', new Date());
  const pack = { packCode: 'pack-250', totalMinor: '2000', provider: 'bank_transfer' as const };
  const { paymentId } = await startCheckout(ctx, pack);
  return db.payment.findFirstOrThrow({ where: { id: paymentId } });
}

const rowOf = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });

/** Imports a CSV of the bank by the dialog. */
async function importLines(page: Page, account: string, lines: string[]) {
  await page.goto('/finance/reconciliation');
  await page.getByRole('button', { name: 'Import a statement' }).click();
  const dialog = page.getByRole('dialog');
  const buffer = Buffer.from(`Booked;Amount;Text\n${lines.join('\n')}\n`);
  await dialog.getByLabel('File').setInputFiles({ name: `${account}.csv`, mimeType: 'text/csv', buffer });
  await expect(dialog.getByLabel('It is a CSV')).toBeChecked();
  await dialog.getByLabel('Account').fill(account);
  await dialog.getByLabel('Currency', { exact: true }).selectOption('USD');
  await dialog.getByLabel('Column of the day').fill('Booked');
  await dialog.getByLabel('Order of the day').selectOption('DMY');
  await dialog.getByLabel('Decimal sign').selectOption(',');
  await dialog.getByLabel('Column of the amount').fill('Amount');
  await dialog.getByLabel('Column of the text').fill('Text');
  for (const name of [
    'Column of money in',
    'Column of money out',
    'Column of the name',
    "Column of the bank's id",
  ])
    await dialog.getByLabel(name).fill('');
  await expectWellMade(page);
  await dialog.getByRole('button', { name: 'Import the file' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(rowOf(page, account)).toBeVisible({ timeout: 20_000 });
}

async function compareBank(page: Page, day: string) {
  await page.goto('/finance/reconciliation');
  await page.getByLabel('With').selectOption('bank_transfer');
  await page.getByLabel('From').fill(day);
  await page.getByLabel('To', { exact: true }).fill(day);
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.waitForURL(/\/finance\/reconciliation\/rec_/);
  await untilReady(page);
}

/** The worker makes it, and the page shows it by itself. */
const untilReady = (page: Page) =>
  expect(page.getByText('Ready', { exact: true })).toBeVisible({ timeout: 30_000 });

/** A row has its acts twice: a phone shows them beneath the name. */
const act = (page: Page, text: string, name: string) =>
  rowOf(page, text).getByRole('button', { name }).filter({ visible: true });

async function record(page: Page, text: string, reference: string) {
  await act(page, text, 'Record it').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reference of the transfer').fill(reference);
  await expectWellMade(page);
  await dialog.getByRole('button', { name: 'Record it' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(
    rowOf(page, text).getByText('Recorded', { exact: true }).filter({ visible: true }),
  ).toBeVisible();
}

const balanceOf = async (organisationId: string) =>
  (await db.wallet.findUniqueOrThrow({ where: { organisationId } })).balanceMicro;

const german = (day: string) => day.split('-').toReversed().join('.');

/** The first month that is open and over; another test may lock it meanwhile. */
async function lockFirstOpenMonth(page: Page): Promise<string> {
  let month = '';
  await expect(async () => {
    await page.goto('/finance/periods');
    const open = page
      .getByRole('row')
      .filter({ has: page.getByText('Open', { exact: true }) })
      .last();
    const link = open.getByRole('link');
    const name = await link.innerText();
    month = ((await link.getAttribute('href')) ?? '').slice(-7);
    await link.click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await page.getByRole('button', { name: `Lock ${name}` }).click();
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: `Lock ${name}` })
      .click();
    await expect(page.getByText('Locked', { exact: true }).first()).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
  return month;
}

test('finance closes a month: reconciles the bank, acts on what differs, locks, and exports', async ({
  browser,
}, { project, retry }) => {
  test.slow();
  const mark = `${project.name}${retry}${Date.now() % 1_000_000}`;
  const owner = await newCustomer({ name: 'Lea Brandt' });
  const first = await awaitedTransfer(owner);
  const desk = await browser.newContext();
  await signIn(desk, await newStaff(['finance'], 'Ines Duarte'));
  const page = await desk.newPage();
  const before = await balanceOf(owner.organisationId);

  await test.step('a statement is imported, and the bank is compared with the books', async () => {
    await importLines(page, `A${mark}`, [
      `${german(today)};20,00;Credits ${first.reference.toLowerCase()}`,
      `${german(today)};-3,33;Fee ${mark}`,
    ]);
    await compareBank(page, today);
    await expect(page.getByRole('link', { name: /^Missing here/ })).toHaveAttribute('aria-current', 'page');
    await expectWellMade(page);
  });

  await test.step('what is missing here is recorded, and the customer has the credits', async () => {
    await record(page, first.reference.toLowerCase(), first.reference);
    expect((await balanceOf(owner.organisationId)) - before).toBe(250_000_000n);
  });

  await test.step('what is no payment is explained with a note', async () => {
    await act(page, `Fee ${mark}`, 'Decide').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Note').fill('What the bank takes each month.');
    await dialog.getByRole('button', { name: 'Save the decision' }).click();
    await expect(dialog).toHaveCount(0);
    await expect(rowOf(page, `Fee ${mark}`).getByText('Explained').filter({ visible: true })).toBeVisible();
  });

  await test.step('compared again, the transfer matches; the first comparison stays as it was', async () => {
    const kept = page.url();
    await page.getByRole('button', { name: 'Compare again' }).click();
    await page.waitForURL((url) => url.href !== kept && url.pathname.includes('/rec_'));
    await untilReady(page);
    await page.getByRole('link', { name: /^Matched/ }).click();
    await expect(rowOf(page, first.reference.toLowerCase())).toBeVisible();
    await page.goto(kept);
    await expect(
      rowOf(page, first.reference.toLowerCase())
        .getByText('Recorded', { exact: true })
        .filter({ visible: true }),
    ).toBeVisible();
  });

  const month = await test.step('the first open month is locked after its checks', async () => {
    const locked = await lockFirstOpenMonth(page);
    await expectWellMade(page);
    return locked;
  });

  const second = await awaitedTransfer(owner);
  const late = `${month}-15`;
  await test.step('money that came in the locked month counts for the open one, and says so', async () => {
    await importLines(page, `B${mark}`, [`${german(late)};20,00;Late ${mark}`]);
    await compareBank(page, late);
    await record(page, `Late ${mark}`, second.reference);
    const entry = await db.journalEntry.findFirstOrThrow({
      where: { organisationId: owner.organisationId, lateFor: { not: null } },
    });
    expect(dayOf(entry.postedAt)).toBe(today);
    await page.goto(`/finance/books/journal?about=${owner.organisationId}&late=1`);
    await expect(page.getByText(/^Late for /).first()).toBeVisible();
    await expectWellMade(page);
    await page.goto(`/finance/periods/${today.slice(0, 7)}`);
    await expect(page.getByRole('link', { name: 'Late entries' })).toBeVisible();
  });

  await test.step('the accountant gets each posting, and a ledger that balances', async () => {
    await page.goto(`/finance/books/journal?about=${owner.organisationId}`);
    const csv = await page.getByRole('link', { name: 'Export CSV' }).getAttribute('href');
    const [head = [], ...rows] = csvOf(await (await page.request.get(csv ?? '')).text());
    const sum = (name: string) => rows.reduce((all, row) => all + Number(row[head.indexOf(name)] || 0), 0);
    expect(rows.length).toBeGreaterThan(3);
    expect(sum('debit')).toBeCloseTo(sum('credit'), 2);
    expect(rows.map((row) => row[head.indexOf('late for')]).join()).toContain(late);
    const ledger = await (
      await page.request.get(`/finance/books/ledger.journal?from=${today}&to=${today}`)
    ).text();
    expect(ledger).toContain('account assets:cash:bank_transfer');
    expect(ledger).toContain(`late:${late}`);
  });
  await desk.close();
});
