import { z } from 'zod';
import { Id, newId } from '@/lib/core/ids';
import { line, text } from '@/lib/core/text';

export const urgencies = ['normal', 'high', 'critical'] as const;
export type Urgency = (typeof urgencies)[number];

export const requestStatuses = [
  'new',
  'assigned',
  'in_progress',
  'waiting_on_customer',
  'resolved',
  'closed',
  'cancelled',
] as const;
export type RequestStatus = (typeof requestStatuses)[number];

export const openStatuses = ['new', 'assigned', 'in_progress', 'waiting_on_customer'] as const;

/** The service that the wallet's entries and the usage chart name for a paid request. */
export const SUPPORT_SERVICE = 'support-request';

export const limits = {
  subject: 160,
  service: 120,
  body: 20_000,
  reason: 500,
  comment: 2_000,
  attachments: 10,
  attachmentBytes: 10 * 1024 * 1024,
  /** Uploads that one person may have lying about before they are sent with anything. */
  looseUploads: 50,
  looseDays: 7,
  closeAfterDays: 7,
  ratingDays: 7,
} as const;

/** An id made by the form itself, so that the same message sent twice is one message. */
export const newMessageId = () => newId('message');
export const newNoteId = () => newId('note');

const attachmentIds = z
  .array(Id('attachment'))
  .max(limits.attachments)
  .default([])
  .transform((ids) => [...new Set(ids)]);

const code = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'unknown');

// What somebody has typed so far is kept as it is; only what no text column can hold is dropped.
const typed = (max: number) =>
  z
    .string()
    .max(max)
    .default('')
    .transform((value) => value.replaceAll('\u0000', '').toWellFormed());

export const SaveDraftInput = z.object({
  token: z.uuid(),
  /** Which page sends this, and the how many-th save of it this is: saves may overtake each other on their way. */
  edit: z.object({ page: z.string().max(40), count: z.int().min(0).max(1_000_000_000) }).optional(),
  category: typed(64),
  serviceAffected: typed(limits.service * 2),
  subject: typed(limits.subject * 2),
  description: typed(limits.body * 2),
  urgency: z.enum(['', ...urgencies]).default(''),
  attachments: attachmentIds,
  errorGroupId: Id('errorGroup').optional().catch(undefined),
});
export type DraftData = z.output<typeof SaveDraftInput>;

export const QuoteInput = z.object({ category: code, urgency: z.enum(urgencies, 'unknown') });

/** The steps of the wizard, each with the fields that it asks for. */
export const WhatStep = z.object({ category: code, serviceAffected: line(limits.service) });
export const DetailsStep = z.object({
  subject: line(limits.subject, 3),
  description: text(limits.body, 10),
  attachments: attachmentIds,
});
export const UrgencyStep = z.object({ urgency: z.enum(urgencies, 'unknown') });

export const FileRequestInput = WhatStep.extend(DetailsStep.shape)
  .extend(UrgencyStep.shape)
  .extend({
    /** The draft's own token: the same one files one request, however often it is sent. */
    token: z.uuid(),
    /** The reported error that it is about. */
    errorGroupId: Id('errorGroup').optional(),
    /** The price that the review showed, in credits: another price is never charged unseen. */
    price: z.string().regex(/^\d{1,12}(\.\d{1,6})?$/, 'credits'),
  });

export const ReplyInput = z.object({
  requestId: Id('request'),
  messageId: Id('message'),
  body: text(limits.body),
  attachments: attachmentIds,
});

export const StaffReplyInput = ReplyInput.extend({
  /** `wait` also hands the request to the customer. */
  then: z.enum(['stay', 'wait']).default('stay'),
});

export const NoteInput = z.object({
  requestId: Id('request'),
  noteId: Id('note'),
  body: text(limits.body),
  attachments: attachmentIds,
});

/** What a person types into a composer, whatever door it goes through. */
export const WordsInput = z.object({ body: text(limits.body), attachments: attachmentIds });

export const AssignInput = z.object({
  requestId: Id('request'),
  expertId: Id('user'),
  /** Who the dialog showed as the expert: when somebody was faster, nothing is overwritten. */
  fromExpertId: Id('user').nullable(),
});

export const RequestInput = z.object({ requestId: Id('request') });
export const ResolveInput = RequestInput.extend({ resolution: text(limits.body, 3) });
export const CancelInput = RequestInput.extend({ reason: text(limits.reason, 3) });

export const RateInput = RequestInput.extend({
  score: z.coerce.number().int().min(1, 'unknown').max(5),
  comment: text(limits.comment, 0).default(''),
});

export const AttachmentInput = z.object({ attachmentId: Id('attachment') });

const cursor = z
  .string()
  .max(200)
  .regex(/^[\w-]+$/, 'invalid');

export const requestTabs = ['all', 'open', 'waiting', 'resolved', 'cancelled'] as const;
export type RequestTab = (typeof requestTabs)[number];

export const ListRequestsInput = z.object({
  tab: z.enum(requestTabs).default('all'),
  after: cursor.optional(),
});

export const deskViews = ['unassigned', 'mine', 'open', 'waiting', 'resolved', 'all'] as const;
export type DeskView = (typeof deskViews)[number];
export const deskSorts = ['oldest', 'newest', 'updated', 'urgency'] as const;
export const deskAges = ['1', '3', '7', '30'] as const;

/** The desk's filters as they stand in the address. */
export const DeskQuery = z.object({
  view: z.enum(deskViews).default('open'),
  status: z.enum(requestStatuses).optional(),
  urgency: z.enum(urgencies).optional(),
  expert: z.union([z.enum(['mine', 'none']), Id('user')]).optional(),
  /** Filed at least so many days ago. */
  age: z.enum(deskAges).optional(),
  /** A part of the organisation's name. */
  organisation: line(80).optional(),
  sort: z.enum(deskSorts).default('oldest'),
  after: cursor.optional(),
});
export type DeskQuery = z.output<typeof DeskQuery>;
