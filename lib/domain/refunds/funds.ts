import type { PaymentModel, Tx } from '@/lib/core/db';
import { type Part, partsOf, readFree, sumOf } from '@/lib/domain/invoices/account';
import { readTaken } from './taken';

/** Where the money of a payment is now. Minor units of `currency`: what came, which may not be what was asked for. */
export type Funds = {
  currency: string;
  /** What came of it and was neither sent back nor lost: never more goes out. */
  heldMinor: bigint;
  /** On the customer's account, because of this payment or what it is for. */
  own: Part[];
  /** What is paid of an invoice that is open still. */
  openMinor: bigint;
  /** What the sale has that is neither credited nor sent back. */
  soldMinor: bigint;
  /** Other money on the account: this payment's may have been spent in its place. */
  other: Part[];
};

/** An amount of money by where it comes from. `debtMinor` was spent elsewhere and is gone: the customer owes it. */
export type Split = { account: Part[]; openMinor: bigint; soldMinor: bigint; debtMinor: bigint };

const least = (...amounts: bigint[]) => amounts.reduce((one, other) => (one < other ? one : other));
const positive = (minor: bigint) => (minor > 0n ? minor : 0n);

/** Reads them; whoever acts on it holds the locks of the payment and of the account. */
export async function readFunds(tx: Tx, payment: PaymentModel): Promise<Funds> {
  const foreign = await readForeign(tx, payment);
  if (foreign) return { ...foreign, heldMinor: sumOf(foreign.own), openMinor: 0n, soldMinor: 0n, other: [] };
  const { organisationId, id: paymentId, currency, receivedMinor, refundedMinor } = payment;
  const lost = await tx.dispute.aggregate({
    where: { organisationId, paymentId, status: 'lost' },
    _sum: { amountMinor: true },
  });
  const references = await referencesOf(tx, payment);
  const own = await readOwn(tx, { organisationId, currency, references });
  const free = await readFree(tx, { organisationId, currency, mostMinor: receivedMinor });
  return {
    ...{ currency, own, other: free.filter(({ reference }) => !references.includes(reference)) },
    heldMinor: positive(receivedMinor - refundedMinor - (lost._sum.amountMinor ?? 0n)),
    ...(await readSale(tx, payment)),
  };
}

/** How much can be sent back: what came, as far as it is here. */
export const leftOf = ({ heldMinor, own, openMinor, soldMinor, other }: Funds): bigint =>
  least(heldMinor, positive(sumOf(own)) + openMinor + soldMinor + sumOf(other));

/** Where an amount comes from: what bought nothing first, then the sale, then other money of the customer. */
export function splitOf(funds: Funds, amountMinor: bigint): Split {
  const own = partsOf(funds.own, amountMinor);
  let rest = amountMinor - sumOf(own);
  const openMinor = least(rest, funds.openMinor);
  rest -= openMinor;
  const soldMinor = least(rest, funds.soldMinor);
  rest -= soldMinor;
  const other = partsOf(funds.other, rest);
  return { account: [...own, ...other], openMinor, soldMinor, debtMinor: rest - sumOf(other) };
}

/** What came in another currency than was asked for; null of any other payment. */
export async function readForeign(tx: Tx, { organisationId, id, currency, difference }: PaymentModel) {
  if (difference !== 'currency') return null;
  const [came] = await tx.accountEntry.groupBy({
    by: ['currency'],
    where: { organisationId, reference: id, NOT: { currency } },
    _sum: { amountMinor: true },
  });
  if (!came) return null;
  return { currency: came.currency, own: [{ reference: id, amountMinor: came._sum.amountMinor ?? 0n }] };
}

/** Its own; of an invoice what was too much or came back of it, and what was credited of it without a refund. */
async function referencesOf(tx: Tx, { organisationId, id, invoiceId, difference }: PaymentModel) {
  if (difference || !invoiceId) return [id];
  const notes = await tx.creditNote.findMany({
    where: { organisationId, invoiceId, refundId: null },
    select: { id: true },
  });
  return [id, invoiceId, ...notes.map((note) => note.id)];
}

async function readOwn(
  tx: Tx,
  { references, ...where }: { organisationId: string; currency: string; references: string[] },
): Promise<Part[]> {
  const rows = await tx.accountEntry.groupBy({
    by: ['reference'],
    where: { ...where, reference: { in: references } },
    _sum: { amountMinor: true },
    orderBy: { reference: 'asc' },
  });
  return rows.map(({ reference, _sum }) => ({ reference, amountMinor: _sum.amountMinor ?? 0n }));
}

async function readSale(tx: Tx, payment: PaymentModel): Promise<Pick<Funds, 'openMinor' | 'soldMinor'>> {
  const { organisationId, purchaseId, invoiceId, difference } = payment;
  const none = { openMinor: 0n, soldMinor: 0n };
  if (difference) return none;
  const invoice = await invoiceOf(tx, payment);
  if (invoice?.status === 'paid') return { ...none, soldMinor: invoice.totalMinor - invoice.creditedMinor };
  if (invoice)
    return invoiceId === invoice.id && invoice.status === 'open'
      ? { ...none, openMinor: invoice.paidMinor }
      : none;
  if (!purchaseId) return none;
  // Bought before invoices were issued here.
  const where = { organisationId_id: { organisationId, id: purchaseId } };
  const { status, totalMinor } = await tx.purchase.findUniqueOrThrow({ where });
  return status === 'paid'
    ? { ...none, soldMinor: totalMinor - (await readTaken(tx, payment)).takenMinor }
    : none;
}

/** The invoice of what a payment is for; null where there is none. */
export const invoiceOf = (tx: Tx, { organisationId, purchaseId, invoiceId }: PaymentModel) =>
  purchaseId
    ? tx.invoice.findUnique({ where: { organisationId_purchaseId: { organisationId, purchaseId } } })
    : tx.invoice.findUnique({ where: { organisationId_id: { organisationId, id: invoiceId ?? '' } } });
