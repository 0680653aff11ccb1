import type { Context } from '@/lib/core/context';
import type { InvoiceModel, Tx } from '@/lib/core/db';
import { invariant } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { addDays } from '@/lib/core/time';
import { type AccountLine, accounts, plainLines } from './accounts';
import { asJson, earned, issueLines, ratesOf } from './internal';
import { type SellerNow, readBuyers, readSeller } from './parties';
import { type DraftLine, type TaxSum, buildLines, sumByRate } from './rules';
import type { PartyJson } from './schema';

export type InvoiceDraft = {
  organisationId: string;
  currency: string;
  lines: readonly DraftLine[];
  purchaseId?: string;
  subscriptionId?: string;
  periodStart?: Date;
  periodEnd?: Date;
  /** Stripe's own invoice, where Stripe Billing made one. */
  providerInvoiceId?: string;
  /** The last day to pay; the settings' days from now, unless said. */
  dueOn?: Date;
  /** What was paid with it, where it is paid as it is issued. */
  paid?: { provider: string; occurredAt?: Date };
};

export type BuiltInvoice = {
  draft: InvoiceDraft;
  id: string;
  taxes: TaxSum[];
  row: Record<string, unknown>;
  seller: SellerNow;
  buyer: PartyJson;
};

/** Computes drafts with their taxes and parties; three reads for any number of them. Writes nothing. */
export async function buildInvoices(tx: Tx, drafts: readonly InvoiceDraft[]): Promise<BuiltInvoice[]> {
  const rates = await ratesOf(
    tx,
    drafts.flatMap(({ lines }) => lines.map(({ taxRateId }) => taxRateId)),
  );
  const seller = await readSeller(tx);
  const buyers = await readBuyers(
    tx,
    drafts.map(({ organisationId }) => organisationId),
  );
  return drafts.map((draft) => {
    const { lines: _, paid: __, ...facts } = draft;
    const lines = buildLines(draft.lines, rates);
    const taxes = sumByRate(lines, rates);
    const buyer = buyers.get(draft.organisationId);
    invariant(buyer && lines.length > 0, `an invoice without a buyer or a line for ${draft.organisationId}`);
    const netMinor = lines.reduce((sum, line) => sum + line.netMinor, 0n);
    const taxMinor = lines.reduce((sum, line) => sum + line.taxMinor, 0n);
    invariant(netMinor + taxMinor >= 0n, `an invoice below zero for ${draft.organisationId}`);
    const id = newId('invoice');
    const row = {
      ...{ ...facts, id, netMinor, taxMinor, taxes, lines, series: seller.series },
      ...{ seller: seller.party, buyer, dueOn: dateOf(draft.dueOn) },
    };
    return { draft, id, taxes, row, seller, buyer };
  });
}

export const dateOf = (day: Date | undefined): string | undefined => day?.toISOString().slice(0, 10);

/** Writes drafts: without a number, and free to be deleted. */
export async function writeDrafts(tx: Tx, ctx: Context, built: readonly BuiltInvoice[]): Promise<void> {
  const rows = asJson(built.map(({ row }) => row));
  await tx.$executeRaw`SELECT invoice_write(${ctx.now.toISOString()}::timestamptz, ${rows}::jsonb)`;
}

type Issue = Pick<BuiltInvoice, 'id' | 'taxes' | 'seller' | 'buyer'> & {
  draft: Omit<InvoiceDraft, 'lines'>;
};

/** Posts and numbers drafts that stand in the table, in their order. One statement; it ends with the counter's lock. */
export async function issueWritten(tx: Tx, ctx: Context, issues: readonly Issue[]): Promise<InvoiceModel[]> {
  const rows = issues.map(({ id, draft, taxes, seller, buyer }) => ({
    organisationId: draft.organisationId,
    id,
    series: seller.series,
    status: draft.paid ? 'paid' : 'open',
    dueOn: dateOf(draft.dueOn ?? (draft.paid ? ctx.now : addDays(ctx.now, seller.dueDays))),
    seller: seller.party,
    buyer,
    paidAt: draft.paid?.occurredAt,
    journal: {
      kind: draft.paid ? 'purchase' : 'invoice',
      reference: (draft.paid && draft.purchaseId) || id,
      occurredAt: draft.paid?.occurredAt,
      lines: plainLines(postingOf(draft, taxes)),
    },
  }));
  const issued = await tx.$queryRaw<InvoiceModel[]>`
    SELECT * FROM invoice_issue(${ctx.now.toISOString()}::timestamptz, ${asJson(rows)}::jsonb)`;
  const byId = new Map(issued.map((invoice) => [invoice.id, invoice]));
  return issues.map(({ id }) => {
    const invoice = byId.get(id);
    invariant(invoice, `invoice ${id} is no draft`);
    return invoice;
  });
}

function postingOf(draft: Issue['draft'], taxes: TaxSum[]): AccountLine[] {
  const { currency, paid } = draft;
  if (!paid) return issueLines({ currency, taxes });
  const totalMinor = taxes.reduce((sum, tax) => sum + tax.netMinor + tax.taxMinor, 0n);
  return [
    { account: accounts.cash(paid.provider), amountMinor: totalMinor, currency },
    ...earned({ currency, taxes }, accounts.deferredRevenue),
  ];
}
