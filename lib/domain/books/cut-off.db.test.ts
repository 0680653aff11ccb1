import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { db, transaction } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { addDays, dayIn } from '@/lib/core/time';
import { accounts, postJournal } from '@/lib/domain/invoices/accounts';
import { expireCredits, recogniseRevenue } from '@/lib/domain/wallet/expire-credits';
import { grantCredits, returnCredits, spendCredits } from '@/lib/domain/wallet/steps';
import { verifyLedger } from '@/lib/domain/wallet/verify-ledger';
import { job, newOrganisation, newUser, staff } from '@/lib/testing/factories';
import { present } from '@/lib/testing/present';
import { getDeferredBook } from './deferred';
import { lockMonth } from './lock-month';
import { getMonth } from './months';

const NOW = new Date('2026-11-21T10:00:00.000Z');
const CURRENCY = 'CHF';
const at = (text: string) => new Date(`2026-${text}Z`);

let organisationId: string;
let lotId: string;

/** 3 credits for 10.00, so that no use comes out even, bought on 1 September. */
beforeEach(async () => {
  await db.accountingPeriod.deleteMany();
  organisationId = await newOrganisation();
  const now = at('09-01T12:00:00');
  const ctx = job(now, organisationId);
  const amountMicro = 3_000_000n;
  await transaction(async (tx) => {
    const purchase = await tx.purchase.create({
      data: {
        ...{ organisationId, id: newId('purchase'), packCode: 'p', packName: 'P', creditsMicro: amountMicro },
        ...{ listPriceMinor: 1_000n, totalMinor: 1_000n, currency: CURRENCY, factors: [], status: 'paid' },
        ...{ createdById: (await newUser()).id, createdAt: now, expiresAt: now, paidAt: now },
      },
    });
    const cost = { costMinor: 1_000n, currency: CURRENCY, purchaseId: purchase.id };
    await grantCredits(tx, ctx, organisationId, { amountMicro, source: 'purchase', ...cost });
    await post(now, 'purchase', purchase.id, -1_000n, accounts.cash('stripe'));
  });
  lotId = (await db.lot.findFirstOrThrow({ where: { organisationId } })).id;
});

afterAll(() => db.accountingPeriod.deleteMany());

function post(
  now: Date,
  kind: 'purchase' | 'recognition',
  reference: string,
  minor: bigint,
  other: string,
): Promise<void> {
  const line = (account: string, amountMinor: bigint) => ({ account, amountMinor, currency: CURRENCY });
  const lines = [line(accounts.deferredRevenue, minor), line(other, -minor)];
  return transaction((tx) => postJournal(tx, { organisationId, kind, reference, now, lines }));
}

const use = (now: Date, amountMicro = 500_000n) =>
  spendCredits(db, job(now, organisationId), organisationId, { amountMicro, serviceCode: 'x' });

/** What was recognised of the lot: when it counts for, how much, and the month that it came too late for. */
async function recognised() {
  const entries = await db.journalEntry.findMany({
    where: { organisationId, reference: lotId },
    orderBy: [{ postedAt: 'asc' }, { lateFor: { sort: 'asc', nulls: 'last' } }],
    include: { lines: { where: { account: accounts.deferredRevenue } } },
  });
  return entries.map(({ postedAt, lateFor, lines }) => [
    ...[postedAt.toISOString().slice(5, 19), Number(lines[0]?.amountMinor)],
    ...(lateFor ? [lateFor.toISOString().slice(5, 10)] : []),
  ]);
}

const lawSix = async (now: Date) =>
  present((await verifyLedger(job(now))).find(({ law }) => law.startsWith('law 6'))).differences;

const tie = async (now: Date, month?: string) =>
  (await getDeferredBook(await staff(['finance'], now), month)).ties.find(
    ({ currency }) => currency === CURRENCY,
  );

