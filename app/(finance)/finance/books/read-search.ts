import { z } from 'zod';
import { DayInput } from '@/lib/core/dates';
import { isPosition } from '@/lib/core/position';
import { JournalQuery, Month } from '@/lib/domain/books/schema';

export type Search = Record<string, unknown>;

const Book = z.object({ month: Month.optional().catch(undefined), on: DayInput.optional().catch(undefined) });

/** The month or the day of a book; what cannot be read falls back to the present one. */
export const readBookSearch = (search: Search) => Book.parse(search);

const known = ['kind', 'account', 'currency', 'about', 'from', 'to', 'late'] as const;

/** The filters of the journal; when one cannot be read all are left out, and `isBad` says so. */
export function readJournalSearch(search: Search) {
  const { after, ...filters } = Object.fromEntries(
    [...known, 'after' as const].map((key) => [key, search[key]]),
  );
  const parsed = JournalQuery.safeParse(filters);
  const isPage = typeof after === 'string' && isPosition(after);
  const query = parsed.success ? parsed.data : {};
  return { query: { ...query, ...(isPage && { after }) }, isBad: !parsed.success };
}

/** Filters as an address carries them. */
export function addressOf(filters: Record<string, string | undefined>): string {
  const pairs = Object.entries(filters).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return new URLSearchParams(pairs).toString();
}
