import type { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { type Prisma, db } from '@/lib/core/db';
import { notFound, parse } from '@/lib/core/errors';
import { addDays } from '@/lib/core/time';
import { readFree } from './account';
import { accounts } from './accounts';
import { type WholeShape, toInvoice, toRow } from './dto';
import { isClosable } from './close-invoice';
import { isPayable } from './pay-from-account';
import {
  type AgeBucket,
  type AgeingRow,
  type FinanceInvoiceDto,
  type FinanceInvoiceRow,
  FinanceInvoicesInput,
  type InvoiceDto,
  InvoiceNumberInput,
  type InvoiceRow,
  ListInvoicesInput,
  type Page,
  ageBuckets,
} from './schema';

const PAGE = 50;

const ISSUED = { number: { not: null } } as const;
const ROW = {
  lines: { select: { description: true }, orderBy: { position: 'asc' }, take: 1 },
  _count: { select: { lines: true } },
  organisation: { select: { name: true } },
} as const satisfies Prisma.InvoiceInclude;
const NEWEST = [
  { issuedAt: 'desc' },
  { id: 'desc' },
] as const satisfies Prisma.InvoiceOrderByWithRelationInput[];
const WHOLE = {
  lines: { orderBy: { position: 'asc' } },
  creditNotes: { orderBy: { issuedAt: 'asc' } },
  payments: { orderBy: { createdAt: 'asc' } },
  purchase: { select: { payments: { orderBy: { createdAt: 'asc' } } } },
  organisation: { select: { name: true } },
} as const satisfies Prisma.InvoiceInclude;

/** Issued invoices of the caller's organisation, newest first, in pages of fifty. */
export async function listInvoices(
  ctx: Context,
  input: z.input<typeof ListInvoicesInput> = {},
): Promise<Page<InvoiceRow>> {
  authorise(ctx, 'billing:read');
  const { status, cursor } = parse(ListInvoicesInput, input);
  const organisationId = tenant(ctx);
  const rows = await db.invoice.findMany({
    where: { organisationId, ...ISSUED, status },
    include: ROW,
    orderBy: NEWEST,
    take: PAGE + 1,
    ...(cursor && { cursor: { organisationId_id: { organisationId, id: cursor } }, skip: 1 }),
  });
  return paged(rows.map((row) => toRow(row, ctx.now)));
}

const paged = <T extends { id: string }>(rows: T[]): Page<T> => ({
  rows: rows.slice(0, PAGE),
  nextCursor: rows.length > PAGE ? (rows[PAGE - 1]?.id ?? null) : null,
});

/** One issued invoice of the caller's organisation with all that belongs to it. Errors: `not_found`. */
export async function getInvoice(
  ctx: Context,
  input: z.input<typeof InvoiceNumberInput>,
): Promise<InvoiceDto> {
  authorise(ctx, 'billing:read');
  const { number } = parse(InvoiceNumberInput, input);
  const where = { organisationId: tenant(ctx), number };
  const invoice = await db.invoice.findFirst({ where, include: WHOLE });
  if (!invoice) throw notFound();
  return readWhole(invoice, ctx.now);
}

async function readWhole(invoice: WholeShape, now: Date): Promise<InvoiceDto> {
  const { organisationId, id: reference } = invoice;
  const sumOf = async (amountMinor: Prisma.BigIntFilter, entry: Prisma.JournalEntryWhereInput) => {
    const where = { organisationId, account: accounts.customerBalance, amountMinor };
    const { _sum } = await db.journalLine.aggregate({
      where: { ...where, entry: { reference, kind: 'payment', ...entry } },
      _sum: { amountMinor: true },
    });
    return _sum.amountMinor ?? 0n;
  };
  // What came before the invoice's day waited on the account until then, and is a payment of its own.
  const [taken, waited] = await Promise.all([
    sumOf({ gt: 0 }, {}),
    sumOf({ lt: 0 }, { lines: { none: { account: accounts.receivable } } }),
  ]);
  return toInvoice(invoice, taken + waited, now);
}

/** Any issued invoice with what its customer's account could pay of it, for finance. Errors: `not_found`. */
export async function getInvoiceForFinance(
  ctx: Context,
  input: z.input<typeof InvoiceNumberInput>,
): Promise<FinanceInvoiceDto> {
  authorise(ctx, 'revenue:read');
  const invoice = await db.invoice.findUnique({
    where: { number: parse(InvoiceNumberInput, input).number },
    include: WHOLE,
  });
  if (!invoice) throw notFound();
  const { organisationId, currency, totalMinor, paidMinor } = invoice;
  const mostMinor = isPayable(invoice) ? totalMinor - paidMinor : 0n;
  const [whole, parts] = await Promise.all([
    readWhole(invoice, ctx.now),
    readFree(db, { organisationId, currency, mostMinor }),
  ]);
  const applicableMinor = parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  return { ...whole, applicableMinor: applicableMinor.toString(), isClosable: isClosable(invoice) };
}

/** Issued invoices of every customer, newest first; of an age, those that are due longest first. */
export async function listInvoicesForFinance(
  ctx: Context,
  input: z.input<typeof FinanceInvoicesInput> = {},
): Promise<Page<FinanceInvoiceRow>> {
  authorise(ctx, 'revenue:read');
  const asked = parse(FinanceInvoicesInput, input);
  const { age, cursor } = asked;
  const from = cursor
    ? await db.invoice.findFirst({ where: { id: cursor }, select: { organisationId: true } })
    : null;
  const rows = await db.invoice.findMany({
    where: financeFilter(asked, ctx.now),
    include: ROW,
    orderBy: age ? [{ dueOn: 'asc' }, { id: 'asc' }] : NEWEST,
    take: PAGE + 1,
    ...(cursor &&
      from && {
        cursor: { organisationId_id: { organisationId: from.organisationId, id: cursor } },
        skip: 1,
      }),
  });
  return paged(
    rows.map((row) => ({
      ...toRow(row, ctx.now),
      organisationId: row.organisationId,
      organisation: row.organisation.name,
    })),
  );
}

/** The issued invoices that finance's filters show; an age is of those that are open. */
export const financeFilter = (
  { status, age, organisationId, number }: z.output<typeof FinanceInvoicesInput>,
  now: Date,
): Prisma.InvoiceWhereInput => ({
  ...{ organisationId, number: number ? { startsWith: number.toUpperCase() } : { not: null } },
  ...(age ? { status: 'open', dueOn: dueIn(age, now) } : { status }),
});

/** The due days that lie in a bucket, seen from today. */
function dueIn(age: AgeBucket, now: Date): Prisma.DateTimeNullableFilter {
  const today = new Date(`${now.toISOString().slice(0, 10)}T00:00:00Z`);
  const back = (days: number) => addDays(today, -days);
  switch (age) {
    case 'current':
      return { gte: today };
    case 'days30':
      return { gte: back(30), lt: today };
    case 'days60':
      return { gte: back(60), lt: back(30) };
    case 'days90':
      return { gte: back(90), lt: back(60) };
    case 'older':
      return { lt: back(90) };
  }
}

/** What all customers owe, or one of them, by currency and by how long it is overdue. */
export async function getAgeing(
  ctx: Context,
  { organisationId }: { organisationId?: string } = {},
): Promise<AgeingRow[]> {
  authorise(ctx, 'revenue:read');
  const sums = await Promise.all(
    ageBuckets.map((age) =>
      db.invoice.groupBy({
        by: ['currency'],
        where: { organisationId, status: 'open', dueOn: dueIn(age, ctx.now) },
        _sum: { totalMinor: true, paidMinor: true },
      }),
    ),
  );
  const currencies = [...new Set(sums.flat().map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    const owed = ageBuckets.map((age, index) => {
      const sum = sums[index]?.find((row) => row.currency === currency)?._sum;
      return [age, (sum?.totalMinor ?? 0n) - (sum?.paidMinor ?? 0n)] as const;
    });
    return {
      currency,
      totalMinor: owed.reduce((total, [, minor]) => total + minor, 0n).toString(),
      ...(Object.fromEntries(owed.map(([age, minor]) => [age, minor.toString()])) as Record<
        AgeBucket,
        string
      >),
    };
  });
}
