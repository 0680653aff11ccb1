import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import type { InvoiceDraft } from '@/lib/domain/invoices/steps';

/** A rate that stands in the table for good, new for each call. */
export async function newRate(rateBps: number, over: { name?: string; category?: 'AE' | 'Z' | 'E' } = {}) {
  const id = newId('taxRate');
  const category = over.category ?? (rateBps > 0 ? 'S' : 'Z');
  await db.taxRate.create({
    data: {
      ...{ id, rateBps, category, region: 'XX', isInclusive: false },
      ...{ name: over.name ?? `VAT ${rateBps / 100} %`, validFrom: new Date('2020-01-01') },
    },
  });
  return id;
}

type Over = Partial<InvoiceDraft> & { amountMinor?: bigint; taxRateId?: string | null };

/** A draft of one line of 119.00 with its tax in it, unless told otherwise. */
export function invoiceFor(organisationId: string, over: Over = {}): InvoiceDraft {
  const { amountMinor = 11_900n, taxRateId = null, ...draft } = over;
  return {
    ...{ organisationId, currency: 'USD' },
    lines: [{ kind: 'tier', description: 'Starter, a month', amountMinor, taxRateId }],
    ...draft,
  };
}

/** What stands on each account of an organisation, those at zero left out. */
export async function booksOf(organisationId: string): Promise<Record<string, bigint>> {
  const rows = await db.journalLine.groupBy({
    by: ['account'],
    where: { organisationId },
    _sum: { amountMinor: true },
  });
  return Object.fromEntries(
    rows.flatMap(({ account, _sum }) => (_sum.amountMinor ? [[account, _sum.amountMinor]] : [])),
  );
}
