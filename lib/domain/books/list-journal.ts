import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { type Prisma, db } from '@/lib/core/db';
import { parse } from '@/lib/core/errors';
import { decodePosition, encodePosition } from '@/lib/core/position';
import { nextDay } from './internal';
import { aboutOf, taxNames } from './names';
import { type JournalEntryDto, type JournalFilters, JournalQuery } from './schema';

const PAGE = 50;

const midnight = (date: string) => new Date(`${date}T00:00:00Z`);

/** The filters as the database reads them. */
export function journalWhere(query: JournalFilters): Prisma.JournalEntryWhereInput {
  const { kind, account, currency, about, from, to, late } = query;
  const postedAt = { ...(from && { gte: midnight(from) }), ...(to && { lt: midnight(nextDay(to)) }) };
  // `cash` means every cash account.
  const named = account?.includes(':') ? account : { startsWith: account };
  return {
    ...(kind && { kind }),
    ...((from ?? to) && { postedAt }),
    ...(late && { lateFor: { not: null } }),
    ...(about && { OR: [{ reference: about }, { id: about }, { organisationId: about }] }),
    ...((account ?? currency) && {
      lines: { some: { ...(account && { account: named }), ...(currency && { currency }) } },
    }),
  };
}

/** Entries with their lines, as pages and exports show them; `order` by the instant that they count for. */
export async function readEntries(
  where: Prisma.JournalEntryWhereInput,
  take: number,
  order: 'asc' | 'desc' = 'desc',
): Promise<JournalEntryDto[]> {
  const rows = await db.journalEntry.findMany({
    where,
    include: { lines: { orderBy: { position: 'asc' } } },
    orderBy: [{ postedAt: order }, { id: order }],
    take,
  });
  const ids = [...new Set(rows.map(({ organisationId }) => organisationId))];
  const organisations = await db.organisation.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true },
  });
  const names = new Map(organisations.map(({ id, name }) => [id, name]));
  const [rates, about] = await Promise.all([
    taxNames(
      db,
      rows.flatMap(({ lines }) => lines.map(({ account }) => account)),
    ),
    aboutOf(
      db,
      rows.map(({ reference }) => reference),
    ),
  ]);
  return rows.map(({ lines, postedAt, lateFor, organisationId, ...entry }) => ({
    ...{ id: entry.id, kind: entry.kind, reference: entry.reference, organisationId },
    organisation: names.get(organisationId) ?? organisationId,
    about: about.get(entry.reference) ?? null,
    postedAt: postedAt.toISOString(),
    lateFor: lateFor?.toISOString() ?? null,
    lines: lines.map(({ account, amountMinor, currency }) => ({
      ...{ account, currency, taxName: rates.get(account) ?? null },
      debitMinor: amountMinor > 0n ? amountMinor.toString() : null,
      creditMinor: amountMinor < 0n ? (-amountMinor).toString() : null,
    })),
  }));
}

/**
 * The journal, the newest first, in keyset pages of 50 entries with their lines. Errors: `invalid` for a filter that is
 * none, `badCursor` for a page that we did not give.
 */
export async function listJournal(ctx: Context, input: z.input<typeof JournalQuery>) {
  authorise(ctx, 'revenue:read');
  const { after, ...filters } = parse(JournalQuery, input);
  const from = after ? decodePosition(after) : null;
  const older = from && {
    postedAt: { lte: from.at },
    OR: [{ postedAt: { lt: from.at } }, { id: { lt: from.id } }],
  };
  const found = await readEntries({ AND: [journalWhere(filters), ...(older ? [older] : [])] }, PAGE + 1);
  const rows = found.slice(0, PAGE);
  const last = rows.at(-1);
  const next =
    found.length > PAGE && last ? encodePosition({ at: new Date(last.postedAt), id: last.id }) : null;
  return { rows, next };
}
