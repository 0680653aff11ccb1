import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/core/db';
import { addDays, dayIn } from '@/lib/core/time';
import { getCashBook } from '@/lib/domain/books/tax-and-cash';
import { listJournal } from '@/lib/domain/books/list-journal';
import { lockMonth } from '@/lib/domain/books/lock-month';
import { listMonths } from '@/lib/domain/books/months';
import { SELLER } from '@/lib/domain/invoices/accounts';
import { importStatement } from '@/lib/domain/reconciliation/import-statement';
import { getReconciliation } from '@/lib/domain/reconciliation/queries';
import { runReconciliation } from '@/lib/domain/reconciliation/run-reconciliation';
import type { ReconciledProvider } from '@/lib/domain/reconciliation/schema';
import { startReconciliation } from '@/lib/domain/reconciliation/start-reconciliation';
import { ensureCatalogue, job, memberOf, staff } from '@/lib/testing/factories';
import { broken, paidCheckout, sums, take } from '@/lib/testing/payments';
import { openShop } from '@/lib/testing/shop';
import { postMovements } from './post-movements';

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
  await ensureCatalogue();
});
afterAll(() => shop.close());

const finance = () => staff(['finance'], new Date());
const post = () => postMovements(job(new Date()));
/** 2.9 % of 20.00 and 0.30. */
const FEE = 88n;

async function reconcile(provider: ReconciledProvider, days = 0) {
  const ctx = await finance();
  const [from, to] = [dayIn(ctx.now), dayIn(addDays(ctx.now, days))];
  const { runId } = await startReconciliation(ctx, { provider, from, to });
  await runReconciliation(job(new Date()), { runId });
  const items = await db.reconciliationItem.findMany({ where: { runId }, orderBy: { position: 'asc' } });
  return { items, ties: (await getReconciliation(ctx, runId)).run.ties };
}

/** What the books have at Stripe is what Stripe says, once everything is posted. */
async function expectTied() {
  const { ties } = await reconcile('stripe');
  expect(ties.map(({ pendingMinor }) => pendingMinor)).toEqual(['0']);
  expect(ties.map(({ hereMinor }) => hereMinor)).toEqual(ties.map(({ thereMinor }) => thereMinor));
  for (const tie of (await getCashBook(await finance())).ties) expect(tie.hereMinor).toBe(tie.thereMinor);
  expect(await broken()).toEqual([]);
}

