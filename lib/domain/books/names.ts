import { type Tx } from '@/lib/core/db';
import type { JournalAboutDto } from './schema';

const TAX = 'tax_payable:';

/** The rates that tax accounts are kept by, as people call them: `VAT 14 % (EG)`. */
export async function taxNames(tx: Tx, accounts: Iterable<string>): Promise<Map<string, string>> {
  const ids = [...new Set(accounts)].flatMap((one) => (one.startsWith(TAX) ? one.slice(TAX.length) : []));
  if (ids.length === 0) return new Map();
  const rates = await tx.taxRate.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true, region: true },
  });
  return new Map(rates.map(({ id, name, region }) => [`${TAX}${id}`, `${name} (${region})`]));
}

type Named = Map<string, JournalAboutDto>;
const invoiceLink = (number: string) => `/finance/invoices/${number}`;
const paymentLink = (id: string) => `/finance/payments/${id}`;

async function documents(tx: Tx, id: { in: string[] }): Promise<Named> {
  const invoice = { select: { number: true } } as const;
  const [invoices, purchases, lots] = await Promise.all([
    tx.invoice.findMany({ where: { id, number: { not: null } }, select: { id: true, number: true } }),
    tx.purchase.findMany({
      where: { id },
      select: { id: true, packName: true, invoice, payments: { select: { id: true }, take: 1 } },
    }),
    tx.lot.findMany({
      where: { id },
      select: {
        ...{ id: true, source: true },
        purchase: { select: { packName: true, invoice } },
        subscription: { select: { tierName: true } },
      },
    }),
  ]);
  return new Map<string, JournalAboutDto>([
    ...invoices.map(({ id: key, number }) => {
      const name = number ?? '';
      return [key, { kind: 'invoice', name, href: invoiceLink(name) }] as const;
    }),
    ...purchases.map(({ id: key, packName, invoice: made, payments: [payment] }) => {
      const name = made?.number ?? packName;
      const href = made?.number ? invoiceLink(made.number) : payment ? paymentLink(payment.id) : null;
      return [key, { kind: made?.number ? 'invoice' : 'purchase', name, href }] as const;
    }),
    ...lots.map(({ id: key, source, purchase, subscription }) => {
      const number = purchase?.invoice?.number;
      const name = number ?? purchase?.packName ?? subscription?.tierName ?? source;
      return [key, { kind: 'lot', name, href: number ? invoiceLink(number) : null }] as const;
    }),
  ]);
}

async function moved(tx: Tx, id: { in: string[] }): Promise<Named> {
  const payment = { select: { id: true, reference: true } } as const;
  const [payments, refunds, disputes] = await Promise.all([
    tx.payment.findMany({ where: { id }, ...payment }),
    tx.refund.findMany({ where: { id }, select: { id: true, payment } }),
    tx.dispute.findMany({ where: { id }, select: { id: true, payment } }),
  ]);
  return new Map<string, JournalAboutDto>([
    ...payments.map(
      ({ id: key, reference }) =>
        [key, { kind: 'payment', name: reference, href: paymentLink(key) }] as const,
    ),
    ...refunds.map(
      ({ id: key, payment: { id: paid, reference } }) =>
        [key, { kind: 'refund', name: reference, href: paymentLink(paid) }] as const,
    ),
    ...disputes.map(
      ({ id: key, payment: { reference } }) =>
        [key, { kind: 'dispute', name: reference, href: `/finance/disputes/${key}` }] as const,
    ),
  ]);
}

/** What entries were posted for, by their references: the number that people know it by, and where it is shown. */
export async function aboutOf(tx: Tx, references: Iterable<string>): Promise<Named> {
  const id = { in: [...new Set(references)] };
  const found = await Promise.all([documents(tx, id), moved(tx, id)]);
  return new Map(found.flatMap((part) => [...part]));
}
