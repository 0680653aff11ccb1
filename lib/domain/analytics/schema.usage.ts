import type { EntryDto } from '@/lib/domain/wallet/schema';
import type { Grouping, UsageFilters, entryKinds } from './schema';

export const presets = ['7d', '30d', '90d', 'this-month', 'last-month', '12m'] as const;
export type Preset = (typeof presets)[number];

/** Days are UTC days, both ends inclusive, `2026-11-21`. */
export type DayRange = { from: string; to: string };
export type UsageRange = DayRange & { preset: Preset | 'custom'; days: number };

/** What the address of the usage page says. */
export type UsageSearch = UsageFilters & { range: UsageRange; groupBy: Grouping; compare: boolean };

type Choice = { id: string; name: string };
export type UsageChoices = { services: Choice[]; members: Choice[]; apiKeys: Choice[] };

/** The filters as they stand in an address; `range` only for the page, which knows presets. */
export function usageParams({
  range,
  service,
  member,
  apiKey,
  groupBy,
  compare,
}: UsageSearch): [string, string][] {
  const days: [string, string][] =
    range.preset === 'custom'
      ? [
          ['from', range.from],
          ['to', range.to],
        ]
      : [['range', range.preset]];
  const others = { service, member, key: apiKey, by: groupBy, compare: compare ? undefined : '0' };
  return [
    ...days,
    ...Object.entries(others).filter((pair): pair is [string, string] => pair[1] !== undefined),
  ];
}

export const usageHref = (search: UsageSearch): string =>
  `/usage?${new URLSearchParams(usageParams(search)).toString()}`;

/** What entries are shown on the credits page. */
export type EntryFilter = { kind?: (typeof entryKinds)[number]; service?: string };

/** An entry, and the support request whose held price it charged. */
export type WalletEntryDto = EntryDto & { request: { id: string; number: string } | null };

/** How long the credits last at the present pace, and how that was reckoned. Amounts are credits as decimals. */
export type ForecastDto = {
  used: string;
  /** First day of the use that the pace was taken from, and how many days that is. */
  since: string;
  days: number;
  pacePerDay: string;
  runsOutAt: string | null;
  daysLeft: number | null;
  /** What will expire unused at this pace, soonest first. */
  expiring: { lotId: string; source: string; credits: string; expiresAt: string }[];
};

/** Work that was delivered without credits to pay for it. */
export type OwedDto = {
  total: string;
  items: {
    id: string;
    service: string | null;
    reference: string | null;
    amount: string;
    open: string;
    createdAt: string;
  }[];
};
