import { z } from 'zod';
import { Id, newId } from '@/lib/core/ids';
import { localeNames, locales } from '@/lib/core/locales';
import { email, line, text } from '@/lib/core/text';

export const limits = {
  summaryLines: { min: 4, max: 6 },
  line: 240,
  note: 2_000,
  comment: 2_000,
  /** Requests in one mail. */
  batch: 20,
  /** Pending longer than this is late, in days. */
  lateDays: 7,
} as const;

/** What stands between an owner and a request. `none`: it was never asked. */
export const approvalStates = ['pending', 'approved', 'rejected', 'voided'] as const;
export type ApprovalState = (typeof approvalStates)[number];

export const decisions = ['approved', 'rejected'] as const;
export type Decision = (typeof decisions)[number];

const { summaryLines } = limits;

/** Four to six plain lines, each on one line of its own; empty ones between are dropped. */
export const summaryText = z
  .string()
  .transform((value) =>
    value
      .split(/\r?\n/)
      .map((each) => each.trim())
      .filter(Boolean),
  )
  .pipe(
    z
      .array(line(limits.line))
      .min(summaryLines.min, `summaryLines?min=${summaryLines.min}&max=${summaryLines.max}`)
      .max(summaryLines.max, `summaryLines?min=${summaryLines.min}&max=${summaryLines.max}`),
  )
  .transform((lines) => lines.join('\n'));

/** The owner of an organisation, as its settings name them. */
export const OwnerContactInput = z.object({ name: line(120), email, locale: z.enum(locales) });

/** The languages that an owner may be written to in, each by its own name. */
export const ownerLocales = locales.map((code) => ({ code, name: localeNames[code] }));

/** Nobody is the owner any more. */
export const RemoveOwnerContactInput = z.object({});

export const DraftSummariesInput = z.object({
  requestIds: z.array(Id('request')).min(1).max(limits.batch),
});

const card = z.object({
  requestId: Id('request'),
  summary: summaryText,
  /** The request's version that the writer looked at: another price or scope is never asked for unseen. */
  version: z.number().int().min(1).max(1_000_000),
});

/** An id made by the dialog itself, so that the same question sent twice is one mail. */
export const newAskId = () => newId('approvalAsk');

export const AskApprovalInput = z.object({
  /** Made by the dialog: sent twice, it is one mail. */
  askId: Id('approvalAsk'),
  cards: z
    .array(card)
    .min(1)
    .max(limits.batch)
    .refine((cards) => new Set(cards.map(({ requestId }) => requestId)).size === cards.length, 'twice'),
  note: text(limits.note, 0).default(''),
  /** Voids what waits for an answer, and asks anew. */
  again: z.boolean().default(false),
});

/** The 43 letters of a link. */
const token = z.string().regex(/^[\w-]{43}$/, 'unknown');

export const ApprovalLinkInput = z.object({ token });

export const DecideApprovalInput = z.object({
  token,
  decision: z.enum(decisions, 'unknown'),
  comment: text(limits.comment, 0).default(''),
});

export const reportStates = [...approvalStates, 'late'] as const;

/** What the report shows: of whom, in which state, asked within so many days. */
export const ReportQuery = z.object({
  state: z.enum(reportStates).optional().catch(undefined),
  organisation: Id('organisation').optional().catch(undefined),
  days: z.enum(['30', '90', '365']).catch('90').default('90'),
  after: z.string().max(200).optional().catch(undefined),
});
export type ReportQuery = z.output<typeof ReportQuery>;

export const ApprovalSettingInput = z.object({
  /** Days after which an owner who has not answered is reminded once; 0: never. */
  remindAfterDays: z.coerce.number().int().min(0).max(60),
});
