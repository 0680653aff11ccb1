import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { db, transaction } from '@/lib/core/db';
import { postJournal } from '@/lib/domain/invoices/accounts';
import { newOrganisation, staff } from '@/lib/testing/factories';
import { present } from '@/lib/testing/present';
import { lockMonth, unlockMonth } from './lock-month';
import { getMonth, listMonths } from './months';

const NOW = new Date('2026-11-21T10:00:00.000Z');
const at = (date: string) => new Date(`${date}T12:00:00Z`);
const finance = () => staff(['finance'], NOW);

let organisationId: string;
beforeAll(async () => {
  organisationId = await newOrganisation();
  for (const date of ['2026-08-20', '2026-09-05', '2026-10-31']) await post(at(date), at(date));
});

function post(occurredAt: Date, now = NOW, account = 'cash:stripe', reference: string = randomUUID()) {
  const line = (name: string, amountMinor: bigint) => ({ account: name, amountMinor, currency: 'USD' });
  const lines = [line(account, 100n), line('revenue', -100n)];
  return transaction((tx) =>
    postJournal(tx, { organisationId, kind: 'correction', reference, now, occurredAt, lines }),
  ).then(() => db.journalEntry.findFirstOrThrow({ where: { reference } }));
}

beforeEach(async () => {
  await db.accountingPeriod.deleteMany();
});

