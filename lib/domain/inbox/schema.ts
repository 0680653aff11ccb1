import { z } from 'zod';
import { Id } from '@/lib/core/ids';
import { email, line, text } from '@/lib/core/text';
import { limits as support, requestStatuses, urgencies } from '@/lib/domain/support/schema';

export const PAGE = 25;

const code = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'unknown');
const attachments = z
  .array(Id('attachment'))
  .max(support.attachments)
  .default([])
  .transform((ids) => [...new Set(ids)]);

/** `REQ-2026-000123`, in whichever case. */
export const RequestNumber = z
  .string()
  .max(20)
  .transform((typed) => typed.toUpperCase())
  .pipe(z.string().regex(/^REQ-\d{4}-\d{6,}$/, 'unknown'));

export const cursor = z
  .string()
  .max(200)
  .regex(/^[\w-]+$/, 'invalid');

export const ListInboxInput = z.object({ after: cursor.optional() });

/** What a reporter writes; category and urgency are the app's to ask for or to leave out. */
export const FileInboxInput = z.object({
  subject: line(support.subject, 3),
  body: text(support.body, 3),
  category: code.optional(),
  urgency: z.enum(urgencies, 'unknown').default('normal'),
  attachments,
});

/** As the embedded form sends it: `key` is made by the form, so that sent twice it is one request. */
export const FileByFormInput = FileInboxInput.extend({ key: z.uuid() });

export const ReplyInboxInput = z.object({
  messageId: Id('message'),
  body: text(support.body),
  attachments,
});

// ── as the API says it ──────────────────────────────────────────────────────────────────────────────────

const deployment = z.string().min(1).max(100).describe('The id of the deployment, or its code');
const reporter = z.string().min(3).max(254).describe('The e-mail address of the reporter');

/** Whom a call of the API is about, in its address. */
export const OfReporter = z.object({ deployment, reporter });

const Reporter = z
  .object({
    email: email.describe('Their address, by which they are known'),
    name: line(120).optional().describe('What to call them'),
  })
  .describe('Whose request it is');

export const FileByApiInput = z.object({
  deployment,
  reporter: Reporter,
  subject: FileInboxInput.shape.subject.describe('What it is about, on one line'),
  body: FileInboxInput.shape.body.describe('The whole story, in Markdown'),
  category: FileInboxInput.shape.category.describe('A category of the catalogue; the first one by default'),
  urgency: FileInboxInput.shape.urgency.describe('How soon it is needed; it changes the price'),
});

export const ReplyByApiInput = z.object({
  deployment,
  reporter: Reporter,
  body: ReplyInboxInput.shape.body.describe('The message, in Markdown'),
});

export const ListByApiInput = OfReporter.extend({
  cursor: cursor.optional().describe('`nextCursor` of the page before'),
});

const instant = z.iso.datetime();

const file = z.object({
  id: z.string(),
  fileName: z.string().describe('Its name'),
  mediaType: z.string().describe('What it is, by its bytes'),
  sizeBytes: z.int().describe('How many bytes it has'),
});
const files = z.array(file).describe('Files that came with it');

const InboxSummary = z.object({
  number: z.string().describe('Names the request from then on: REQ-2026-000123'),
  subject: z.string().describe('What it is about'),
  status: z.enum(requestStatuses).describe('`unpaid` waits for the customer to have credits'),
  category: z.string().describe('The name of its category'),
  urgency: z.enum(urgencies).describe('How soon it is needed'),
  reporter: z
    .object({
      email: z.string().describe('Their address'),
      name: z.string().describe('What they are called'),
    })
    .describe('Whose request it is'),
  unread: z.int().describe('Answers that the reporter has not seen'),
  createdAt: instant.describe('When it was filed'),
  updatedAt: instant.describe('When anything last changed on it'),
});
export type InboxSummary = z.output<typeof InboxSummary>;

const InboxMessage = z.object({
  id: z.string(),
  author: z
    .object({
      name: z.string().describe('What they are called'),
      side: z.enum(['customer', 'staff']).describe('Whose side they are on'),
    })
    .describe('Who wrote it'),
  isOwn: z.boolean().describe('Written by this reporter'),
  body: z.string().describe('The words'),
  format: z.enum(['markdown', 'text']).describe('`text` came by mail: show it line by line'),
  attachments: files,
  createdAt: instant.describe('When it was written'),
  editedAt: instant.nullable().describe('When it was last changed; null when it never was'),
});
export type InboxMessage = z.output<typeof InboxMessage>;

/** A request as its reporter may know it. Notes, prices and what hangs on notes have no place in this type. */
const InboxRequest = InboxSummary.extend({
  body: z.string().describe('What was written when it was filed'),
  attachments: files,
  messages: z.array(InboxMessage).describe('The public messages, the oldest first'),
  resolution: z.string().nullable().describe('What was done in the end; null before'),
  mayReply: z.boolean().describe('Whether it still takes messages'),
});
export type InboxRequest = z.output<typeof InboxRequest>;

/** What the filing answers; the number names the request from then on. */
const FiledAnswer = z.object({
  number: InboxSummary.shape.number,
  status: z.enum(['new', 'unpaid']).describe('`unpaid` waits for the customer to have credits'),
  price: z.string().describe('In credits'),
  url: z.string().describe("The request on the customer's own pages"),
});
export type FiledAnswer = z.output<typeof FiledAnswer>;

const RepliedAnswer = z.object({ messageId: z.string().describe('The id of the message') });
const UnreadAnswer = z.object({
  unread: z.int().describe('How many messages they have not seen, over all of their requests'),
});

export const answers = { InboxSummary, InboxRequest, FiledAnswer, RepliedAnswer, UnreadAnswer };
