import type { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { type Prisma, db } from '@/lib/core/db';
import { notFound, parse } from '@/lib/core/errors';
import { toCreditNote, toCreditNoteRow } from './dto';
import {
  type CreditNoteDto,
  type CreditNoteRow,
  InvoiceNumberInput,
  ListCreditNotesInput,
  type Page,
} from './schema';

const PAGE = 50;
const NEWEST = [
  { issuedAt: 'desc' },
  { id: 'desc' },
] as const satisfies Prisma.CreditNoteOrderByWithRelationInput[];
const ROW = {
  invoice: { select: { number: true } },
  organisation: { select: { name: true } },
} as const satisfies Prisma.CreditNoteInclude;

type Input = z.input<typeof ListCreditNotesInput>;

/** Credit notes of the caller's organisation, newest first, in pages of fifty. */
export async function listCreditNotes(ctx: Context, input: Input = {}): Promise<Page<CreditNoteRow>> {
  authorise(ctx, 'billing:read');
  const { cursor } = parse(ListCreditNotesInput, input);
  const organisationId = tenant(ctx);
  return readPage({ organisationId }, cursor ? { organisationId, id: cursor } : null);
}

/** Credit notes of every customer or of one, newest first, by the beginning of their number. For finance. */
export async function listCreditNotesForFinance(
  ctx: Context,
  input: Input = {},
): Promise<Page<CreditNoteRow>> {
  authorise(ctx, 'revenue:read');
  const { cursor, organisationId, number } = parse(ListCreditNotesInput, input);
  const from = cursor
    ? await db.creditNote.findFirst({ where: { id: cursor }, select: { organisationId: true, id: true } })
    : null;
  const where = { organisationId, ...(number && { number: { startsWith: number.toUpperCase() } }) };
  return readPage(where, from);
}

async function readPage(
  where: Prisma.CreditNoteWhereInput,
  from: { organisationId: string; id: string } | null,
): Promise<Page<CreditNoteRow>> {
  const found = await db.creditNote.findMany({
    ...{ where, include: ROW, orderBy: NEWEST, take: PAGE + 1 },
    ...(from && { cursor: { organisationId_id: from }, skip: 1 }),
  });
  const rows = found.slice(0, PAGE).map(toCreditNoteRow);
  return { rows, nextCursor: found.length > PAGE ? (rows.at(-1)?.id ?? null) : null };
}

/** One credit note of the caller's organisation. Errors: `not_found`. */
export async function getCreditNote(
  ctx: Context,
  input: z.input<typeof InvoiceNumberInput>,
): Promise<CreditNoteDto> {
  authorise(ctx, 'billing:read');
  const { number } = parse(InvoiceNumberInput, input);
  const note = await db.creditNote.findFirst({
    where: { organisationId: tenant(ctx), number },
    include: { invoice: { select: { number: true, issuedAt: true } } },
  });
  if (!note) throw notFound();
  return toCreditNote(note);
}
