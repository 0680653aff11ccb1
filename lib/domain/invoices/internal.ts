import { type Context } from '@/lib/core/context';
import type { InvoiceModel, Tx } from '@/lib/core/db';
import { invariant, notFound } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { type AccountLine, accounts } from './accounts';
import { type Rate, type TaxSum, untaxed } from './rules';

/** Amounts as text: JSON numbers are floats. */
export const asJson = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? part.toString() : part));

type StoredTax = Omit<TaxSum, 'netMinor' | 'taxMinor'> & { netMinor: string; taxMinor: string };

/** The sums by rate that an invoice or a credit note froze. */
export function readTaxes(taxes: unknown): TaxSum[] {
  return (taxes as StoredTax[]).map((tax) => ({
    ...tax,
    netMinor: BigInt(tax.netMinor),
    taxMinor: BigInt(tax.taxMinor),
  }));
}

/** The rates that the lines name, as they stand in the table; none is category O. */
export async function ratesOf(tx: Tx, ids: readonly (string | null)[]): Promise<Map<string | null, Rate>> {
  const known = [...new Set(ids.filter((id) => id !== null))];
  const rows = known.length === 0 ? [] : await tx.taxRate.findMany({ where: { id: { in: known } } });
  invariant(rows.length === known.length, `tax rates ${known.join(', ')} are not all in the table`);
  const rates = new Map<string | null, Rate>([[null, untaxed]]);
  for (const { id, name, rateBps, category } of rows) rates.set(id, { rateId: id, name, rateBps, category });
  return rates;
}

/** The invoice, locked until the transaction ends. Errors: `not_found`. */
export async function lockInvoice(tx: Tx, organisationId: string, invoiceId: string): Promise<InvoiceModel> {
  const [invoice] = await tx.$queryRaw<InvoiceModel[]>`
    SELECT * FROM "Invoice" WHERE "organisationId" = ${organisationId} AND id = ${invoiceId} FOR UPDATE`;
  if (!invoice) throw notFound();
  return invoice;
}

export type Sums = { currency: string; taxes: readonly TaxSum[] };

/** Net and tax of an invoice on the credit side: `account` takes the net, each rate its tax. */
export function earned({ currency, taxes }: Sums, account: string): AccountLine[] {
  return [
    { account, amountMinor: -taxes.reduce((sum, tax) => sum + tax.netMinor, 0n), currency },
    ...taxes.map((tax) => ({
      account: accounts.taxPayable(tax.rateId),
      amountMinor: -tax.taxMinor,
      currency,
    })),
  ];
}

/** What an invoice does to the books on the day it is issued and not paid. */
export function issueLines(sums: Sums): AccountLine[] {
  const totalMinor = sums.taxes.reduce((sum, tax) => sum + tax.netMinor + tax.taxMinor, 0n);
  return [
    { account: accounts.receivable, amountMinor: totalMinor, currency: sums.currency },
    ...earned(sums, accounts.billedInAdvance),
  ];
}

/**
 * What giving an invoice up does to the books: nothing is receivable any more, all of it is lost. Its tax stays owed, because
 * the invoice stands; its net was never earned, and no longer waits to be.
 */
export function writeOffLines({ currency, taxes }: Sums): AccountLine[] {
  const netMinor = taxes.reduce((sum, tax) => sum + tax.netMinor, 0n);
  const totalMinor = taxes.reduce((sum, tax) => sum + tax.taxMinor, netMinor);
  const line = (account: string, amountMinor: bigint) => ({ account, amountMinor, currency });
  return [
    line(accounts.badDebt, totalMinor),
    line(accounts.receivable, -totalMinor),
    line(accounts.billedInAdvance, netMinor),
    line(accounts.billedUncollected, -netMinor),
  ];
}

/** The same lines the other way round. */
export const reversed = (lines: readonly AccountLine[]): AccountLine[] =>
  lines.map((line) => ({ ...line, amountMinor: -line.amountMinor }));

/** Money of a customer that no invoice has taken: paid too much, or credited. Below zero it was used or sent back. */
export async function recordOnAccount(
  tx: Tx,
  ctx: Context,
  entry: { organisationId: string; amountMinor: bigint; currency: string; kind: string; reference: string },
): Promise<void> {
  if (entry.amountMinor === 0n) return;
  await tx.accountEntry.create({ data: { ...entry, id: newId('accountEntry'), at: ctx.now } });
}
