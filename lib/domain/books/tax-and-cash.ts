import { type Context, authorise } from '@/lib/core/context';
import { type Tx, db } from '@/lib/core/db';
import { dayIn } from '@/lib/core/time';
import { headOf } from './accounts';
import { accountTable, inclusive } from './balance';
import { accountSums, daysOfMonth, monthOf, sumBy } from './internal';
import type { BookTable, Tie } from './schema';

/**
 * Money at each provider over a month: what was there, what came, what went, what is there. In the month that runs it ties to
 * what payments received, less what refunds, disputes and providers' fees took away.
 */
export async function getCashBook(ctx: Context, month?: string): Promise<BookTable> {
  authorise(ctx, 'revenue:read');
  const running = monthOf(dayIn(ctx.now));
  const shown = month ?? running;
  const table = await accountTable(db, ctx.now, daysOfMonth(shown), (account) => headOf(account) === 'cash');
  return shown === running ? { ...table, ties: await paymentTies(db, table) } : table;
}

async function paymentTies(tx: Tx, { columns, rows }: BookTable): Promise<Tie[]> {
  const moved = await tx.$queryRaw<{ currency: string; minor: bigint }[]>`
    SELECT currency, sum(minor)::bigint AS minor FROM (
      SELECT currency, "receivedMinor" AS minor FROM "Payment"
      UNION ALL SELECT r.currency, -r."amountMinor" FROM "Refund" r JOIN "Payment" p ON p."organisationId" = r."organisationId"
        AND p.id = r."paymentId" WHERE r.status = 'succeeded' AND r.currency = p.currency
      -- What came in another currency than was asked for is known by the customer's account alone.
      UNION ALL SELECT a.currency, a."amountMinor" FROM "AccountEntry" a JOIN "Payment" p ON p."organisationId" = a."organisationId"
        AND p.id = a.reference AND p.difference = 'currency' AND p.currency <> a.currency WHERE a.kind IN ('overpayment', 'refunded')
      UNION ALL SELECT currency, -"feeMinor" - CASE status WHEN 'won' THEN 0 ELSE "amountMinor" END FROM "Dispute"
      -- What providers kept and turned into another currency; a payout stays cash.
      UNION ALL SELECT currency, -"feeMinor" + CASE WHEN "exchangedMinor" IS NULL THEN 0 ELSE "amountMinor" END FROM "ProviderMovement"
      UNION ALL SELECT "exchangedCurrency", -"exchangedMinor" FROM "ProviderMovement" WHERE "exchangedMinor" IS NOT NULL
    ) m GROUP BY 1`;
  const closing = columns.findIndex(({ key }) => key === 'closing');
  const currencies = new Set([...rows, ...moved].map(({ currency }) => currency));
  return [...currencies].toSorted().map((currency) => ({
    ...{ key: 'payments', currency },
    hereMinor: sumBy(
      rows.filter((row) => row.currency === currency),
      ({ cells }) => BigInt(cells[closing] ?? '0'),
    ).toString(),
    thereMinor: (moved.find((row) => row.currency === currency)?.minor ?? 0n).toString(),
  }));
}

/** Tax of a month by rate: collected with sales, given back with refunds, and what is to be passed on. */
export async function getTaxBook(ctx: Context, month?: string): Promise<BookTable> {
  authorise(ctx, 'revenue:read');
  const days = daysOfMonth(month ?? monthOf(dayIn(ctx.now)));
  const sums = (await accountSums(db, ctx.now, days)).filter(
    ({ account, debitMinor, creditMinor }) =>
      headOf(account) === 'tax_payable' && (debitMinor !== 0n || creditMinor !== 0n),
  );
  const rates = new Map((await db.taxRate.findMany()).map((rate) => [rate.id, rate]));
  const ordered = sums.toSorted((a, b) =>
    `${a.currency} ${a.account}` < `${b.currency} ${b.account}` ? -1 : 1,
  );
  return {
    columns: [
      { key: 'taxRate', kind: 'tax' },
      { key: 'rate', kind: 'rate' },
      { key: 'currency', kind: 'currency' },
      ...(['collected', 'returned', 'due'] as const).map((key) => ({ key, kind: 'money' as const })),
    ],
    rows: ordered.map(({ account, currency, debitMinor, creditMinor }) => {
      const rate = rates.get(account.slice('tax_payable:'.length));
      return {
        id: `${currency} ${account}`,
        currency,
        cells: [
          ...[rate ? `${rate.name} (${rate.region})` : null, rate ? rate.rateBps.toString() : null, currency],
          ...[creditMinor.toString(), debitMinor.toString(), (creditMinor - debitMinor).toString()],
        ],
        journal: { account, currency, ...inclusive(days) },
      };
    }),
    ties: [],
  };
}
