import { z } from 'zod';
import { DayInput, MomentInput } from '@/lib/core/dates';
import { Id } from '@/lib/core/ids';
import { line } from '@/lib/core/text';
import { isReportable } from './days';

/** What use can be split into. */
export const groupings = ['service', 'member', 'apiKey', 'day'] as const;
export type Grouping = (typeof groupings)[number];

/** The kinds of operation that move entries; a hold and its release only set aside. */
export const entryKinds = [
  'grant',
  'deduct',
  'capture',
  'return',
  'settle',
  'expire',
  'adjust',
  'transfer',
] as const;

/** The kinds that are use of a service, and so stand in the days' usage. */
export const usageKinds = ['deduct', 'capture', 'settle', 'return'] as const;

/** Stands for «nobody» and «no key» where a filter names a member or a key. */
export const NONE = 'none';

const Credits = z
  .string()
  .regex(/^-?\d+(\.\d{1,6})?$/)
  .describe('Credits as a decimal of at most six places.');
const Day = z.iso.date();

/** Whose use is counted: shared by the page, the exports and the API. */
export const UsageFilters = z.object({
  service: line(64).optional().describe('The code of a service.'),
  member: z
    .union([Id('user'), z.literal(NONE)])
    .optional()
    .describe('The id of a member, or `none`.'),
  apiKey: z
    .union([Id('apiKey'), z.literal(NONE)])
    .optional()
    .describe('The id of an API key, or `none`.'),
});
export type UsageFilters = z.output<typeof UsageFilters>;

export const AnalyticsInput = UsageFilters.extend({
  from: DayInput.optional().describe('First day (UTC). Default: 29 days before `to`.'),
  to: DayInput.optional().describe('Last day (UTC), inclusive. Default: today.'),
  groupBy: z.enum(groupings).default('service').describe('What each day is split into.'),
  compare: z
    .union([z.boolean(), z.stringbool()])
    .default(false)
    .describe('Adds the figures of as many days right before.'),
}).refine(({ from, to }) => !from || !to || isReportable({ from, to }), {
  message: 'range',
  path: ['from'],
});

const Figures = z.object({ credits: Credits, count: z.int().describe('Deductions and captures.') });
const Former = Figures.nullable();

/** `key` and `name` are null for use that names none. */
const Group = Figures.extend({ key: z.string().nullable(), name: z.string().nullable(), former: Former });

export const AnalyticsOutput = z.object({
  from: Day,
  to: Day,
  groupBy: z.enum(groupings),
  total: Figures,
  former: Figures.extend({ from: Day, to: Day }).nullable(),
  byService: z.array(Group),
  byMember: z.array(Group),
  byKey: z.array(Group),
  byDay: z.array(
    Figures.extend({
      day: Day,
      former: Former,
      parts: z.array(z.object({ key: z.string().nullable(), credits: Credits })),
    }),
  ),
});
export type AnalyticsDto = z.output<typeof AnalyticsOutput>;
export type UsageGroup = z.output<typeof Group>;

// ── Entries ─────────────────────────────────────────────────────────────────────────────────────────────

const EntryNumber = z.string().regex(/^[1-9]\d{0,17}$/, 'unknown');

export const ListEntriesInput = z.object({
  cursor: EntryNumber.optional().describe('`nextCursor` of the page before.'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  service: line(64).optional(),
  kind: z.enum(entryKinds).optional(),
  from: MomentInput.optional().describe('An instant or a day (UTC), inclusive.'),
  to: MomentInput.optional().describe('An instant, exclusive; a day, inclusive.'),
});

const Metadata = z.record(z.string(), z.unknown()).nullable();

export const EntryOutput = z.object({
  id: z.string().describe("The entry's number in its wallet, from 1 without a gap."),
  kind: z.enum(entryKinds),
  service: z.string().nullable(),
  amount: Credits,
  balanceAfter: Credits,
  lot: z.object({ id: z.string(), source: z.string() }),
  operationId: z.string(),
  reference: z.string().nullable(),
  metadata: Metadata,
  member: z.string().nullable(),
  apiKey: z.string().nullable(),
  createdAt: z.iso.datetime(),
});
export type ApiEntryDto = z.output<typeof EntryOutput>;

/** A page may be shorter than `limit`, even empty, while `nextCursor` says that there is more to look through. */
export const EntriesOutput = z.object({ data: z.array(EntryOutput), nextCursor: z.string().nullable() });

// ── The trace of one entry ──────────────────────────────────────────────────────────────────────────────

export const TraceInput = z.object({ id: EntryNumber });

const Named = z.object({ id: z.string(), name: z.string().nullable() });
const Instant = z.iso.datetime();

const Origin = z.object({
  reason: z.string().nullable(),
  purchase: z
    .object({
      id: z.string(),
      packName: z.string(),
      /** What was charged, tax included, in minor units. */
      totalMinor: z.string(),
      currency: z.string(),
      paidAt: Instant.nullable(),
    })
    .nullable(),
  period: z.object({ tier: z.string(), startsAt: Instant }).nullable(),
  promotionCode: z.string().nullable(),
});

const Fate = z.object({
  used: Credits.describe('What services took, less what was returned.'),
  expired: Credits,
  transferred: Credits,
  corrected: Credits,
  held: Credits,
  remaining: Credits,
  usedBy: z.array(
    z.object({ service: z.string().nullable(), name: z.string().nullable(), credits: Credits }),
  ),
  complete: z.boolean().describe('False where a lot has too many entries: `usedBy` then counts the latest.'),
});

const TraceLot = z.object({
  id: z.string(),
  source: z.string(),
  moved: Credits.describe('What this operation moved of the lot, signed.'),
  granted: Credits,
  effectiveAt: Instant,
  expiresAt: Instant.nullable(),
  createdAt: Instant,
  grantEntry: z.string().nullable().describe('The entry that brought the lot.'),
  origin: Origin,
  fate: Fate,
});

const relations = ['hold', 'capture', 'taken', 'return', 'settle', 'owed'] as const;

const Related = z.object({
  relation: z.enum(relations),
  operationId: z.string(),
  credits: Credits,
  createdAt: Instant,
  entry: z.string().nullable().describe('Its first entry; null for what moved none.'),
});

export const TraceOutput = z.object({
  entry: EntryOutput,
  operation: z.object({
    id: z.string(),
    kind: z.enum(entryKinds),
    service: z
      .object({
        code: z.string(),
        name: z.string(),
        unit: z.string().nullable(),
        units: z.string().nullable().describe('The unit in the plural.'),
      })
      .nullable(),
    quantity: z.string().nullable(),
    price: z
      .object({ credits: Credits, perUnits: z.int(), rounding: z.string() })
      .nullable()
      .describe('The price that made the amount: so many credits for so many units.'),
    credits: Credits.describe('What it moved, and what it owes beyond that.'),
    shortfall: Credits,
    balanceAfter: Credits.describe('The balance after all of it.'),
    reference: z.string().nullable(),
    reason: z.string().nullable(),
    metadata: Metadata,
    actor: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
    member: Named.nullable(),
    request: z.object({ id: z.string(), number: z.string(), subject: z.string() }).nullable(),
    createdAt: Instant,
  }),
  receivable: z
    .object({ id: z.string(), credits: Credits, open: Credits, closedAt: Instant.nullable() })
    .nullable(),
  lots: z.array(TraceLot),
  related: z.array(Related),
});
export type TraceDto = z.output<typeof TraceOutput>;
export type TraceLotDto = z.output<typeof TraceLot>;
export type TraceRelated = z.output<typeof Related>;
