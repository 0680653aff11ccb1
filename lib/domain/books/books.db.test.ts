import { beforeAll, describe, expect, it } from 'vitest';
import { db, transaction } from '@/lib/core/db';
import { dayIn } from '@/lib/core/time';
import { postJournal } from '@/lib/domain/invoices/accounts';
import { anonymous, ensureCatalogue, job, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { present } from '@/lib/testing/present';
import { STORY_END, tellRevenueStory } from '@/lib/testing/revenue-story';
import { getTrialBalance } from './balance';
import { deferredSums, getDeferredBook } from './deferred';
import { exportJournal, exportLedger } from './export-books';
import { readBook } from './get-book';
import { accountSums, daysOfMonth } from './internal';
import { listJournal } from './list-journal';
import { getMonth } from './months';
import { rollDays } from './roll-days';
import { bookTabs } from './schema';

const finance = () => staff(['finance'], STORY_END);
const months = ['2026-06', '2026-07', '2026-08', '2026-09', '2026-10', '2026-11'];

beforeAll(async () => {
  await ensureCatalogue();
  await tellRevenueStory();
}, 120_000);

/** The sums of a table's column for one currency, its totals left out. */
function columnSum(table: Awaited<ReturnType<typeof getTrialBalance>>, key: string, currency = 'USD') {
  const index = table.columns.findIndex((column) => column.key === key);
  return table.rows
    .filter((row) => row.currency === currency && !row.isTotal)
    .reduce((sum, { cells }) => sum + BigInt(cells[index] ?? '0'), 0n);
}

describe('roll-ups', () => {
  it('are the lines, day by day and account by account, before and after they are rolled up', async () => {
    const lines = await db.journalLine.findMany({ include: { entry: true } });
    expect(lines.length).toBeGreaterThan(300);
    const expected = new Map<string, bigint>();
    for (const { account, currency, amountMinor, entry } of lines) {
      const key = `${dayIn(entry.postedAt)} ${account} ${currency}`;
      expected.set(key, (expected.get(key) ?? 0n) + amountMinor);
    }
    const kept = async () => {
      const rows = await db.$queryRaw<{ key: string; minor: bigint }[]>`
        SELECT day::text || ' ' || account || ' ' || currency AS key, "debitMinor" - "creditMinor" AS minor
        FROM journal_days('2026-06-01', '2026-11-22')`;
      return new Map(rows.map(({ key, minor }) => [key, minor]));
    };
    expect(await kept()).toEqual(expected);
    const deferred = await deferredSums(db, STORY_END, daysOfMonth('2026-09'));
    expect(await db.rolledDay.count()).toBe(0);
    expect(await rollDays(job(STORY_END))).toBeGreaterThan(100);
    expect(await db.journalDay.count()).toBeGreaterThan(150);
    expect(await db.mrrDay.count()).toBeGreaterThan(5);
    expect(await kept()).toEqual(expected);
    expect(await deferredSums(db, STORY_END, daysOfMonth('2026-09'))).toEqual(deferred);
    expect(await rollDays(job(STORY_END))).toBe(0);
  });

  it('are made anew for a day that something is posted into later', async () => {
    const organisationId = await newOrganisation();
    const occurredAt = new Date('2026-08-14T12:00:00Z');
    const before = await accountSums(db, STORY_END, daysOfMonth('2026-08'));
    await transaction((tx) =>
      postJournal(tx, {
        ...{ organisationId, kind: 'correction', reference: organisationId, now: STORY_END, occurredAt },
        lines: [
          { account: 'fees', amountMinor: 77n, currency: 'USD' },
          { account: 'cash:stripe', amountMinor: -77n, currency: 'USD' },
        ],
      }),
    );
    expect(await db.rolledDay.findUnique({ where: { day: new Date('2026-08-14') } })).toBeNull();
    const fees = (sums: typeof before) => sums.find(({ account }) => account === 'fees')?.debitMinor ?? 0n;
    expect(fees(await accountSums(db, STORY_END, daysOfMonth('2026-08')))).toBe(fees(before) + 77n);
    expect(await rollDays(job(STORY_END))).toBe(1);
    expect(fees(await accountSums(db, STORY_END, daysOfMonth('2026-08')))).toBe(fees(before) + 77n);
  });

  it('leave a movement of MRR in a day that was rolled up to be seen', async () => {
    const organisationId = await newOrganisation();
    const at = new Date('2026-08-20T12:00:00Z');
    const sum = async () => {
      const [row] = await db.$queryRaw<{ minor: bigint }[]>`
        SELECT sum("deltaMinor")::bigint AS minor FROM mrr_days('2026-06-01', '2026-11-22')`;
      return present(row).minor;
    };
    const before = await sum();
    await db.mrrMovement.create({
      data: {
        ...{ organisationId, id: `mrr_${organisationId}`, subscriptionId: 'sub_x', kind: 'new', at },
        ...{ deltaMinor: 500n, afterMinor: 500n, currency: 'USD', tierCode: 'x' },
      },
    });
    expect(await sum()).toBe(before + 500n);
  });
});

describe('the trial balance', () => {
  it('balances on any day, by currency', async () => {
    for (const on of ['2026-06-30', '2026-08-13', '2026-11-21', '2020-01-01', '2999-12-31']) {
      const table = await getTrialBalance(await finance(), on);
      expect(table.ties.map(({ currency }) => currency)).toEqual(
        on < '2026-06' ? [] : expect.arrayContaining(['EUR', 'USD']),
      );
      for (const tie of table.ties) expect(tie.hereMinor, on).toBe(tie.thereMinor);
      expect(columnSum(table, 'debit')).toBe(columnSum(table, 'credit'));
    }
    const table = await getTrialBalance(await finance());
    const { _sum } = await db.journalLine.aggregate({
      where: { account: 'revenue', currency: 'USD' },
      _sum: { amountMinor: true },
    });
    const revenue = table.rows.find(({ id }) => id === 'USD revenue');
    expect(revenue?.cells[3]).toBe((-(_sum.amountMinor ?? 0n)).toString());
  });
});

describe('deferred revenue by month of purchase', () => {
  it('rolls forward: opening + sold - recognised - expired - refunded = closing, month after month', async () => {
    let former = new Map<string, bigint>();
    for (const month of months) {
      const sums = await deferredSums(db, STORY_END, daysOfMonth(month));
      for (const row of sums) {
        const { openingMinor, soldMinor, recognisedMinor, expiredMinor, refundedMinor, movedMinor } = row;
        expect(row.closingMinor).toBe(
          openingMinor + soldMinor - recognisedMinor - expiredMinor - refundedMinor + movedMinor,
        );
        expect(openingMinor, `${month} ${row.cohort}`).toBe(
          former.get(`${row.currency} ${row.cohort}`) ?? 0n,
        );
        expect(row.cohort <= month).toBe(true);
        expect(row.closingMinor >= 0n).toBe(true);
      }
      former = new Map(sums.map((row) => [`${row.currency} ${row.cohort}`, row.closingMinor]));
    }
    const rows = await deferredSums(db, STORY_END, { from: '2026-06-01', to: '2026-11-22' });
    for (const key of ['soldMinor', 'recognisedMinor', 'expiredMinor'] as const)
      expect(
        rows.some((row) => row[key] > 0n),
        key,
      ).toBe(true);
  });

  it('is, month by month of purchase, what the lots of that month have left', async () => {
    const lots = await db.lot.findMany({ where: { costMinor: { not: null } } });
    const expected = new Map<string, bigint>();
    for (const { currency, createdAt, costMinor, recognisedMinor } of lots) {
      const key = `${currency} ${dayIn(createdAt).slice(0, 7)}`;
      expected.set(key, (expected.get(key) ?? 0n) + (costMinor ?? 0n) - recognisedMinor);
    }
    const sums = await deferredSums(db, STORY_END, { from: '2026-11-01', to: '2026-11-22' });
    const here = new Map(sums.map((row) => [`${row.currency} ${row.cohort}`, row.closingMinor]));
    for (const [key, minor] of expected) expect(here.get(key) ?? 0n, key).toBe(minor);
    const table = await getDeferredBook(await finance());
    expect(table.ties.length).toBeGreaterThan(1);
    for (const tie of table.ties) expect(tie.hereMinor).toBe(tie.thereMinor);
  });

  it('counts a refund for the month of its payment', async () => {
    const payment = await db.payment.findFirstOrThrow({
      where: { settledAt: { lt: new Date('2026-08-01') } },
    });
    const { organisationId, currency } = payment;
    const id = `rfd_${payment.id.slice(4)}`;
    await db.refund.create({
      data: {
        ...{ organisationId, id, paymentId: payment.id, amountMinor: 30n, currency, reason: 'test' },
        ...{ status: 'succeeded', createdAt: STORY_END },
      },
    });
    const month = dayIn(present(payment.settledAt)).slice(0, 7);
    const refunded = async () => {
      const sums = await deferredSums(db, STORY_END, daysOfMonth('2026-11'));
      return sums.find((row) => row.cohort === month && row.currency === currency)?.refundedMinor;
    };
    expect(await refunded()).toBe(0n);
    const post = (minor: bigint) =>
      transaction((tx) =>
        postJournal(tx, {
          ...{ organisationId, kind: 'refund', reference: id, now: STORY_END },
          lines: [
            { account: 'deferred_revenue', amountMinor: minor, currency },
            { account: 'cash:stripe', amountMinor: -minor, currency },
          ],
        }),
      );
    await post(30n);
    expect(await refunded()).toBe(30n);
    await post(-30n);
  });
});

describe('the other books', () => {
  it('sum to the accounts that they are about', async () => {
    const ctx = await finance();
    const all = { _sum: { amountMinor: true } } as const;
    const expired = await db.journalLine.aggregate({
      where: { account: 'breakage', currency: 'USD' },
      ...all,
    });
    expect(columnSum(await readBook('breakage', ctx, {}), 'breakage')).toBe(
      -(expired._sum.amountMinor ?? 0n),
    );
    const inMonth = { postedAt: { gte: new Date('2026-09-01'), lt: new Date('2026-10-01') } };
    const tax = await db.journalLine.aggregate({
      where: { account: { startsWith: 'tax_payable' }, currency: 'USD', entry: inMonth },
      ...all,
    });
    expect(columnSum(await readBook('tax', ctx, { month: '2026-09' }), 'due')).toBe(
      -(tax._sum.amountMinor ?? 0n),
    );
    const cash = await db.journalLine.aggregate({
      where: {
        account: 'cash:stripe',
        currency: 'USD',
        entry: { postedAt: { lt: new Date('2026-10-01') } },
      },
      ...all,
    });
    expect(columnSum(await readBook('cash', ctx, { month: '2026-09' }), 'closing')).toBe(
      cash._sum.amountMinor ?? 0n,
    );
  });

  it('age what was open on any day, and tie to the journal of that day', async () => {
    const organisationId = await newOrganisation();
    const due = ['2026-12-01', '2026-11-21', '2026-11-20', '2026-10-01', '2026-09-01', '2026-01-01'];
    const ids = due.map((_, nth) => `inv_${organisationId}${nth}`);
    const post = (nth: number, day: string, receivable: bigint) =>
      transaction((tx) =>
        postJournal(tx, {
          ...{ organisationId, kind: 'invoice', reference: present(ids[nth]), now: STORY_END },
          occurredAt: new Date(`${day}T12:00:00Z`),
          lines: [
            { account: 'receivable', amountMinor: receivable, currency: 'USD' },
            { account: 'billed_in_advance', amountMinor: -receivable, currency: 'USD' },
          ],
        }),
      );
    for (const [nth, dueOn] of due.entries()) {
      await db.invoice.create({
        data: {
          ...{ organisationId, id: present(ids[nth]), status: 'open', currency: 'USD', year: 1999 },
          ...{ serial: nth + 1, number: `T-${organisationId}-${nth}`, seller: {}, buyer: {}, taxes: [] },
          ...{ netMinor: 100n, taxMinor: 0n, totalMinor: 100n, paidMinor: BigInt(nth), createdAt: STORY_END },
          ...{ issuedAt: STORY_END, dueOn: new Date(dueOn) },
        },
      });
      await post(nth, '2026-09-20', 100n);
      if (nth > 0) await post(nth, '2026-10-10', BigInt(-nth));
    }
    // Paid whole on the first of November: it is closed today, and was owed in October.
    await post(5, '2026-11-01', -95n);
    const key = { organisationId_id: { organisationId, id: present(ids[5]) } };
    await db.invoice.update({
      where: key,
      data: { status: 'paid', paidMinor: 100n, paidAt: new Date('2026-11-01T12:00:00Z') },
    });
    const ageing = async (on?: string) => {
      const table = await readBook('receivables', await finance(), { on });
      expect(table.ties.map((tie) => tie.thereMinor)).toEqual(table.ties.map((tie) => tie.hereMinor));
      return table.rows.find(({ id }) => id === `USD ${organisationId}`)?.cells.slice(2);
    };
    expect(await ageing()).toEqual(['5', '199', '98', '97', '96', '0', '490']);
    expect(await ageing('2026-10-31')).toEqual(['6', '297', '97', '96', '0', '95', '585']);
    expect(await ageing('2026-09-30')).toEqual(['6', '400', '100', '0', '0', '100', '600']);
    expect(await ageing('2026-09-19')).toBeUndefined();
    const { ageing: atEnd } = await getMonth(await finance(), '2026-10');
    expect(atEnd.rows.find(({ id }) => id === `USD ${organisationId}`)?.cells.at(-1)).toBe('585');
  });

  it('are for finance and admins only', async () => {
    const organisationId = await newOrganisation();
    for (const tab of bookTabs)
      for (const ctx of [await memberOf(organisationId), await staff(['agent', 'expert'])])
        await expect(
          (async () => (tab === 'journal' ? listJournal(ctx, {}) : readBook(tab, ctx, {})))(),
        ).rejects.toMatchObject({
          code: 'forbidden',
        });
    expect(() => exportJournal(anonymous(), {})).toThrow('unauthenticated');
    await expect(exportLedger(anonymous(), {})).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});

const textOf = async (pieces: AsyncIterable<unknown>) => {
  let text = '';
  for await (const piece of pieces) text += String(piece);
  return text;
};

describe('the journal', () => {
  it('pages without a gap, and filters by what it says', async () => {
    const ctx = await finance();
    const seen: string[] = [];
    let after: string | null | undefined;
    do {
      const page = await listJournal(ctx, { from: '2026-06-01', ...(after && { after }) });
      seen.push(...page.rows.map(({ id }) => id));
      after = page.next;
    } while (after);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(await db.journalEntry.count());
    const expiry = await listJournal(ctx, { kind: 'expiry', account: 'breakage', currency: 'USD' });
    expect(expiry.rows.length).toBeGreaterThan(2);
    for (const { kind, lines } of expiry.rows) {
      expect(kind).toBe('expiry');
      expect(lines.map(({ account }) => account)).toContain('breakage');
    }
    const [entry] = expiry.rows;
    expect((await listJournal(ctx, { about: present(entry).id })).rows).toEqual([entry]);
    expect((await listJournal(ctx, { account: 'cash' })).rows.length).toBeGreaterThan(5);
    await expect(listJournal(ctx, { after: 'x' })).rejects.toMatchObject({ reason: 'badCursor' });
    await expect(listJournal(ctx, { about: "'; --" })).rejects.toMatchObject({ code: 'invalid' });
  });

  it('exports each posting once, oldest first, that sum to zero', async () => {
    const word = (key: string, { provider = '', name = '' } = {}) => `«${key} ${provider}${name}»`;
    const text = await textOf(exportJournal(await finance(), { kind: 'purchase' }, word));
    expect(text).toMatch(/,cash:stripe,[^\r]*,«cash «provider.stripe »»,/);
    expect(text).not.toMatch(/«[^»]*txr_/);
    const [head = '', ...lines] = text.trimEnd().split('\r\n');
    expect(head.replace('\uFEFF', '').split(',')).toHaveLength(13);
    expect(lines).toHaveLength(await db.journalLine.count({ where: { entry: { kind: 'purchase' } } }));
    const sum = (index: number) => lines.reduce((all, line) => all + Number(line.split(',')[index] ?? 0), 0);
    expect(sum(8)).toBeCloseTo(sum(9), 2);
  });

  it('is a plain-text ledger that balances, with an opening where the range begins later', async () => {
    const text = await textOf(await exportLedger(await finance(), { from: '2026-09-01', to: '2026-10-31' }));
    const declared = new Set([...text.matchAll(/^account (\S+)/gm)].map(([, account]) => account));
    const entries = text.split('\n\n').filter((entry) => /^\d{4}-/.test(entry));
    expect(entries.length).toBeGreaterThan(20);
    const balances = new Map<string, number>();
    for (const entry of entries) {
      const sums = new Map<string, number>();
      for (const [, account = '', amount, currency = ''] of entry.matchAll(
        /^ {4}(\S+) {2}(-?[\d.]+) (\w{3})$/gm,
      )) {
        expect(declared).toContain(account);
        const cents = Math.round(Number(amount) * 100);
        sums.set(currency, (sums.get(currency) ?? 0) + cents);
        balances.set(`${currency} ${account}`, (balances.get(`${currency} ${account}`) ?? 0) + cents);
      }
      expect(
        [...sums.values()].every((sum) => sum === 0),
        entry,
      ).toBe(true);
    }
    const { rows } = await getTrialBalance(await finance(), '2026-10-31');
    for (const { currency, cells, isTotal } of rows)
      if (!isTotal && cells[0]?.startsWith('cash'))
        expect(balances.get(`${currency} assets:${cells[0]}`)).toBe(Number(cells[2]) - Number(cells[3] ?? 0));
    expect(text).toContain('opening balances');
  });
});
