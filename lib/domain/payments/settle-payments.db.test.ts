import { beforeAll, expect, it } from 'vitest';
import { credits } from '@/lib/core/credits';
import { db, transaction } from '@/lib/core/db';
import { addDays } from '@/lib/core/time';
import { renewSubscriptions } from '@/lib/domain/subscriptions/renew-subscriptions';
import { checkLaws } from '@/lib/domain/wallet/verify-ledger';
import { ordered } from '@/lib/testing/by-invoice';
import { NOW, ensureCatalogue, job } from '@/lib/testing/factories';
import { gatherSettlement } from './gather-settlements';
import { openPayment } from './steps';

beforeAll(async () => {
  await ensureCatalogue();
  await db.tier.updateMany({ data: { trialDays: 0 } });
});

const LATER = addDays(NOW, 40);

/** A tier by invoice whose second period is invoiced, and an attempt to pay it. */
async function renewed(one: Awaited<ReturnType<typeof ordered>>) {
  const invoice = await one.open();
  if (!invoice) throw new Error('nothing is open');
  const { organisationId, id: invoiceId, totalMinor: amountMinor, currency } = invoice;
  const attempt = { organisationId, provider: 'paymob' as const, invoiceId, amountMinor, currency };
  const payment = await transaction((tx) => openPayment(tx, job(LATER), attempt));
  const settle = (change: { amountMinor?: bigint; at?: Date } = {}) =>
    gatherSettlement(job(LATER), payment, {
      ...{ amountMinor: change.amountMinor ?? amountMinor, currency },
      ...{ providerPaymentId: `txn_${payment.id}`, occurredAt: change.at },
    });
  return { ...one, invoiceId, settle, before: await one.row() };
}

it('settles renewals that are paid at once together, each once; what differs or fails harms no other', async () => {
  const orders = await Promise.all(Array.from({ length: 6 }, () => ordered()));
  for (const one of orders) await one.pay();
  await renewSubscriptions(job(LATER));
  const [odd, broken, ...good] = await Promise.all(orders.map(renewed));
  if (!odd || !broken) throw new Error('there are six');
  const outcomes = await Promise.allSettled([
    odd.settle({ amountMinor: 1n }),
    broken.settle({ at: new Date(8.64e15) }),
    ...good.map(({ settle }) => settle()),
    ...good.map(({ settle }) => settle()),
  ]);
  const told = outcomes.map((one) => (one.status === 'fulfilled' ? one.value : one.status));
  const each = <T>(value: T) => good.map(() => value);
  expect(told).toEqual(['differs', 'rejected', ...each('settled'), ...each('before')]);
  for (const { org, lots, kinds, row, before, invoiceId } of good) {
    const invoice = await db.invoice.findFirstOrThrow({ where: { organisationId: org, id: invoiceId } });
    expect(invoice).toMatchObject({ status: 'paid', paidMinor: invoice.totalMinor, paidAt: LATER });
    expect(await row()).toMatchObject({ status: 'active', periodStart: before.periodEnd });
    const granted = { grantedMicro: credits(200), costMinor: 1900n };
    expect(await lots()).toMatchObject([granted, { ...granted, periodStart: before.periodEnd }]);
    expect(await kinds()).toEqual(['new']);
    const posted = await db.journalEntry.findMany({ where: { organisationId: org, reference: invoiceId } });
    expect(posted.map(({ kind }) => kind).sort()).toEqual(['invoice', 'payment']);
  }
  for (const { lots } of [odd, broken]) expect(await lots()).toHaveLength(1);
  const reports = await checkLaws(db, LATER);
  expect(reports.filter(({ differences }) => differences.length > 0)).toEqual([]);
});
