import { z } from 'zod';
import { Id } from '@/lib/core/ids';
import { isStorable, line, text } from '@/lib/core/text';

export const limits = {
  message: 2_000,
  stack: 20_000,
  url: 2_000,
  app: 80,
  fingerprint: 200,
  contextBytes: 8_192,
  contextDepth: 20,
  /** Days that single reports are kept. */
  reportDays: 30,
  /** Days after its last report that a group stays which no request names. */
  groupDays: 90,
  /** Groups of one organisation that may be open; a new error beyond them is filed with the others. */
  openGroups: 1_000,
} as const;

/** The group of errors that found no place of their own: whoever sends one fingerprint a report fills no table. */
export const OTHERS = { fingerprint: 'others', message: 'Other errors' };

/**
 * Why a context is refused, as a key of `errors.field`; null when it can be kept. Depth first by hand: a body of brackets
 * alone would break a walk that calls itself.
 */
function contextFault(value: object): string | null {
  const open: { part: unknown; depth: number }[] = [{ part: value, depth: 1 }];
  for (let at = open.pop(); at; at = open.pop()) {
    const { part, depth } = at;
    if (depth > limits.contextDepth) return 'contextTooDeep';
    if (typeof part === 'string' && !isStorable(part)) return 'badCharacters';
    if (typeof part === 'number' && !Number.isFinite(part)) return 'contextNumber';
    if (typeof part !== 'object' || part === null) continue;
    for (const [key, inner] of Object.entries(part))
      open.push({ part: key, depth }, { part: inner, depth: depth + 1 });
  }
  const isLarge = new TextEncoder().encode(JSON.stringify(value)).length > limits.contextBytes;
  return isLarge ? `tooLong?max=${limits.contextBytes}` : null;
}

/** An object of JSON that says what surrounded the error; at most 8 KB as text, 20 levels deep. */
const ErrorContext = z.record(z.string(), z.unknown()).superRefine((value, context) => {
  const fault = contextFault(value);
  if (fault) context.addIssue({ code: 'custom', message: fault });
});

const FINGERPRINT =
  'Names the group. Without it: SHA-256 of the app, the message and the first frame of the stack, the last two without ids, hexadecimal words and numbers.';

/** An error as another program met it. Without a fingerprint one is made; `rules.ts` says how. */
export const ReportErrorInput = z.object({
  message: text(limits.message),
  stack: text(limits.stack, 0).optional(),
  url: line(limits.url).optional(),
  app: line(limits.app).optional(),
  fingerprint: line(limits.fingerprint).optional().describe(FINGERPRINT),
  context: ErrorContext.optional().describe(
    'What surrounded the error: at most 8 KB of JSON, 20 levels deep',
  ),
  idempotencyKey: line(200).optional(),
});

/** `count` is which report of its group this one was; `requestSupportUrl` opens the wizard filled in. */
export const ReportErrorAnswer = z.object({
  id: Id('errorReport'),
  groupId: Id('errorGroup'),
  fingerprint: z.string(),
  count: z.int().min(1),
  requestSupportUrl: z.url(),
});
export type ReportErrorAnswer = z.output<typeof ReportErrorAnswer>;

export const ErrorGroupInput = z.object({ errorGroupId: Id('errorGroup') });
export const ResolveErrorInput = ErrorGroupInput.extend({ resolved: z.boolean() });

export const errorTabs = ['open', 'resolved', 'all'] as const;
export type ErrorTab = (typeof errorTabs)[number];

export const ListErrorsInput = z.object({
  tab: z.enum(errorTabs).default('open'),
  after: z
    .string()
    .max(200)
    .regex(/^[\w-]+$/, 'invalid')
    .optional(),
});

export type ErrorGroupSummaryDto = {
  id: string;
  message: string;
  app: string | null;
  count: number;
  firstSeenAt: string;
  lastSeenAt: string;
  resolvedAt: string | null;
  /** Reports of each of the last 14 days (UTC), oldest first. */
  days: number[];
  requests: number;
};

export type ErrorGroupDto = Omit<ErrorGroupSummaryDto, 'requests'> & {
  fingerprint: string;
  stack: string | null;
  url: string | null;
  /** The latest report's context as indented JSON. */
  context: string | null;
  reports: { id: string; at: string; url: string | null }[];
  requests: { id: string; number: string; subject: string; status: string }[];
};

/** What whoever works on a request reads of the error that it is about. */
export type RequestErrorDto = Omit<ErrorGroupDto, 'requests'>;