describe('postMovements', () => {
  it('posts the fee of a payment once, however often and however many at a time it runs', async () => {
    const { org, paymentId } = await paidCheckout(shop);
    const { ties } = await reconcile('stripe');
    expect(ties).toEqual([
      { key: 'cash', currency: 'USD', hereMinor: '2000', thereMinor: '1912', pendingMinor: FEE.toString() },
    ]);
    const all = await Promise.all([post(), post(), post()]);
    expect(all.reduce((sum, { posted }) => sum + posted, 0)).toBe(1);
    expect(await post()).toEqual({ posted: 0 });
    expect(await sums(org)).toEqual({ 'cash:stripe': 1_912n, deferred_revenue: -2_000n, fees: FEE });
    const { rows } = await listJournal(await finance(), { kind: 'fee', about: paymentId });
    expect(rows).toMatchObject([{ organisationId: org, about: { kind: 'payment' }, lateFor: null }]);
    await expectTied();
  });

  it('leaves the fee of a payment that nobody knows here, until somebody does', async () => {
    const { org, paymentId } = await paidCheckout(shop);
    const where = { organisationId_id: { organisationId: org, id: paymentId } };
    const { reference, providerPaymentId } = await db.payment.findUniqueOrThrow({ where });
    const stranger = { reference: `${reference}x`, providerPaymentId: null };
    await db.payment.update({ where, data: stranger });
    expect(await post()).toEqual({ posted: 0 });
    expect(await sums(SELLER)).toEqual({});
    await db.payment.update({ where, data: { reference, providerPaymentId } });
    expect(await post()).toEqual({ posted: 1 });
    await expectTied();
  });

  it('leaves the fee of a payment that went back: Stripe keeps it', async () => {
    const { org, intent } = await paidCheckout(shop);
    const from = shop.deliveries.length;
    await shop.control('/sandbox/refunds', { paymentIntent: intent });
    await take(await shop.delivery('refund.created', from));
    expect(await post()).toEqual({ posted: 1 });
    expect(await sums(org)).toEqual({ 'cash:stripe': -FEE, fees: FEE });
    await expectTied();
  });

  it.each(['won', 'lost'] as const)('posts nothing twice of a dispute that is %s', async (outcome) => {
    const { org, intent } = await paidCheckout(shop);
    const from = shop.deliveries.length;
    await shop.control('/sandbox/disputes', { paymentIntent: intent });
    expect(await post()).toEqual({ posted: 1 });
    await take(await shop.delivery('charge.dispute.created', from));
    const { providerDisputeId } = await db.dispute.findFirstOrThrow({ where: { organisationId: org } });
    await shop.control(`/sandbox/disputes/${providerDisputeId}/close`, { outcome });
    await take(await shop.delivery('charge.dispute.closed', from));
    expect(await post()).toEqual({ posted: 0 });
    const fees = FEE + 1_500n;
    expect(await sums(org)).toEqual(
      outcome === 'won'
        ? { 'cash:stripe': 2_000n - fees, deferred_revenue: -2_000n, fees }
        : { 'cash:stripe': -fees, fees },
    );
    const mine = (await reconcile('stripe')).items.filter(({ organisationId }) => organisationId === org);
    expect(mine.map(({ kind }) => kind)).toEqual(Array(outcome === 'won' ? 3 : 2).fill('matched'));
    await expectTied();
  });

  it('takes a payout to the bank, where its statement shows it, and back when it fails', async () => {
    await paidCheckout(shop);
    await shop.control('/sandbox/payouts', { amount: 1_000 });
    await shop.control('/sandbox/fees', { amount: 250, description: 'Billing - Usage Fee' });
    const kinds = async () =>
      (await reconcile('stripe')).items
        .filter(({ organisationId }) => organisationId === null)
        .map(({ kind, theirMinor }) => [kind, theirMinor]);
    const both = expect.arrayContaining([
      ['missing_here', -1_000n],
      ['missing_here', -250n],
    ]) as unknown;
    expect(await kinds()).toEqual(both);
    expect(await post()).toEqual({ posted: 3 });
    expect(await sums(SELLER)).toEqual({ 'cash:stripe': -1_250n, 'cash:bank_transfer': 1_000n, fees: 250n });
    expect((await kinds()).map(([kind]) => kind)).toEqual(['matched', 'matched']);
    await expectTied();

    const onItsWay = (await reconcile('bank_transfer')).items;
    expect(onItsWay).toMatchObject([{ kind: 'missing_there', organisationId: null, ourMinor: 1_000n }]);
    const { reference, arrivesAt } = await db.providerMovement.findFirstOrThrow({
      where: { kind: 'payout' },
    });
    const day = dayIn(arrivesAt ?? new Date());
    const text = `Date,Amount,Text\n${day},9.99,STRIPE PAYMENTS\n${day},10.00,Stripe Payments Europe\n`;
    const mapping = {
      ...{ account: 'US1', currency: 'USD', dateColumn: 'Date', dateOrder: 'YMD' as const, headLine: 1 },
      ...{ amountColumn: 'Amount', decimal: '.' as const, referenceColumn: 'Text' },
    };
    await importStatement(await finance(), {
      fileName: 'p.csv',
      bytes: new TextEncoder().encode(text),
      mapping,
    });
    const { items, ties } = await reconcile('bank_transfer', 3);
    expect(ties).toEqual([]);
    expect(items.map(({ kind, ourMinor, theirMinor }) => [kind, ourMinor, theirMinor])).toEqual([
      ['missing_here', null, 999n],
      ['matched', 1_000n, 1_000n],
    ]);

    await shop.control(`/sandbox/payouts/${reference}/fail`);
    expect(await post()).toEqual({ posted: 1 });
    expect(await sums(SELLER)).toEqual({ 'cash:stripe': -250n, fees: 250n });
    await expectTied();
  });

  it('posts what belongs to a locked month into the open one, which says so', async () => {
    const { org } = await paidCheckout(shop);
    const happened = new Date();
    const later = new Date(Date.UTC(happened.getUTCFullYear(), happened.getUTCMonth() + 1, 2));
    const ctx = await staff(['finance'], later);
    for (const { month, state } of (await listMonths(ctx)).toReversed())
      if (state === 'open') await lockMonth(ctx, { month });
    expect(await postMovements(job(later))).toEqual({ posted: 1 });
    const { rows } = await listJournal(ctx, { kind: 'fee', about: org });
    expect(rows.map(({ postedAt, lateFor }) => [dayIn(new Date(postedAt)), lateFor?.slice(0, 10)])).toEqual([
      [dayIn(later), dayIn(happened)],
    ]);
  });

  it('is for jobs alone', async () => {
    await expect(postMovements(await memberOf((await paidCheckout(shop)).org))).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(postMovements(await finance())).rejects.toMatchObject({ code: 'forbidden' });
  });
});
