import { z } from 'zod';
import { Id, newId } from '@/lib/core/ids';
import { line, text } from '@/lib/core/text';

export const urgencies = ['normal', 'high', 'critical'] as const;
export type Urgency = (typeof urgencies)[number];

export const requestStatuses = [
  'unpaid',
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

export const limits = {
  subject: 160,
  service: 120,
  body: 20_000,
  /** What is kept while it is typed: more than may be sent, so that cutting it down is possible. */
  draft: 100_000,
  reason: 500,
  search: 200,
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
  description: typed(limits.draft),
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
    /** `card`: it waits unpaid until a card has bought its credits. */
    pay: z.enum(['credits', 'card']).default('credits'),
    /** Of a card: the total that the review showed, tax in it, in minor units. */
    totalMinor: z
      .string()
      .regex(/^\d{1,15}$/, 'invalid')
      .optional(),
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
  /** What the next one should know: an internal note. */
  handover: text(limits.body, 0).default(''),
});

export const RequestInput = z.object({ requestId: Id('request') });
export const PayRequestInput = RequestInput.extend({
  /** The total that was shown, tax in it, in minor units: another one is never charged unseen. */
  totalMinor: z.string().regex(/^\d{1,15}$/, 'invalid'),
  provider: z.enum(['stripe', 'paymob']).optional(),
});
export const ResolveInput = RequestInput.extend({ resolution: text(limits.body, 3) });
export const CancelInput = RequestInput.extend({ reason: text(limits.reason, 3) });

export const ChangeUrgencyInput = RequestInput.extend({
  /** What the form showed: when somebody was faster, nothing is overwritten. */
  fromUrgency: z.enum(urgencies, 'unknown'),
  urgency: z.enum(urgencies, 'unknown'),
  reason: text(limits.reason, 3),
});

export const AttachmentInput = z.object({ attachmentId: Id('attachment') });

/** Where a list's next page begins, as its address carries it. */
export const cursor = z
  .string()
  .max(200)
  .regex(/^[\w-]+$/, 'invalid');

export const requestTabs = ['all', 'open', 'waiting', 'resolved', 'cancelled'] as const;
export type RequestTab = (typeof requestTabs)[number];

export const ListRequestsInput = z.object({
  tab: z.enum(requestTabs).default('all'),
  after: cursor.optional(),
});

/** What somebody searches for: words, «phrases», -without, a number. */
export const SearchInput = z.object({ q: line(limits.search), after: cursor.optional() });

/** How support works here, as an administrator sets it. */
export const SupportSettingInput = z.object({
  /** After so many days a request that nobody paid is ended. */
  unpaidDays: z.coerce.number().int().min(1).max(365),
});