describe('lockMonth', () => {
  it('closes months in their order, keeps what was checked, and tells the audit log', async () => {
    const ctx = await finance();
    await expect(lockMonth(ctx, { month: '2026-09' })).rejects.toMatchObject({
      reason: 'monthFails',
      values: { checks: 'earlier' },
    });
    await lockMonth(ctx, { month: '2026-08' });
    await lockMonth(ctx, { month: '2026-09' });
    const detail = await getMonth(ctx, '2026-09');
    expect(detail).toMatchObject({ state: 'locked', canUnlock: true, entries: 1 });
    expect(detail.checks.every(({ differences }) => differences.length === 0)).toBe(true);
    expect(detail.table.rows.find(({ id }) => id === 'USD cash:stripe')?.cells.slice(2)).toEqual([
      ...['100', '100', '0', '200'],
    ]);
    const { summary } = await db.accountingPeriod.findFirstOrThrow({
      where: { month: new Date('2026-09-01') },
    });
    expect(summary).toMatchObject({ ageing: { rows: detail.ageing.rows, ties: detail.ageing.ties } });
    expect((await listMonths(ctx)).map(({ month, state }) => `${month} ${state}`)).toEqual([
      ...['2026-11 running', '2026-10 open', '2026-09 locked', '2026-08 locked'],
    ]);
    const audit = await db.auditEvent.findMany({ where: { action: 'books.lock' } });
    expect(audit.map(({ recordId }) => recordId)).toEqual(expect.arrayContaining(['2026-08', '2026-09']));
  });

  it('refuses a month that runs, one that is locked, and callers without the right', async () => {
    const ctx = await finance();
    await lockMonth(ctx, { month: '2026-08' });
    await expect(lockMonth(ctx, { month: '2026-08' })).rejects.toMatchObject({ reason: 'monthLocked' });
    for (const month of ['2026-11', '2027-01'])
      await expect(lockMonth(ctx, { month })).rejects.toMatchObject({ reason: 'monthRunning' });
    await expect(lockMonth(ctx, { month: '2026-13' })).rejects.toMatchObject({ code: 'invalid' });
    await expect(lockMonth(await staff(['agent']), { month: '2026-08' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(getMonth(ctx, '2020-01')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('refuses while a number is missing or deferred revenue differs from the lots', async () => {
    const ctx = await finance();
    const draft = {
      ...{ organisationId, status: 'open' as const, currency: 'USD', seller: {}, buyer: {}, taxes: [] },
      ...{ netMinor: 0n, taxMinor: 0n, totalMinor: 0n, createdAt: NOW, issuedAt: NOW, year: 1998 },
    };
    const invoice = (serial: number) =>
      db.invoice.create({ data: { ...draft, id: `inv_${serial}`, serial, number: `G-${serial}` } });
    await invoice(1);
    await invoice(3);
    await expect(lockMonth(ctx, { month: '2026-08' })).rejects.toMatchObject({
      values: { checks: 'invoices' },
    });
    await invoice(2);
    await post(at('2026-08-20'), NOW, 'deferred_revenue');
    await expect(lockMonth(ctx, { month: '2026-08' })).rejects.toMatchObject({
      values: { checks: 'deferred' },
    });
    const { checks } = await getMonth(ctx, '2026-08');
    expect(checks.find(({ check }) => check === 'deferred')?.differences).toEqual([
      'USD: journal -100, lots 0',
    ]);
    const lines = ['revenue', 'deferred_revenue'].map((account, nth) => ({
      ...{ account, currency: 'USD', amountMinor: nth === 0 ? 100n : -100n },
    }));
    const occurredAt = at('2026-08-21');
    await transaction((tx) =>
      postJournal(tx, { organisationId, kind: 'correction', reference: 'back', now: NOW, occurredAt, lines }),
    );
    await lockMonth(ctx, { month: '2026-08' });
  });
});

describe('a late posting', () => {
  it('counts for the open month and says so; the locked one stays as it was', async () => {
    const ctx = await finance();
    await lockMonth(ctx, { month: '2026-08' });
    const before = await getMonth(ctx, '2026-08');
    const late = await post(at('2026-08-30'));
    expect(late).toMatchObject({ postedAt: NOW, lateFor: at('2026-08-30') });
    expect(await post(at('2026-09-30'))).toMatchObject({ postedAt: at('2026-09-30'), lateFor: null });
    expect((await getMonth(ctx, '2026-08')).entries).toBe(before.entries);
    expect((await getMonth(ctx, '2026-11')).late).toBeGreaterThanOrEqual(1);
  });

  it('waits for a lock that is on its way, and a lock waits for a posting', async () => {
    const ctx = await finance();
    // The posting came first: the month is closed with it.
    const reference = randomUUID();
    let posted = () => {};
    const isPosted = new Promise<void>((resolve) => (posted = resolve));
    let commit = () => {};
    const isCommitted = new Promise<void>((resolve) => (commit = resolve));
    const line = (account: string, amountMinor: bigint) => ({ account, amountMinor, currency: 'USD' });
    const posting = transaction(async (tx) => {
      await postJournal(tx, {
        ...{ organisationId, kind: 'correction', reference, now: NOW, occurredAt: at('2026-08-31') },
        lines: [line('fees', 7n), line('cash:stripe', -7n)],
      });
      posted();
      await isCommitted;
    });
    await isPosted;
    const locking = lockMonth(ctx, { month: '2026-08' });
    const raced = await Promise.race([
      locking.then(() => 'locked'),
      new Promise((go) => setTimeout(go, 400)),
    ]);
    expect(raced).toBeUndefined();
    commit();
    await posting;
    await locking;
    const { table } = await getMonth(ctx, '2026-08');
    expect(table.rows.find(({ id }) => id === 'USD fees')?.cells[3]).toBe('7');
    expect(await db.journalEntry.findFirst({ where: { reference } })).toMatchObject({ lateFor: null });
  });

  it('never slips into a month while it is closed', async () => {
    const ctx = await finance();
    const many = Array.from({ length: 30 }, () => post(at('2026-08-15')));
    const [, ...entries] = await Promise.all([lockMonth(ctx, { month: '2026-08' }), ...many]);
    const { table, entries: counted } = await getMonth(ctx, '2026-08');
    const inMonth = await db.journalEntry.count({
      where: { postedAt: { gte: new Date('2026-08-01'), lt: new Date('2026-09-01') } },
    });
    expect(counted).toBe(inMonth);
    const [row] = await db.$queryRaw<{ minor: bigint }[]>`
      SELECT sum(l."amountMinor")::bigint AS minor FROM "JournalEntry" e JOIN "JournalLine" l ON l."entryId" = e.id
      WHERE l.account = 'revenue' AND e."postedAt" >= '2026-08-01Z' AND e."postedAt" < '2026-09-01Z'`;
    const revenue = present(table.rows.find(({ id }) => id === 'USD revenue'));
    expect(BigInt(present(revenue.cells[3])) - BigInt(present(revenue.cells[4]))).toBe(present(row).minor);
    for (const entry of entries) {
      const isLate = entry.postedAt.getTime() === NOW.getTime();
      expect(entry.lateFor !== null).toBe(isLate);
    }
  });
});

describe('unlockMonth', () => {
  it('opens the last locked month alone, with its reason in the audit log', async () => {
    const ctx = await finance();
    await lockMonth(ctx, { month: '2026-08' });
    await lockMonth(ctx, { month: '2026-09' });
    const reason = 'An invoice was forgotten';
    await expect(unlockMonth(ctx, { month: '2026-08', reason })).rejects.toMatchObject({
      reason: 'laterMonthLocked',
    });
    await expect(unlockMonth(ctx, { month: '2026-10', reason })).rejects.toMatchObject({ code: 'not_found' });
    await expect(unlockMonth(await staff(['expert']), { month: '2026-09', reason })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await unlockMonth(ctx, { month: '2026-09', reason });
    await expect(unlockMonth(ctx, { month: '2026-09', reason })).rejects.toMatchObject({ code: 'not_found' });
    expect(await getMonth(ctx, '2026-09')).toMatchObject({ state: 'open' });
    expect(await post(at('2026-09-29'))).toMatchObject({ lateFor: null });
    expect(await db.auditEvent.findFirst({ where: { action: 'books.unlock' } })).toMatchObject({ reason });
  });
});
