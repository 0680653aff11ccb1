import { beforeAll, expect, it } from 'vitest';
import { type MrrKind, db, transaction } from '@/lib/core/db';
import { getCashBook } from '@/lib/domain/books/tax-and-cash';
import { postJournal } from '@/lib/domain/invoices/accounts';
import { ensureCatalogue, newOrganisation, staff } from '@/lib/testing/factories';
import { present } from '@/lib/testing/present';
import { getCohorts } from './cohorts';
import { listRows } from './list-rows';
import { getRevenueReport } from './queries';
import { parseRange } from './range';
import { getTopOrganisations } from './top';

// A case small enough to be counted by hand: five customers in Swiss francs, looked at in October (31 days).
const NOW = new Date('2026-11-21T10:00:00.000Z');
const { range } = parseRange({ from: '2026-10-01', to: '2026-10-31' }, NOW);
const at = (day: string) => new Date(`2026-${day}T12:00:00Z`);
const currency = 'CHF';

const ids: Record<string, string> = {};
const org = (name: string) => present(ids[name]);

async function move(name: string, kind: MrrKind, deltaMinor: bigint, afterMinor: bigint, day: string) {
  const organisationId = org(name);
  await db.mrrMovement.create({
    data: {
      ...{
        organisationId,
        id: `mrr_${name}${day}`,
        subscriptionId: `sub_${organisationId}`,
        kind,
        deltaMinor,
      },
      ...{ afterMinor, currency, tierCode: 'starter', at: at(day) },
    },
  });
}

let nth = 0;
async function paid(name: string, day: string, minor: bigint, { tax = 0n, isPack = false } = {}) {
  const organisationId = org(name);
  const id = `${organisationId}${++nth}`;
  const about = isPack ? { purchaseId: `pur_${id}` } : { invoiceId: `inv_${id}` };
  const data = { organisationId, currency, createdAt: at(day) };
  if (isPack)
    await db.purchase.create({
      data: {
        ...{ ...data, id: `pur_${id}`, packCode: 'p', packName: 'Pack', creditsMicro: 1n, factors: [] },
        ...{ listPriceMinor: minor - tax, taxMinor: tax, totalMinor: minor, status: 'paid' },
        ...{ expiresAt: at(day), paidAt: at(day) },
      },
    });
  else
    await db.invoice.create({
      data: {
        ...{
          ...data,
          id: `inv_${id}`,
          status: 'paid',
          year: 1990,
          serial: nth,
          number: `H-${nth}`,
          seller: {},
        },
        ...{ buyer: {}, taxes: [], netMinor: minor, taxMinor: 0n, totalMinor: minor, paidMinor: minor },
        ...{ issuedAt: at(day), paidAt: at(day) },
      },
    });
  await db.payment.create({
    data: {
      ...{ ...data, ...about, id: `pay_${id}`, provider: 'stripe', amountMinor: minor, receivedMinor: minor },
      ...{ status: 'succeeded', reference: id, settledAt: at(day) },
    },
  });
  await book(organisationId, 'payment', minor, day);
  await db.organisation.updateMany({
    where: { id: organisationId, firstPaidAt: null },
    data: { firstPaidAt: at(day) },
  });
  return `pay_${id}`;
}

const book = (organisationId: string, kind: 'payment' | 'refund' | 'dispute', minor: bigint, day: string) =>
  transaction((tx) =>
    postJournal(tx, {
      ...{ organisationId, kind, reference: `${organisationId}${++nth}`, now: NOW, occurredAt: at(day) },
      lines: [
        { account: 'cash:stripe', amountMinor: minor, currency },
        { account: 'revenue', amountMinor: -minor, currency },
      ],
    }),
  );