describe('law 6', () => {
  it('ties at every instant: what was used since the last recognition is told by itself', async () => {
    await recogniseRevenue(job(NOW));
    const before = present(await tie(NOW));
    expect(before).toMatchObject({ hereMinor: before.thereMinor, pendingMinor: '0' });
    await use(NOW);
    const used = present(await tie(NOW));
    expect(used).toEqual({
      ...{ ...before, pendingMinor: '166' },
      thereMinor: (BigInt(before.thereMinor) - 166n).toString(),
    });
    await recogniseRevenue(job(NOW));
    expect(await tie(NOW)).toEqual({ ...used, hereMinor: used.thereMinor, pendingMinor: '0' });
    expect(await lawSix(NOW)).toEqual([]);
  });

  it('sees recognition that is late, and what is wrong although lots and journal agree', async () => {
    await use(NOW);
    expect(await lawSix(NOW)).toEqual([]);
    expect(await lawSix(addDays(NOW, 2))).toEqual([{ record: lotId, difference: 'recognised 0, used 166' }]);
    await recogniseRevenue(job(NOW));
    expect(await lawSix(addDays(NOW, 2))).toEqual([]);
    await post(NOW, 'recognition', lotId, 5n, accounts.revenue);
    await db.$executeRaw`UPDATE "Lot" SET "recognisedMinor" = "recognisedMinor" + 5 WHERE id = ${lotId}`;
    expect(await lawSix(NOW)).toEqual([{ record: lotId, difference: 'recognised 171, used 166' }]);
    expect((await tie(NOW))?.pendingMinor).toBe('-5');
    await recogniseRevenue(job(NOW));
    expect(await lawSix(NOW)).toEqual([]);
  });

  it('is that of each month at its end', async () => {
    await use(at('10-20T12:00:00'));
    await use(at('11-05T12:00:00'));
    await recogniseRevenue(job(NOW));
    const own = async (day: string) => {
      const rows = await db.$queryRaw<{ left: bigint }[]>`
        SELECT "costMinor" - "usedMinor" AS left FROM lots_as_of(${day}::timestamptz) WHERE id = ${lotId}`;
      return rows.map(({ left }) => left);
    };
    expect(await own('2026-09-01Z')).toEqual([]);
    expect(await own('2026-10-01Z')).toEqual([1_000n]);
    expect(await own('2026-11-01Z')).toEqual([834n]);
    expect(await own('2026-11-06Z')).toEqual([667n]);
    for (const month of ['2026-09', '2026-10', '2026-11']) {
      const shown = present(await tie(NOW, month));
      expect(shown, month).toMatchObject({ hereMinor: shown.thereMinor, pendingMinor: '0' });
    }
  });
});

describe('cut-off', () => {
  it('recognises what was used in a month at its last instant, the rest now, once', async () => {
    await use(at('10-20T12:00:00'));
    await recogniseRevenue(job(at('10-20T12:07:00')));
    await use(at('10-31T23:50:00'));
    await use(at('11-01T00:05:00'));
    await recogniseRevenue(job(at('11-01T00:07:00')));
    const posted = [
      ['10-20T12:07:00', 166],
      ['10-31T23:59:59', 167],
      ['11-01T00:07:00', 167],
    ];
    expect(await recognised()).toEqual(posted);
    await recogniseRevenue(job(at('11-01T00:08:00')));
    expect(await recognised()).toEqual(posted);
    await use(at('11-02T12:00:00'));
    await recogniseRevenue(job(at('11-02T12:07:00')));
    expect(await recognised()).toEqual([...posted, ['11-02T12:07:00', 166]]);
  });

  it('finds each month again when the job stood still for more than one', async () => {
    await use(at('09-30T12:00:00'));
    await use(at('10-31T12:00:00'));
    await use(at('11-03T12:00:00'));
    await recogniseRevenue(job(at('11-04T12:00:00')));
    expect(await recognised()).toEqual([
      ['09-30T23:59:59', 166],
      ['10-31T23:59:59', 167],
      ['11-04T12:00:00', 167],
    ]);
  });

  it('holds for what comes before an expiry in the new month', async () => {
    await db.lot.updateMany({ where: { id: lotId }, data: { expiresAt: at('11-03T00:00:00') } });
    await use(at('10-31T12:00:00'));
    await expireCredits(job(at('11-03T12:00:00')));
    expect(await recognised()).toEqual([
      ['10-31T23:59:59', 166],
      ['11-03T12:00:00', 834],
    ]);
  });
});

