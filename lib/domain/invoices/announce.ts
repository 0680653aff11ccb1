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
  const readers = email ? [email] : await readReaders(tx, organisationId);
  const line = await tx.invoiceLine.findFirst({
    where: { organisationId, invoiceId },
    orderBy: { netMinor: 'desc' },
    select: { description: true },
  });
  const props = {
    ...{ organisation: name, number: number ?? '', what: line?.description ?? number ?? '', currency },
    ...{ amountMinor: totalMinor.toString(), taxMinor: taxMinor.toString(), paidAt: paidAt.toISOString() },
    url: `${env.APP_URL}/billing/invoices/${number}`,
  };
  const letters = readers.map((to) => ({
    ...{ key: `invoice-paid:${invoiceId}:${to}`, to, template: 'invoice-paid' as const, props },
  }));
  await enqueueEmails(tx, letters);
}

async function readReaders(tx: Tx, organisationId: string): Promise<string[]> {
  const members = await tx.member.findMany({
    where: { organisationId, role: { in: ['owner', 'billing'] }, user: { deactivatedAt: null } },
    select: { user: { select: { email: true } } },
  });
  return members.map(({ user }) => user.email);
}
