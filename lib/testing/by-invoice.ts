import { db, transaction } from '@/lib/core/db';
import { openPayment, settlePayment } from '@/lib/domain/payments/steps';
import { issueInvoice } from '@/lib/domain/invoices/steps';
import { invoiceDraftOf } from '@/lib/domain/subscriptions/renewal-draft';
import { readTerms } from '@/lib/domain/subscriptions/terms';
import { writeWaiting } from '@/lib/domain/subscriptions/write-waiting';
import { NOW, job, memberOf, newOrganisation } from './factories';

/** A seller with an account to transfer to. */
export async function saveSeller() {
  const account = {
    currency: 'USD',
    holder: 'Seller Ltd',
    bank: 'NatWest',
    iban: 'GB33BUKB20201555555555',
    bic: 'NWBKGB2L',
  };
  const value = {
    ...{
      legalName: 'Seller Ltd',
      line1: '1 High Street',
      line2: '',
      city: 'London',
      region: '',
      postalCode: 'N1',
    },
    ...{ country: 'GB', taxId: '', email: 'billing@example.test', accounts: [account] },
    ...{ series: 'INV', creditSeries: 'CN' },
  };
  await db.setting.upsert({ where: { key: 'seller' }, create: { key: 'seller', value }, update: { value } });
}

/** A tier that waits for the transfer of its first period; ordered in UTC, unless said. */
export async function ordered(tierCode = 'starter', by: { couponCode?: string; timeZone?: string } = {}) {
  const org = await newOrganisation({ freeTier: true });
  if (by.timeZone) await db.organisation.update({ where: { id: org }, data: { timeZone: by.timeZone } });
  const owner = await memberOf(org);
  const terms = await readTerms(db, owner, org, { tierCode, interval: 'month', couponCode: by.couponCode });
  const id = await transaction(async (tx) => {
    const plan = { kind: 'start' as const, terms, live: null, collection: 'invoice' as const, trialDays: 0 };
    const waiting = await writeWaiting(tx, owner, org, plan);
    await issueInvoice(tx, owner, invoiceDraftOf(waiting, waiting));
    return waiting.id;
  });
  const row = () =>
    db.subscription.findUniqueOrThrow({ where: { organisationId_id: { organisationId: org, id } } });
  const open = () => db.invoice.findFirst({ where: { organisationId: org, status: 'open' } });
  return {
    ...{ org, owner, id, row, open },
    at: (now: Date) => ({ ...owner, now }),
    pay: async (now = NOW) => {
      const invoice = await open();
      if (!invoice) throw new Error('nothing is open');
      const { organisationId, totalMinor: amountMinor, currency } = invoice;
      await transaction(async (tx) => {
        const attempt = {
          organisationId,
          provider: 'bank_transfer' as const,
          invoiceId: invoice.id,
          amountMinor,
          currency,
        };
        const payment = await openPayment(tx, job(now), attempt);
        await settlePayment(tx, job(now), payment, { amountMinor, currency, providerPaymentId: null });
      });
    },
    lots: () =>
      db.lot.findMany({ where: { organisationId: org, subscriptionId: id }, orderBy: { id: 'asc' } }),
    kinds: async () =>
      (await db.mrrMovement.findMany({ where: { organisationId: org }, orderBy: { id: 'asc' } })).map(
        ({ kind }) => kind,
      ),
  };
}