describe('lockMonth', () => {
  const lock = async (month: string, now = NOW) => lockMonth(await staff(['finance'], now), { month });
  /** Months before that other tests' postings opened. */
  const lockUntil = async (month: string, now = NOW) => {
    const [{ first } = { first: '' }] = await db.$queryRaw<{ first: string }[]>`
      SELECT to_char(min("postedAt") AT TIME ZONE 'UTC', 'YYYY-MM') AS first FROM "JournalEntry"`;
    for (let one = first; one <= month; one = dayIn(addDays(new Date(`${one}-28T12:00:00Z`), 5)).slice(0, 7))
      await lock(one, now);
  };

  it('recognises first what the month used, also what was given back in the next', async () => {
    const used = present(await use(at('10-31T23:50:00')));
    await returnCredits(db, job(at('11-01T00:10:00'), organisationId), organisationId, {
      parentId: (used as { operationId: string }).operationId,
    });
    // Nothing is left for the hourly job, yet October used it and November gave it back.
    expect(await recogniseRevenue(job(at('11-01T00:20:00')))).toBe(0);
    await lockUntil('2026-10', at('11-01T00:30:00'));
    expect(await recognised()).toEqual([
      ['10-31T23:59:59', 166],
      ['11-01T00:30:00', -166],
    ]);
    const { checks } = await getMonth(await staff(['finance'], NOW), '2026-10');
    expect(checks.find(({ check }) => check === 'recognised')).toMatchObject({ differences: [] });
  });

  it('looks at the end of the month, not at today', async () => {
    await post(at('11-20T12:00:00'), 'recognition', 'planted', 7n, accounts.revenue);
    await lockUntil('2026-10');
    const { checks } = await getMonth(await staff(['finance'], NOW), '2026-11');
    expect(checks.find(({ check }) => check === 'deferred')?.differences).toHaveLength(1);
    await db.accountingPeriod.deleteMany();
    await post(at('10-20T12:00:00'), 'recognition', 'planted', 3n, accounts.revenue);
    await expect(lockUntil('2026-10')).rejects.toMatchObject({
      ...{ reason: 'monthFails', values: { checks: 'deferred' } },
    });
    await post(at('10-20T12:00:00'), 'recognition', 'planted', -3n, accounts.revenue);
    await post(at('11-20T12:00:00'), 'recognition', 'planted', -7n, accounts.revenue);
  });

  it('lets an expiry that is posted too late for it count for the open month, and say so', async () => {
    await use(at('10-20T12:00:00'));
    await recogniseRevenue(job(at('10-20T12:07:00')));
    await lockUntil('2026-10', at('11-01T00:01:00'));
    await db.lot.updateMany({ where: { id: lotId }, data: { expiresAt: at('10-31T23:30:00') } });
    await expireCredits(job(at('11-01T00:07:00')));
    const posted = [
      ['10-20T12:07:00', 166],
      ['11-01T00:07:00', 834, '10-31'],
    ];
    expect(await recognised()).toEqual(posted);
    for (const month of ['2026-10', '2026-11']) {
      const shown = present(await tie(NOW, month));
      expect(shown, month).toMatchObject({ hereMinor: shown.thereMinor, pendingMinor: '0' });
    }
    // Opened once more, the month is as it was: what came too late for it stays where it counts.
    await db.accountingPeriod.deleteMany();
    await lockUntil('2026-10', NOW);
    expect(await recognised()).toEqual(posted);
  });

  it('lets a use that came too late for it count for the open month, and say so, once', async () => {
    await lockUntil('2026-10', at('11-01T00:01:00'));
    await use(at('10-31T23:59:58'));
    await recogniseRevenue(job(at('11-01T00:07:00')));
    expect(await recognised()).toEqual([['11-01T00:07:00', 166, '10-31']]);
    await use(at('11-01T00:08:00'));
    await recogniseRevenue(job(at('11-01T00:09:00')));
    expect(await recognised()).toEqual([
      ['11-01T00:07:00', 166, '10-31'],
      ['11-01T00:09:00', 167],
    ]);
    // Opened once more, the month can be closed again.
    await db.accountingPeriod.deleteMany();
    await lockUntil('2026-10', NOW);
  });
});
