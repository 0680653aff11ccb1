import type { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { toCsv } from '@/lib/core/csv';
import { db } from '@/lib/core/db';
import { AppError, parse } from '@/lib/core/errors';
import { toApiSummary } from './api-lists';
import type { ApiInvoiceSummary } from './api-schema';
import { ListInvoicesInput } from './schema';

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
  const rows = await db.invoice.findMany({
    where: { organisationId: tenant(ctx), number: { not: null }, status },
    orderBy: [{ issuedAt: 'desc' }, { id: 'desc' }],
    take: MOST + 1,
  });
  if (rows.length > MOST) throw new AppError('invalid', 'exportTooLong', { values: { most: MOST } });
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
