import type { InvoiceModel, Tx } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { enqueueEmails } from '@/lib/domain/notifications/enqueue-email';
import { dayOf } from './dto';
import type { PartyJson } from './schema';

/**
 * Queues the letter of each invoice that its buyer has to pay: to the address of the billing details, else to owners and
 * billing members. One that a provider collects by itself is paid without a letter.
 */
export async function announceInvoices(tx: Tx, invoices: readonly InvoiceModel[]): Promise<void> {
  const awaited = invoices.filter(({ status, providerInvoiceId }) => status === 'open' && !providerInvoiceId);
  if (awaited.length === 0) return;
  const organisations = await tx.organisation.findMany({
    where: { id: { in: awaited.map(({ organisationId }) => organisationId) } },
    select: {
      ...{ id: true, name: true },
      members: {
        where: { role: { in: ['owner', 'billing'] }, user: { deactivatedAt: null } },
        select: { user: { select: { email: true } } },
      },
    },
  });
  const byId = new Map(organisations.map((organisation) => [organisation.id, organisation]));
  const letters = awaited.flatMap((invoice) => {
    const organisation = byId.get(invoice.organisationId);
    const { email } = invoice.buyer as PartyJson;
    const readers = email ? [email] : (organisation?.members.map(({ user }) => user.email) ?? []);
    const props = {
      ...{ organisation: organisation?.name ?? '', number: invoice.number ?? '' },
      amountMinor: (invoice.totalMinor - invoice.paidMinor).toString(),
      currency: invoice.currency,
      dueOn: dayOf(invoice.dueOn) ?? '',
      url: `${env.APP_URL}/billing/invoices/${invoice.number}`,
    };
    return readers.map((to) => ({
      ...{ key: `invoice-issued:${invoice.id}:${to}`, to, template: 'invoice-issued' as const, props },
    }));
  });
  await enqueueEmails(tx, letters);
}

/**
 * Queues the receipt of an invoice that is paid whole, once: to the address of the billing details, else to owners and
 * billing members.
 */
export async function announcePaid(tx: Tx, invoice: InvoiceModel, paidAt: Date): Promise<void> {
  const { organisationId, id: invoiceId, number, currency, totalMinor, taxMinor } = invoice;
  const { name, email } = invoice.buyer as PartyJson;
  // One round trip: renewals settle by the thousand.
  const [facts] = await tx.$queryRaw<{ what: string | null; emails: string[] }[]>`
    SELECT (SELECT l.description FROM "InvoiceLine" l
      WHERE l."organisationId" = ${organisationId} AND l."invoiceId" = ${invoiceId}
      ORDER BY l."netMinor" DESC, l.position LIMIT 1) AS what,
    ARRAY(SELECT u.email FROM "Member" m JOIN "User" u ON u.id = m."userId"
      WHERE m."organisationId" = ${organisationId} AND m.role IN ('owner', 'billing') AND u."deactivatedAt" IS NULL) AS emails`;
  const readers = email ? [email] : (facts?.emails ?? []);
  const props = {
    ...{ organisation: name, number: number ?? '', what: facts?.what ?? number ?? '', currency },
    ...{ amountMinor: totalMinor.toString(), taxMinor: taxMinor.toString(), paidAt: paidAt.toISOString() },
    url: `${env.APP_URL}/billing/invoices/${number}`,
  };
  const letters = readers.map((to) => ({
    ...{ key: `invoice-paid:${invoiceId}:${to}`, to, template: 'invoice-paid' as const, props },
  }));
  await enqueueEmails(tx, letters);
}
