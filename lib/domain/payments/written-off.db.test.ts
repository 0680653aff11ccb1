import { expect, it } from 'vitest';
import { db, transaction } from '@/lib/core/db';
import { addDays } from '@/lib/core/time';
import { issueInvoice, voidInvoice, writeOffInvoice } from '@/lib/domain/invoices/steps';
import { receiveTransfer } from '@/lib/domain/proofs/steps';
import type { ProviderCode } from '@/lib/integrations/payment-provider';
import { NOW, job, newOrganisation } from '@/lib/testing/factories';
import { booksOf, invoiceFor, newRate } from '@/lib/testing/invoices';
import { lockPayment } from './lock-payment';
import { openPayment, settlePayment } from './steps';

const ways = ['stripe', 'paymob', 'bank_transfer'] as const;

async function closed(provider: ProviderCode, close: typeof voidInvoice) {
  const organisationId = await newOrganisation();
  const taxRateId = await newRate(1900);
  const draft = invoiceFor(organisationId, { taxRateId });
  return transaction(async (tx) => {
    const { id: invoiceId, totalMinor: amountMinor } = await issueInvoice(tx, job(), draft);
    const attempt = { organisationId, provider, invoiceId, amountMinor, currency: 'USD' };
    const payment = await openPayment(tx, job(), attempt);
    await close(tx, job(), { organisationId, invoiceId });
    return { organisationId, invoiceId, payment, tax: `tax_payable:${taxRateId}` };
  });
}

async function pay({ payment }: Awaited<ReturnType<typeof closed>>): Promise<void> {
  const { amountMinor, currency, id } = payment;
  await transaction(async (tx) => {
    if (payment.provider === 'bank_transfer')
      await receiveTransfer(tx, job(), payment, { amountMinor, occurredAt: NOW });
    else await settlePayment(tx, job(), payment, { amountMinor, currency, providerPaymentId: id });
  });
}

it.each(ways)('an invoice that was written off and is paid after all by %s is paid', async (provider) => {
  const one = await closed(provider, writeOffInvoice);
  await pay(one);
  const { organisationId, invoiceId, tax } = one;
  expect(await db.invoice.findFirst({ where: { id: invoiceId } })).toMatchObject({ status: 'paid' });
  expect(await db.payment.findFirst({ where: { organisationId } })).toMatchObject({
    ...{ status: 'succeeded', difference: null },
  });
  expect(await booksOf(organisationId)).toEqual({
    ...{ [`cash:${provider}`]: 11_900n, [tax]: -1_900n, deferred_revenue: -10_000n },
  });
});

it.each(ways)('one that was taken back is not: what comes by %s is on account', async (provider) => {
  const one = await closed(provider, voidInvoice);
  await pay(one);
  const { organisationId, invoiceId } = one;
  expect(await db.invoice.findFirst({ where: { id: invoiceId } })).toMatchObject({ status: 'void' });
  expect(await booksOf(organisationId)).toEqual({
    ...{ [`cash:${provider}`]: 11_900n, customer_balance: -11_900n },
  });
});

it('one that is paid keeps the day of its payment when the same transfer brings more', async () => {
  const { organisationId, payment } = await closed('bank_transfer', writeOffInvoice);
  const { amountMinor } = payment;
  const receive = (occurredAt: Date, now = NOW) =>
    transaction(async (tx) =>
      receiveTransfer(tx, job(now), await lockPayment(tx, payment), { amountMinor, occurredAt }),
    );
  await receive(NOW);
  const later = addDays(NOW, 3);
  expect(await receive(later, later)).toMatchObject({ outcome: 'over' });
  expect(await db.payment.findFirst({ where: { organisationId } })).toMatchObject({
    ...{ status: 'succeeded', settledAt: NOW, receivedMinor: 2n * amountMinor },
  });
});
