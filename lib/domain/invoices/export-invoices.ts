import type { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { toCsv } from '@/lib/core/csv';
import { type Prisma, db } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { toApiSummary } from './api-lists';
import type { ApiInvoiceSummary } from './api-schema';
import { financeFilter } from './queries';
import { FinanceInvoicesInput, ListInvoicesInput } from './schema';

/** More rows than this are no file to look at any more: programs page through the API. */
const MOST = 10_000;

const columns = [
  ...(['number', 'status', 'issuedAt', 'dueOn', 'paidAt', 'currency', 'net', 'tax', 'total'] as const),
  ...(['paid', 'credited', 'due', 'daysOverdue'] as const),
];

/** The invoices that the page's filters show, whole, as rows. Errors: `invalid` `exportTooLong`. */
export async function exportInvoices(
  ctx: Context,
  input: z.input<typeof ListInvoicesInput> = {},
): Promise<ApiInvoiceSummary[]> {
  authorise(ctx, 'billing:read');
  const { status } = parse(ListInvoicesInput, input);
  const rows = await readAll({ organisationId: tenant(ctx), number: { not: null }, status });
  return rows.map((row) => toApiSummary(row, ctx.now));
}

/** The same as a table. */
export async function exportInvoicesCsv(
  ctx: Context,
  input: z.input<typeof ListInvoicesInput> = {},
): Promise<string> {
  const rows = await exportInvoices(ctx, input);
  return toCsv([[...columns], ...rows.map((row) => columns.map((column) => row[column]))]);
}

type Exported = ApiInvoiceSummary & { customerId: string; customer: string };

/** The invoices of all customers that finance's filters show, whole. Errors as `exportInvoices`. */
export async function exportInvoicesForFinance(
  ctx: Context,
  input: z.input<typeof FinanceInvoicesInput> = {},
): Promise<Exported[]> {
  authorise(ctx, 'revenue:read');
  const rows = await readAll(financeFilter(parse(FinanceInvoicesInput, input), ctx.now));
  return rows.map((row) => ({
    ...toApiSummary(row, ctx.now),
    ...{ customerId: row.organisationId, customer: row.organisation.name },
  }));
}

/** The same as a table. */
export async function exportInvoicesCsvForFinance(
  ctx: Context,
  input: z.input<typeof FinanceInvoicesInput> = {},
): Promise<string> {
  const wide = [...columns, 'customerId', 'customer'] as const;
  const rows = await exportInvoicesForFinance(ctx, input);
  return toCsv([[...wide], ...rows.map((row) => wide.map((column) => row[column]))]);
}

async function readAll(where: Prisma.InvoiceWhereInput) {
  const rows = await db.invoice.findMany({
    where,
    include: { organisation: { select: { name: true } } },
    orderBy: [{ issuedAt: 'desc' }, { id: 'desc' }],
    take: MOST + 1,
  });
  if (rows.length > MOST) throw new AppError('invalid', 'exportTooLong', { values: { most: MOST } });
  return rows;
}
