import { beforeAll, describe, expect, it } from 'vitest';
import { db, transaction } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { accounts, postJournal } from '@/lib/domain/invoices/accounts';
import { recogniseRevenue } from '@/lib/domain/wallet/expire-credits';
import { grantCredits, placeHold, spendCredits } from '@/lib/domain/wallet/steps';
import { job, newOrganisation, newUser } from '@/lib/testing/factories';
import { present } from '@/lib/testing/present';
import { checkMonth } from './checks';

const CURRENCY = 'NZD';
const at = (text: string) => new Date(`2026-${text}Z`);
const NOW = at('11-21T10:00:00');

let organisationId: string;
/** By what became of them: each 3 credits for 10.00, bought on 1 September, used in the order of their names. */
const lots: Record<string, string> = {};

const lines = (deferredMinor: bigint, other: string) => [
  { account: accounts.deferredRevenue, amountMinor: deferredMinor, currency: CURRENCY },
  { account: other, amountMinor: -deferredMinor, currency: CURRENCY },
];
const post = (now: Date, kind: 'purchase' | 'recognition', reference: string, minor: bigint, other: string) =>
  transaction((tx) => postJournal(tx, { organisationId, kind, reference, now, lines: lines(minor, other) }));

async function buy(name: string, now: Date) {
  const amountMicro = 3_000_000n;
  const purchaseId = newId('purchase');
  const createdById = (await newUser()).id;
  await transaction(async (tx) => {
    await tx.purchase.create({
      data: {
        ...{
          organisationId,
          id: purchaseId,
          packCode: 'p',
          packName: 'P',
          creditsMicro: amountMicro,
          factors: [],
        },
        ...{ listPriceMinor: 1_000n, totalMinor: 1_000n, currency: CURRENCY, status: 'paid', createdById },
        ...{ createdAt: now, expiresAt: now, paidAt: now },
      },
    });
    const cost = { costMinor: 1_000n, currency: CURRENCY, purchaseId };
    await grantCredits(tx, job(now, organisationId), organisationId, {
      amountMicro,
      source: 'purchase',
      ...cost,
    });
  });
  await post(now, 'purchase', purchaseId, -1_000n, accounts.cash('stripe'));
  lots[name] = (await db.lot.findFirstOrThrow({ where: { organisationId, purchaseId } })).id;
}

async function use(now: Date, amountMicro: bigint) {
  await spendCredits(db, job(now, organisationId), organisationId, { amountMicro, serviceCode: 'x' });
  await recogniseRevenue(job(now, organisationId));
}

beforeAll(async () => {
  await db.accountingPeriod.deleteMany();
  organisationId = await newOrganisation();
  for (const name of ['early', 'late', 'held', 'whole'])
    await buy(name, new Date(at('09-01T12:00:00').getTime() + Object.keys(lots).length));
  await use(at('10-05T12:00:00'), 3_000_000n);
  await use(at('10-20T12:00:00'), 1_000_000n);
  await use(at('11-05T12:00:00'), 2_000_000n);
  const ctx = job(NOW, organisationId);
  await placeHold(db, ctx, organisationId, { amountMicro: 3_000_000n, reference: 'h' });
});

type Row = { id: string; used: bigint; recognised: bigint };

const asOf = (instant: string) =>
  db.$queryRaw<
    Row[]
  >`SELECT id, "usedMinor" AS used, "recognisedMinor" AS recognised FROM lots_as_of(${instant}::timestamptz)
    WHERE "organisationId" = ${organisationId} ORDER BY id`;

/** The same of every lot, from its entries and the journal alone: nothing of what it is now. */
const fromEntries = (instant: string) =>
  db.$queryRaw<Row[]>`
    SELECT l.id, div(l."costMinor"::numeric * -coalesce((SELECT sum(e."amountMicro") FROM "Entry" e WHERE e."organisationId" = l."organisationId"
        AND e."lotId" = l.id AND e."operationId" <> l."operationId" AND e."createdAt" < ${instant}::timestamptz), 0), l."grantedMicro")::bigint AS used,
      coalesce((SELECT sum(x."amountMinor") FROM "JournalEntry" j JOIN "JournalLine" x ON x."organisationId" = j."organisationId" AND x."entryId" = j.id
        WHERE j."organisationId" = l."organisationId" AND j.reference = l.id AND x.account = 'deferred_revenue'
          AND j."postedAt" < ${instant}::timestamptz), 0)::bigint AS recognised
    FROM "Lot" l WHERE l."organisationId" = ${organisationId} AND l."createdAt" < ${instant}::timestamptz ORDER BY l.id`;

