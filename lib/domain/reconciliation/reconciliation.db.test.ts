import type { z } from 'zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { createCheckoutSession, getCheckoutSession } from '@/lib/integrations/stripe/checkout';
import { stripeClient } from '@/lib/integrations/stripe/client';
import { anonymous, job, memberOf, newOrganisation, staff } from '@/lib/testing/factories';
import { present } from '@/lib/testing/present';
import { openShop } from '@/lib/testing/shop';
import { bringItem } from './bring-item';
import { decideItem } from './decide-item';
import { importStatement } from './import-statement';
import { getReconciliation, listReconciliations, listStatements } from './queries';
import { recordTransfer } from './record-transfer';
import { runReconciliation } from './run-reconciliation';
import type { CsvMapping, ReconciledProvider } from './schema';
import { startReconciliation } from './start-reconciliation';

const NOW = new Date();
const today = NOW.toISOString().slice(0, 10);
const finance = () => staff(['finance'], NOW);

let shop: Awaited<ReturnType<typeof openShop>>;
let organisationId: string;
beforeAll(async () => {
  shop = await openShop();
  organisationId = await newOrganisation();
});
afterAll(() => shop.close());

type Over = { receivedMinor?: bigint; status?: 'succeeded' | 'open'; reference?: string; provider?: string };

async function payment(providerPaymentId: string | null, over: Over = {}) {
  const id = newId('payment');
  const purchaseId = newId('purchase');
  const { receivedMinor = 2_000n, status = 'succeeded', reference = id, provider = 'stripe' } = over;
  await db.purchase.create({
    data: {
      ...{ organisationId, id: purchaseId, packCode: 'p', packName: 'Pack', creditsMicro: 1n, factors: [] },
      ...{ listPriceMinor: 2_000n, totalMinor: 2_000n, currency: 'USD', createdAt: NOW, expiresAt: NOW },
    },
  });
  await db.payment.create({
    data: {
      ...{
        organisationId,
        id,
        provider,
        purchaseId,
        amountMinor: 2_000n,
        currency: 'USD',
        status,
        reference,
      },
      ...{ receivedMinor: status === 'succeeded' ? receivedMinor : 0n, providerPaymentId, createdAt: NOW },
      settledAt: status === 'succeeded' ? NOW : null,
    },
  });
  return id;
}

/** Somebody pays at the provider; answers the payment intent. */
async function paidAtStripe(reference: string): Promise<string> {
  const { id, url } = await createCheckoutSession({
    ...{ reference, organisationId, description: '250 credits', amountMinor: 2_000n, currency: 'USD' },
    ...{ email: 'a@example.test', successUrl: 'http://localhost/x', cancelUrl: 'http://localhost/y' },
    expiresAt: new Date(Date.now() + 3_600_000),
  });
  await shop.pay(url);
  return present((await getCheckoutSession(id)).paymentIntentId);
}

async function reconcile(provider: ReconciledProvider) {
  const ctx = await finance();
  const { runId } = await startReconciliation(ctx, { provider, from: today, to: today });
  await runReconciliation(job(NOW), { runId });
  return runId;
}

const itemsOf = (runId: string) =>
  db.reconciliationItem.findMany({ where: { runId }, orderBy: { position: 'asc' } });

