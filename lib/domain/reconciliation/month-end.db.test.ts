import { beforeAll, expect, it } from 'vitest';
import { db, transaction } from '@/lib/core/db';
import { exportJournal, exportLedger } from '@/lib/domain/books/export-books';
import { listJournal } from '@/lib/domain/books/list-journal';
import { lockMonth } from '@/lib/domain/books/lock-month';
import { getMonth, listMonths } from '@/lib/domain/books/months';
import { postJournal } from '@/lib/domain/invoices/accounts';
import { startCheckout } from '@/lib/domain/payments/start-checkout';
import { ensureCatalogue, job, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { broken, paymentById, sums } from '@/lib/testing/payments';
import { present } from '@/lib/testing/present';
import { importStatement } from './import-statement';
import { recordTransfer } from './record-transfer';
import { runReconciliation } from './run-reconciliation';
import { startReconciliation } from './start-reconciliation';

const NOW = new Date();
const today = NOW.toISOString().slice(0, 10);
const lastMonth = new Date(Date.UTC(NOW.getUTCFullYear(), NOW.getUTCMonth() - 1, 1))
  .toISOString()
  .slice(0, 7);
const late = `${lastMonth}-15`;
const finance = () => staff(['finance'], new Date());

beforeAll(async () => {
  await ensureCatalogue();
  const account = { currency: 'USD', holder: 'Example Ltd', bank: 'Bank', iban: 'GB82WEST12345698765432' };
  const seller = {
    ...{ legalName: 'Example Ltd', line1: '1 Road', line2: '', city: 'London', postalCode: 'N1' },
    ...{ country: 'GB', taxId: '', email: 'billing@example.test', series: 'INV', creditSeries: 'CN' },
    accounts: [{ ...account, bic: 'NWBKGB2L' }],
  };
  const key = { key: 'seller' };
  await db.setting.upsert({ where: key, create: { ...key, value: seller }, update: { value: seller } });
});

/** Something happened in the month before this one. */
async function postLastMonth(organisationId: string) {
  const line = (account: string, amountMinor: bigint) => ({ account, amountMinor, currency: 'USD' });
  await transaction((tx) =>
    postJournal(tx, {
      ...{ organisationId, kind: 'correction', reference: organisationId, now: NOW },
      occurredAt: new Date(`${lastMonth}-02T12:00:00Z`),
      lines: [line('fees', 5n), line('cash:stripe', -5n)],
    }),
  );
}

const textOf = async (pieces: AsyncIterable<unknown>) => {
  let text = '';
  for await (const piece of pieces) text += String(piece);
  return text;
};

it('a line of a month that is locked is recorded into the open one, which says so up to the accountant', async () => {
  const ctx = await finance();
  const org = await newOrganisation();
  await postLastMonth(org);
  const pack = { packCode: 'pack-250', totalMinor: '2000', provider: 'bank_transfer' as const };
  const { paymentId } = await startCheckout(await memberOf(org, 'owner', NOW), pack);
  const { reference } = await paymentById(paymentId);
  for (const { month, state } of (await listMonths(ctx)).toReversed())
    if (state === 'open') await lockMonth(ctx, { month });
  const locked = await getMonth(ctx, lastMonth);
  expect(locked.state).toBe('locked');

  const bytes = new TextEncoder().encode(`Day,Amount,Text\n${late},20.00,${reference}\n`);
  const mapping = {
    ...{ account: 'US1', currency: 'USD', dateColumn: 'Day', dateOrder: 'YMD' as const, headLine: 1 },
    ...{ amountColumn: 'Amount', decimal: '.' as const, referenceColumn: 'Text' },
  };
  await importStatement(ctx, { fileName: 'bank.csv', bytes, mapping });
  const { runId } = await startReconciliation(ctx, { provider: 'bank_transfer', from: late, to: late });
  await runReconciliation(job(new Date()), { runId });
  const item = present(await db.reconciliationItem.findFirst({ where: { runId, kind: 'missing_here' } }));
  await recordTransfer(ctx, { runId, position: item.position, reference });

  expect(await sums(org)).toMatchObject({ 'cash:bank_transfer': 2_000n, deferred_revenue: -2_000n });
  expect(await getMonth(ctx, lastMonth)).toEqual(locked);
  const { rows } = await listJournal(ctx, { about: org, late: '1' });
  expect(rows.map(({ postedAt, lateFor }) => [postedAt.slice(0, 10), lateFor?.slice(0, 10)])).toEqual([
    [today, late],
  ]);
  expect((await getMonth(ctx, today.slice(0, 7))).late).toBeGreaterThanOrEqual(1);
  expect(await textOf(exportJournal(ctx, { about: org }))).toContain(`${late}T`);
  expect(await textOf(await exportLedger(ctx, { from: today, to: today }))).toContain(`late:${late}`);
  expect(await broken()).toEqual([]);
});
