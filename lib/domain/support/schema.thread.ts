import { z } from 'zod';
import { Id } from '@/lib/core/ids';
import { text } from '@/lib/core/text';
import { RequestInput, limits } from './schema';

export const threadLimits = {
  /** How long what was sent may still be changed. */
  editMinutes: 10,
  mentions: 20,
} as const;

export const MarkReadInput = RequestInput.extend({
  /** The moment of the last thing that was on the screen: what came after it stays unread. */
  upTo: z.iso.datetime(),
});

export const MuteInput = RequestInput.extend({ isMuted: z.boolean() });

export const EditMessageInput = z.object({ messageId: Id('message'), body: text(limits.body) });
export const EditNoteInput = z.object({ noteId: Id('note'), body: text(limits.body) });

const shared = RequestInput.extend({
  body: z
    .string()
    .max(limits.draft)
    .transform((value) => value.replaceAll('\u0000', '').toWellFormed()),
  attachments: z.array(Id('attachment')).max(limits.attachments).default([]),
  /** Which page saves, and the how many-th save of it this is: saves may overtake each other on their way. */
  edit: z.object({ page: z.string().max(40), count: z.int().min(0).max(1_000_000_000) }),
});

/** What somebody is typing, under the id that the message or note will have. */
export const SaveMessageDraftInput = z.discriminatedUnion('kind', [
  shared.extend({ kind: z.literal('reply'), messageId: Id('message') }),
  shared.extend({ kind: z.literal('note'), messageId: Id('note') }),
]);
