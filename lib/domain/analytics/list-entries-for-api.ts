import type { z } from 'zod';
import { type Context, authorise, tenant } from '@/lib/core/context';
import { parse } from '@/lib/core/errors';
import { type Bounds, readEntryPage, seqBounds, toApiEntry } from './entry-pages';
import { type EntriesOutput, ListEntriesInput } from './schema';

/** Entries that one call looks through at most, so that a rare service never reads a whole wallet. */
const LOOKED = 20_000;

/**
 * Entries of the organisation's wallet, newest first, in keyset pages. A page may come back short, even empty, with a
 * `nextCursor`: then 20,000 entries were looked through and there are more. Errors: `invalid`.
 */
export async function listEntriesForApi(
  ctx: Context,
  input: z.input<typeof ListEntriesInput> = {},
): Promise<z.output<typeof EntriesOutput>> {
  authorise(ctx, 'credits:read');
  const { cursor, limit, from, to, kind, service } = parse(ListEntriesInput, input);
  const organisationId = tenant(ctx);
  const period = { from: from ? startOf(from) : undefined, to: to ? endOf(to) : undefined };
  const bounds = await seqBounds(organisationId, period);
  const last = cursor ? BigInt(cursor) - 1n : bounds.last;
  const page: Bounds = { first: bounds.first, last: last < bounds.last ? last : bounds.last };
  const filters = { ...period, service, kinds: kind && [kind] };
  const { rows, next } = await readEntryPage(organisationId, page, filters, {
    take: limit,
    looked: LOOKED,
  });
  return { data: rows.map(toApiEntry), nextCursor: next };
}

const isDay = (value: string) => value.length === 10;
const startOf = (value: string) => new Date(isDay(value) ? `${value}T00:00:00Z` : value);

/** A day is meant whole, an instant is the end itself. */
function endOf(value: string): Date {
  const at = startOf(value);
  return isDay(value) ? new Date(at.getTime() + 86_400_000) : at;
}