describe('with Stripe', () => {
  it('finds what is on both sides, on one, and of another amount; and changes nothing', async () => {
    const both = await payment(await paidAtStripe('ref_both'));
    const less = await payment(await paidAtStripe('ref_less'), { receivedMinor: 1_500n });
    const lost = await paidAtStripe('ref_lost');
    const gone = await payment('pi_gone');
    const before = await db.payment.findMany({ orderBy: { id: 'asc' } });
    const runId = await reconcile('stripe');
    const items = await itemsOf(runId);
    expect(
      items.map(({ kind, subjectId, ourMinor, theirMinor }) => [kind, subjectId, ourMinor, theirMinor]),
    ).toEqual([
      ['missing_here', null, null, 2_000n],
      ['missing_there', gone, 2_000n, null],
      ['differs', less, 1_500n, 2_000n],
      ['matched', both, 2_000n, 2_000n],
    ]);
    expect(lost).toMatch(/^pi_/);
    expect(await db.payment.findMany({ orderBy: { id: 'asc' } })).toEqual(before);
    const { run, kind, items: shown } = await getReconciliation(await finance(), runId);
    expect(run).toMatchObject({
      status: 'ready',
      counts: { matched: 1, missing_here: 1, missing_there: 1, differs: 1, undecided: 3 },
    });
    expect([kind, shown.length]).toEqual(['missing_here', 1]);
    // The same again is a run of its own with the same outcome; the job of a run that is made does nothing.
    const again = await itemsOf(await reconcile('stripe'));
    expect(again.map(({ runId: _, ...item }) => item)).toEqual(items.map(({ runId: _, ...item }) => item));
    await runReconciliation(job(NOW), { runId });
    expect(await itemsOf(runId)).toEqual(items);
  });

  it('says why it failed, and is made when the provider answers again', async () => {
    const ctx = await finance();
    const { runId } = await startReconciliation(ctx, { provider: 'stripe', from: today, to: today });
    const list = stripeClient().balanceTransactions.list;
    stripeClient().balanceTransactions.list = (() => {
      throw new Error('nobody answers');
    }) as never;
    await expect(runReconciliation(job(NOW), { runId })).rejects.toThrow('nobody answers');
    expect((await getReconciliation(ctx, runId)).run).toMatchObject({
      status: 'failed',
      failure: 'unexpected',
    });
    stripeClient().balanceTransactions.list = list;
    await runReconciliation(job(NOW), { runId });
    expect((await getReconciliation(ctx, runId)).run).toMatchObject({ status: 'ready', failure: null });
  });
});

const mapping: z.input<typeof CsvMapping> = {
  ...{ account: 'US1', currency: 'USD', dateColumn: 'Date', dateOrder: 'YMD', amountColumn: 'Amount' },
  ...{ decimal: '.', referenceColumn: 'Text', headLine: 1 },
};
const csv = (...lines: string[]) => new TextEncoder().encode(`Date,Amount,Text\n${lines.join('\n')}\n`);

describe('with the bank', () => {
  it('imports a statement once and finds transfers by what the payer wrote', async () => {
    const ctx = await finance();
    const bank = { provider: 'bank_transfer' } as const;
    const paid = await payment(null, { ...bank, reference: 'MD-AAAA-1111' });
    const open = await payment(null, { ...bank, reference: 'MD-BBBB-2222', status: 'open' });
    const never = await payment(null, { ...bank, reference: 'MD-CCCC-3333' });
    const bytes = csv(`${today},20.00,md aaaa 1111`, `${today},7.50,MD-BBBB-2222 rest`, `${today},-3.00,fee`);
    await expect(importStatement(ctx, { fileName: 'a.csv', bytes })).rejects.toMatchObject({
      reason: 'statementMapping',
    });
    expect(await importStatement(ctx, { fileName: 'a.csv', bytes, mapping })).toMatchObject({ lines: 3 });
    await expect(importStatement(ctx, { fileName: 'b.csv', bytes, mapping })).rejects.toMatchObject({
      reason: 'statementTwice',
    });
    // The same lines in a longer file count once.
    const longer = csv(
      `${today},20.00,md aaaa 1111`,
      `${today},7.50,MD-BBBB-2222 rest`,
      `${today},-3.00,fee`,
      `${today},1.00,x`,
    );
    await importStatement(ctx, { fileName: 'c.csv', bytes: longer, mapping });
    const items = await itemsOf(await reconcile('bank_transfer'));
    expect(items.map(({ kind, subjectId, theirMinor }) => [kind, subjectId, theirMinor])).toEqual([
      ['missing_here', open, 750n],
      ['missing_here', null, -300n],
      ['missing_here', null, 100n],
      ['missing_there', never, null],
      ['matched', paid, 2_000n],
    ]);
    const { statements, mapping: kept } = await listStatements(ctx);
    expect(statements.map(({ fileName, lines }) => [fileName, lines])).toEqual(
      expect.arrayContaining([
        ['a.csv', 3],
        ['c.csv', 4],
      ]),
    );
    expect(kept).toMatchObject(mapping);
  });

  it('refuses what it cannot read, and leaves nothing of it', async () => {
    const ctx = await finance();
    const before = await db.bankStatement.count();
    const importing = (bytes: Uint8Array) => importStatement(ctx, { fileName: 'x', bytes, mapping });
    await expect(importing(csv('2026-02-30,1.00,x'))).rejects.toMatchObject({ reason: 'statementRow' });
    await expect(importing(csv())).rejects.toMatchObject({ reason: 'statementEmpty' });
    await expect(importing(new Uint8Array([0xff, 0xfe, 0xfd]))).rejects.toMatchObject({
      reason: 'statementEncoding',
    });
    await expect(importing(new TextEncoder().encode('<a>'))).rejects.toMatchObject({
      reason: 'statementXml',
    });
    await expect(importing(new Uint8Array(6 * 1_048_576))).rejects.toMatchObject({ code: 'too_large' });
    expect(await db.bankStatement.count()).toBe(before);
  });
});