const isUnfinished = ({ used, recognised }: Row) => used !== 1_000n || recognised !== 1_000n;

describe('lots_as_of', () => {
  it.each(['09-01Z', '10-01Z', '10-06Z', '11-01Z', '11-06Z', '12-01Z'])(
    'reads every lot that was not finished on 2026-%s as its entries say',
    async (day) => {
      const all = await fromEntries(`2026-${day}`);
      expect((await asOf(`2026-${day}`)).filter(isUnfinished)).toEqual(all.filter(isUnfinished));
    },
  );

  it('leaves out what was finished before and has not moved since', async () => {
    const ids = async (instant: string) => (await asOf(instant)).map(({ id }) => id);
    expect(await ids('2026-10-05Z')).toContain(lots.early);
    expect(await ids('2026-11-01Z')).toEqual([lots.late, lots.held, lots.whole].toSorted());
    expect(await ids('2026-12-01Z')).toEqual([lots.held, lots.whole].toSorted());
  });

  it('finds what the books moved wrongly out of a lot that is finished, before an instant and after', async () => {
    const { early } = lots;
    const plant = (now: Date, minor: bigint) =>
      post(now, 'recognition', present(early), minor, accounts.revenue);
    await plant(at('11-20T12:00:00'), 7n);
    expect((await asOf('2026-11-01Z')).find(({ id }) => id === early)).toMatchObject({ recognised: 993n });
    const checks = await checkMonth(db, '2026-10', NOW);
    expect(checks.find(({ check }) => check === 'recognised')?.differences).toEqual([
      `${early}: ${CURRENCY}: used 1000, recognised 993`,
    ]);
    await plant(at('11-20T12:00:00'), -7n);
    await db.$executeRaw`UPDATE "Lot" SET "recognisedMinor" = 990 WHERE id = ${early}`;
    expect((await asOf('2026-12-01Z')).find(({ id }) => id === early)).toMatchObject({ recognised: 990n });
    await db.$executeRaw`UPDATE "Lot" SET "recognisedMinor" = 1000 WHERE id = ${early}`;
  });

  it('reads a lot that is held whole, also when the books have moved all of it', async () => {
    await db.$executeRaw`UPDATE "Lot" SET "recognisedMinor" = 1000 WHERE id = ${lots.held}`;
    expect((await asOf('2026-12-01Z')).find(({ id }) => id === lots.held)).toMatchObject({
      ...{ used: 0n, recognised: 1_000n },
    });
    await db.$executeRaw`UPDATE "Lot" SET "recognisedMinor" = 0 WHERE id = ${lots.held}`;
  });

  it('finds a lot that is finished of which more was booked by an instant than was used', async () => {
    organisationId = await newOrganisation();
    await buy('booked', at('09-02T12:00:00'));
    const booked = present(lots.booked);
    const ctx = job(at('11-05T12:00:00'), organisationId);
    await spendCredits(db, ctx, organisationId, { amountMicro: 3_000_000n, serviceCode: 'x' });
    await post(at('10-25T12:00:00'), 'recognition', booked, 1_000n, accounts.revenue);
    await db.$executeRaw`UPDATE "Lot" SET "recognisedMinor" = 1000 WHERE id = ${booked}`;
    expect(await asOf('2026-11-01Z')).toEqual([{ id: booked, used: 0n, recognised: 1_000n }]);
    // As it should have been: other tests close that month.
    await post(at('10-25T12:00:00'), 'recognition', booked, -1_000n, accounts.revenue);
    await post(at('11-05T12:00:00'), 'recognition', booked, 1_000n, accounts.revenue);
  });
});
