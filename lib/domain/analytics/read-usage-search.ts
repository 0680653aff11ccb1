import type { Context } from '@/lib/core/context';
import { dayIn } from '@/lib/core/time';
import { readRange } from './range';
import { UsageFilters, groupings } from './schema';
import type { UsageSearch } from './schema.usage';

type Raw = Record<string, string | string[] | undefined>;

/**
 * Reads the usage page's address. What cannot be read is left out, and `adjusted` says so: a mistyped address shows the
 * page, never an error. Decides nothing and reads nothing of the database.
 */
export function readUsageSearch(raw: Raw, now: Context['now']): { search: UsageSearch; adjusted: boolean } {
  const { range, adjusted } = readRange(raw, dayIn(now));
  const shape = UsageFilters.shape;
  const named = { service: raw.service, member: raw.member, apiKey: raw.key };
  const filters: UsageFilters = {};
  let ignored = false;
  for (const name of UsageFilters.keyof().options) {
    if (named[name] === undefined || named[name] === '') continue;
    const read = shape[name].safeParse(named[name]);
    if (read.success) filters[name] = read.data;
    else ignored = true;
  }
  const groupBy = groupings.find((one) => one === raw.by);
  return {
    search: { range, ...filters, groupBy: groupBy ?? 'service', compare: raw.compare !== '0' },
    adjusted: adjusted || ignored || (raw.by !== undefined && groupBy === undefined),
  };
}