describe('with Paymob', () => {
  it('holds disputes that finance recorded against the list that it exports', async () => {
    const about = {
      organisationId,
      currency: 'USD',
      reason: 'general',
      status: 'lost' as const,
      openedAt: NOW,
    };
    const disputed = async (theirs: string) => {
      const id = newId('dispute');
      const paymentId = await payment(null, { provider: 'paymob' });
      const data = { ...about, id, paymentId, providerDisputeId: theirs, amountMinor: 2_000n };
      await db.dispute.create({ data });
      return id;
    };
    const [told, untold] = [await disputed('CB-778899'), await disputed('CB-445566')];
    const bytes = csv(`${today},-20.00,Chargeback CB 778899`);
    const account = { ...mapping, account: 'paymob' };
    await importStatement(await finance(), { fileName: 'paymob.csv', bytes, mapping: account });
    const items = await itemsOf(await reconcile('paymob'));
    const kindOf = (id: string) => items.find(({ subjectId }) => subjectId === id);
    expect(kindOf(told)).toMatchObject({ kind: 'matched', ourMinor: -2_000n, theirMinor: -2_000n });
    expect(kindOf(untold)).toMatchObject({ kind: 'missing_there', ourMinor: -2_000n });
  });
});

describe('decideItem', () => {
  it('keeps what was said of a difference, with its audit event, and moves no money', async () => {
    const ctx = await finance();
    const runId = await reconcile('stripe');
    const input = { runId, position: 0, decision: 'explained' as const, note: 'Another shop of ours' };
    await decideItem(ctx, input);
    await decideItem(ctx, { ...input, decision: 'ignored' });
    const [item] = await itemsOf(runId);
    expect(item).toMatchObject({ decision: 'ignored', note: 'Another shop of ours' });
    const audit = await db.auditEvent.findMany({
      where: { recordId: runId, action: 'reconciliation.decide' },
    });
    expect(audit).toHaveLength(2);
    const { rows } = await listReconciliations(ctx);
    const [run] = rows;
    expect(run).toMatchObject({ id: runId, counts: { undecided: 2 } });
    const matched = present((await itemsOf(runId)).find(({ kind }) => kind === 'matched'));
    await expect(decideItem(ctx, { ...input, position: matched.position })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(decideItem(ctx, { ...input, runId: 'rec_x' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(decideItem(ctx, { ...input, note: '' })).rejects.toMatchObject({ code: 'invalid' });
  });

  it('is for finance and admins, as all of it is', async () => {
    const days = { provider: 'stripe' as const, from: today, to: today };
    const decision = { runId: 'x', position: 0, decision: 'ignored' as const, note: 'xxx' };
    for (const ctx of [await memberOf(organisationId), await staff(['agent'])]) {
      await expect(startReconciliation(ctx, days)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(decideItem(ctx, decision)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(listReconciliations(ctx)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(bringItem(ctx, { runId: 'x', position: 0 })).rejects.toMatchObject({ code: 'forbidden' });
      await expect(recordTransfer(ctx, { runId: 'x', position: 0, reference: 'x' })).rejects.toMatchObject({
        code: 'forbidden',
      });
      await expect(listStatements(ctx)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(importStatement(ctx, { fileName: 'x', bytes: csv() })).rejects.toMatchObject({
        code: 'forbidden',
      });
    }
    await expect(runReconciliation(anonymous(), { runId: 'x' })).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    const ctx = await finance();
    await expect(
      startReconciliation(ctx, { ...days, from: '2026-11-02', to: '2026-11-01' }),
    ).rejects.toMatchObject({
      fields: { to: 'beforeFrom' },
    });
    await expect(startReconciliation(ctx, { ...days, from: '2024-01-01' })).rejects.toMatchObject({
      fields: { to: 'rangeTooLong' },
    });
    await expect(runReconciliation(job(NOW), { runId: 'rec_none' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