beforeAll(async () => {
  await ensureCatalogue();
  for (const name of ['ann', 'bob', 'cay', 'dan', 'eve']) {
    ids[name] = await newOrganisation();
    await db.organisation.update({ where: { id: org(name) }, data: { currency } });
  }
  await move('ann', 'new', 1_900n, 1_900n, '08-10');
  await move('ann', 'expansion', 6_000n, 7_900n, '10-05');
  await move('bob', 'new', 1_900n, 1_900n, '09-15');
  await move('bob', 'churn', -1_900n, 0n, '10-20');
  await move('cay', 'new', 19_900n, 19_900n, '10-02');
  await move('cay', 'contraction', -12_000n, 7_900n, '10-25');
  await move('dan', 'new', 1_900n, 1_900n, '07-01');
  await move('dan', 'churn', -1_900n, 0n, '09-01');
  await move('dan', 'reactivation', 1_900n, 1_900n, '10-10');
  const first = await paid('ann', '08-10', 1_900n);
  await paid('ann', '10-12', 1_190n, { tax: 190n, isPack: true });
  await paid('eve', '10-13', 2_000n, { isPack: true });
  const lost = await paid('cay', '10-02', 19_900n);
  const refund = { organisationId: org('ann'), paymentId: first, amountMinor: 300n, currency };
  await db.refund.create({
    data: { ...refund, id: 'rfd_hand', reason: 'x', status: 'succeeded', createdAt: NOW, settledAt: NOW },
  });
  await db.payment.updateMany({ where: { id: first }, data: { refundedMinor: 300n } });
  await book(org('ann'), 'refund', -300n, '10-15');
  await db.dispute.create({
    data: {
      ...{
        organisationId: org('cay'),
        id: 'dsp_hand',
        paymentId: lost,
        providerDisputeId: 'dp_hand',
        currency,
      },
      ...{ amountMinor: 19_900n, feeMinor: 1_500n, reason: 'fraudulent', status: 'lost' },
      ...{ openedAt: at('10-20'), closedAt: at('10-30') },
    },
  });
  await book(org('cay'), 'dispute', -21_400n, '10-20');
});

it('comes to the figures that were counted by hand', async () => {
  const report = await getRevenueReport(await staff(['finance'], NOW), range, currency);
  // October begins with Ann and Bob at 19.00 each; it ends with Ann and Cay at 79.00 each and Dan at 19.00.
  expect(report.movements).toEqual([
    {
      ...{ month: '2026-10', openingMinor: '3800', newMinor: '19900', reactivationMinor: '1900' },
      ...{ expansionMinor: '6000', contractionMinor: '-12000', churnMinor: '-1900', closingMinor: '17700' },
    },
  ]);
  expect(report.now).toMatchObject({
    ...{ mrrMinor: '17700', arrMinor: '212400', paidSubscriptions: 3, lostSubscriptions: 1 },
    // One of two; (19.00 + 120.00) of 38.00; 59.00 a subscription by 49.09 % a month.
    ...{ logoChurnBps: 5_000, revenueChurnBps: 36_579, ltvMinor: '12019' },
    // 10.00 and 20.00 without tax; 30.00 × 30.4375 ÷ 31 = 29.46, and MRR, by the three with a tier and Eve.
    ...{ packRevenueMinor: '3000', purchases: 2, buyers: 2, monthlyRevenueMinor: '20646' },
    ...{ payers: 4, arpuMinor: '5162', purchaseRateBps: null },
  });
  expect(report.former).toMatchObject({ mrrMinor: '3800', paidSubscriptions: 2, packRevenueMinor: '0' });
});

it('follows what was paid, less what went back by refund and by a lost dispute', async () => {
  const ctx = await staff(['finance'], NOW);
  const cohorts = await getCohorts(ctx, currency);
  const of = (month: string) => present(cohorts.find((cohort) => cohort.month === month));
  // Ann: 19.00 less 3.00, a month with her tier alone, a pack of 11.90, her tier again.
  expect(of('2026-08')).toMatchObject({ organisations: 1 });
  expect(of('2026-08').months.map(({ active, paidMinor }) => [active, paidMinor])).toEqual([
    [1, '1600'],
    [1, '0'],
    [1, '1190'],
    [1, '0'],
  ]);
  // Cay and Eve: 199.00 that were lost, and 20.00.
  expect(of('2026-10').months[0]).toEqual({ active: 2, shareBps: 10_000, paidMinor: '2000' });
  const { byPayment } = await getTopOrganisations(ctx, range, currency);
  expect(byPayment.map(({ organisationId, paidMinor }) => [organisationId, paidMinor])).toEqual([
    [org('eve'), '2000'],
    [org('ann'), '1190'],
  ]);
  const { rows } = await listRows(
    ctx,
    'customers',
    parseRange({ from: '2026-08-01', to: '2026-10-31' }, NOW).range,
    currency,
  );
  expect(rows.map(({ id, cells }) => [id, cells[2]])).toEqual([
    [org('eve'), '2000'],
    [org('cay'), '0'],
    [org('ann'), '2790'],
  ]);
});

it('holds the cash of each provider against payments less refunds and disputes', async () => {
  const ctx = await staff(['finance'], NOW);
  // 19.00 + 11.90 + 20.00 + 199.00 - 3.00 - 199.00 - 15.00
  const tie = { key: 'payments', currency, hereMinor: '3290', thereMinor: '3290' };
  expect((await getCashBook(ctx)).ties).toEqual([tie]);
  await db.payment.updateMany({ where: { organisationId: org('eve') }, data: { receivedMinor: 1_999n } });
  expect((await getCashBook(ctx)).ties).toEqual([{ ...tie, thereMinor: '3289' }]);
});
