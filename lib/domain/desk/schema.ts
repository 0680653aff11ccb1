import { z } from 'zod';
import { Id, newId } from '@/lib/core/ids';
import { line, text } from '@/lib/core/text';
import { cursor, limits, requestStatuses, urgencies } from '@/lib/domain/support/schema';

/** The views that everybody has; saved ones stand behind them. */
export const deskViews = ['unassigned', 'mine', 'open', 'waiting', 'resolved', 'all'] as const;
export type DeskView = (typeof deskViews)[number];
export const deskSorts = ['oldest', 'newest', 'updated', 'urgency', 'due'] as const;
export type DeskSort = (typeof deskSorts)[number];
export const deskAges = ['1', '3', '7', '30'] as const;
/** What a request in the queue may be marked with. */
export const deskMarks = ['unread', 'late', 'approval', 'quote'] as const;
export type DeskMark = (typeof deskMarks)[number];

export const deskLimits = {
  bulk: 50,
  views: 20,
  viewName: 40,
  reply: 4_000,
  replyName: 60,
  replies: 200,
  /** Who has not been heard of for so long looks at nothing. */
  presenceMs: 45_000,
} as const;

/** What a saved view keeps: the filters and the order, never the page. */
export const ViewFilters = z.object({
  view: z.enum(deskViews).default('open'),
  status: z.enum(requestStatuses).optional(),
  urgency: z.enum(urgencies).optional(),
  expert: z.union([z.enum(['mine', 'none']), Id('user')]).optional(),
  /** A category's code. */
  category: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'unknown')
    .optional(),
  mark: z.enum(deskMarks).optional(),
  /** Filed at least so many days ago. */
  age: z.enum(deskAges).optional(),
  /** A part of the organisation's name. */
  organisation: line(80).optional(),
  sort: z.enum(deskSorts).default('oldest'),
});
export type ViewFilters = z.output<typeof ViewFilters>;

/** The desk's filters as they stand in the address; `saved` names the view that they came from. */
export const DeskQuery = ViewFilters.extend({ saved: Id('savedView').optional(), after: cursor.optional() });
export type DeskQuery = z.output<typeof DeskQuery>;

/** Ids made by forms, so that the same form sent twice is one view, one reply. */
export const newViewId = () => newId('savedView');
export const newReplyId = () => newId('cannedReply');

export const SaveViewInput = z.object({
  /** Made by the form: sent twice, it is one view; an id that is there is written anew. */
  viewId: Id('savedView'),
  name: line(deskLimits.viewName),
  /** Everybody's on the desk, or one's own. */
  isShared: z.boolean().default(false),
  filters: ViewFilters,
});
export const ViewInput = z.object({ viewId: Id('savedView') });
export const MoveViewInput = ViewInput.extend({ by: z.union([z.literal(-1), z.literal(1)]) });

const BulkAct = z.discriminatedUnion('act', [
  z.object({ act: z.literal('assign'), expertId: Id('user') }),
  z.object({ act: z.literal('start') }),
  z.object({ act: z.literal('wait') }),
  z.object({ act: z.literal('cancel'), reason: text(limits.reason, 3) }),
  z.object({
    act: z.literal('urgency'),
    urgency: z.enum(urgencies, 'unknown'),
    reason: text(limits.reason, 3),
  }),
]);
export type BulkAct = z.output<typeof BulkAct>;

export const BulkInput = z.object({
  /** Each with the expert and the urgency that the list showed: what somebody was faster with is not overwritten. */
  rows: z
    .array(
      z.object({
        requestId: Id('request'),
        fromExpertId: Id('user').nullable(),
        fromUrgency: z.enum(urgencies, 'unknown'),
      }),
    )
    .min(1)
    .max(deskLimits.bulk)
    .refine((rows) => new Set(rows.map(({ requestId }) => requestId)).size === rows.length, 'invalid'),
  change: BulkAct,
});

export const BeatInput = z.object({ requestId: Id('request'), isTyping: z.boolean().default(false) });

/** What a canned reply may name between `{{` and `}}`, and what stands there when it is put into a composer. */
export const replyVariables = [
  'customer.name',
  'customer.firstName',
  'organisation.name',
  'request.number',
  'request.subject',
  'request.category',
  'request.service',
  'me.name',
  'me.firstName',
] as const;

export const SaveReplyInput = z.object({
  replyId: Id('cannedReply'),
  name: line(deskLimits.replyName),
  body: text(deskLimits.reply),
  /** Offered first on requests of this category; empty: of every one. */
  category: z.string().max(64).default(''),
});
export const CannedReplyInput = z.object({ replyId: Id('cannedReply') });
