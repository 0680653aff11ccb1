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
 * Queues the receipts of invoices that are paid whole, once each: to the address of the billing details, else to owners and
 * billing members. One round trip for what they say: renewals settle by the thousand.
 */
export async function announcePaid(tx: Tx, invoices: readonly InvoiceModel[]): Promise<void> {
  if (invoices.length === 0) return;
  const facts = await tx.$queryRaw<{ id: string; what: string | null; emails: string[] }[]>`
    SELECT i.id, (SELECT l.description FROM "InvoiceLine" l WHERE l."organisationId" = i.org AND l."invoiceId" = i.id
      ORDER BY l."netMinor" DESC, l.position LIMIT 1) AS what,
    ARRAY(SELECT u.email FROM "Member" m JOIN "User" u ON u.id = m."userId"
      WHERE m."organisationId" = i.org AND m.role IN ('owner', 'billing') AND u."deactivatedAt" IS NULL) AS emails
    FROM unnest(${invoices.map(({ organisationId }) => organisationId)}::text[], ${invoices.map(({ id }) => id)}::text[]) AS i (org, id)`;
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  const letters = invoices.flatMap((invoice) => {
    const { id, number, currency, totalMinor, taxMinor, paidAt } = invoice;
    const { name, email } = invoice.buyer as PartyJson;
    const { what = null, emails = [] } = byId.get(id) ?? {};
    const props = {
      ...{ organisation: name, number: number ?? '', what: what ?? number ?? '', currency },
      ...{ amountMinor: totalMinor.toString(), taxMinor: taxMinor.toString() },
      ...{ paidAt: paidAt?.toISOString() ?? '', url: `${env.APP_URL}/billing/invoices/${number}` },
    };
    return (email ? [email] : emails).map((to) => ({
      ...{ key: `invoice-paid:${id}:${to}`, to, template: 'invoice-paid' as const, props },
    }));
  });
  await enqueueEmails(tx, letters);
}
