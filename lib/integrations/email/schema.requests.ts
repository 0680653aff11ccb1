import { z } from 'zod';
import { integer, line, paragraph, url } from './fields';

const request = z.object({ number: line, subject: line, url });

/** One request that an owner decides about: four to six plain lines, and the page that asks. */
const approvalCard = z.object({
  number: line,
  subject: line,
  lines: z.array(line).min(1).max(6),
  approveUrl: url,
  rejectUrl: url,
});

/** The props of mails about requests, in the terms of `emailTemplates`. */
export const requestEmails = {
  'request-received': request.extend({ heldMicro: integer }),
  'request-unpaid': request.extend({ priceMicro: integer }),
  'request-assigned': request.extend({ organisation: line, urgency: z.enum(['normal', 'high', 'critical']) }),
  'request-reply': request.extend({
    audience: z.enum(['customer', 'expert']),
    author: line,
    excerpt: paragraph,
  }),
  'request-resolved': request.extend({ priceMicro: integer, summary: paragraph.nullable(), ratingUrl: url }),
  'request-cancelled': request.extend({ releasedMicro: integer, reason: paragraph.nullable() }),
  'quote-proposed': request.extend({ author: line, priceMicro: integer, body: paragraph }),
  'late-returned': request.extend({ returnedMicro: integer }),
  'rating-asked': request,
  'approval-asked': z.object({
    organisation: line,
    name: line,
    asker: line,
    note: paragraph,
    isReminder: z.boolean(),
    cards: z.array(approvalCard).min(1).max(20),
  }),
  /** What happened, in one sentence that is made already in the reader's language. */
  notice: z.object({
    line,
    detail: paragraph.nullable(),
    /** Names the request, so that its mails stay together. */
    about: z.object({ number: line, subject: line }).nullable(),
    url,
  }),
  /** What was gathered for one person; `more` counts what did not fit. */
  digest: z.object({
    name: line.nullable(),
    items: z.array(z.object({ line, url })).min(1).max(50),
    more: z.int().min(0),
    url,
  }),
} as const;
