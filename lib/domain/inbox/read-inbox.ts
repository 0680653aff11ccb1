import type { Readable } from 'node:stream';
import type { z } from 'zod';
import { type Prisma, db } from '@/lib/core/db';
import { AppError, notFound } from '@/lib/core/errors';
import { Id } from '@/lib/core/ids';
import { cursorInstant, decodeCursor, encodeCursor } from '@/lib/domain/support/cursor';
import { takesMessages } from '@/lib/domain/support/rules';
import { fileStore } from '@/lib/integrations/storage/choose';
import {
  type InboxMessage,
  type InboxRequest,
  type InboxSummary,
  ListInboxInput,
  PAGE,
  RequestNumber,
} from './schema';
import { type Scope, scopeWhere, sureScope } from './scope';
import { unreadOf } from './unread';

const file = { id: true, fileName: true, mediaType: true, sizeBytes: true } as const;
const person = { select: { name: true, email: true } } as const;

const summary = {
  ...{ id: true, number: true, subject: true, status: true, categoryName: true, urgency: true },
  ...{ createdAt: true, updatedAt: true },
  contact: person,
  openedBy: person,
} satisfies Prisma.RequestSelect;

// Notes are not read at all, and of attachments only those that hang on no note.
const whole = {
  ...summary,
  ...{ organisationId: true, description: true, resolution: true },
  attachments: { select: file, where: { messageId: null, noteId: null }, orderBy: { id: 'asc' } },
  messages: {
    select: {
      ...{ id: true, side: true, body: true, format: true, createdAt: true, editedAt: true },
      author: { select: { name: true } },
      contact: { select: { name: true, email: true, deploymentId: true } },
      attachments: { select: file, where: { noteId: null }, orderBy: { id: 'asc' } },
    },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  },
} satisfies Prisma.RequestSelect;

type SummaryRow = Prisma.RequestGetPayload<{ select: typeof summary }>;
type MessageRow = Prisma.RequestGetPayload<{ select: typeof whole }>['messages'][number];

/** Requests of the scope, newest first, in keyset pages of 25. Error: `invalid` for a cursor that is none of ours. */
export async function listInbox(
  scope: Scope,
  input: z.input<typeof ListInboxInput>,
): Promise<{ rows: InboxSummary[]; next: string | null }> {
  const given = ListInboxInput.safeParse(input);
  if (!given.success) throw new AppError('invalid', 'badCursor');
  const from = given.data.after ? decodeCursor(given.data.after) : null;
  const found = await db.request.findMany({
    where: { AND: [scopeWhere(scope), from ? olderThan(cursorInstant(from), from.id) : {}] },
    select: summary,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: PAGE + 1,
  });
  const shown = found.slice(0, PAGE);
  const unread = await unreadOf(
    scope,
    shown.map(({ id }) => id),
  );
  const rows = shown.map((row) => summaryDto(row, unread.get(row.id) ?? 0));
  const last = shown.at(-1);
  const next =
    found.length > PAGE && last ? encodeCursor({ key: last.createdAt.toISOString(), id: last.id }) : null;
  return { rows, next };
}

const olderThan = (createdAt: Date, id: string): Prisma.RequestWhereInput => ({
  createdAt: { lte: createdAt },
  OR: [{ createdAt: { lt: createdAt } }, { id: { lt: id } }],
});

/** One request of the scope with its thread. Error: `not_found`, also for one outside of it. */
export async function getInboxRequest(scope: Scope, number: string): Promise<InboxRequest> {
  const row = await db.request.findFirst({ where: numbered(scope, number), select: whole });
  if (!row) throw notFound();
  const unread = await unreadOf(scope, [row.id]);
  return {
    ...summaryDto(row, unread.get(row.id) ?? 0),
    body: row.description,
    attachments: row.attachments,
    messages: row.messages.map((message) => messageDto(message, scope)),
    resolution: row.resolution,
    mayReply: takesMessages(row.status),
  };
}

/** The condition for one request of the scope by its number. Error: `not_found` for a number of no request. */
export function numbered(scope: Scope, number: string): Prisma.RequestWhereInput {
  const parsed = RequestNumber.safeParse(number);
  if (!parsed.success) throw notFound();
  return { AND: [scopeWhere(scope), { number: parsed.data }] };
}

function summaryDto(row: SummaryRow, unread: number): InboxSummary {
  const { name = '', email = '' } = row.contact ?? row.openedBy ?? {};
  return {
    ...{ number: row.number, subject: row.subject, status: row.status, category: row.categoryName },
    ...{ urgency: row.urgency, reporter: { email, name }, unread },
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

function messageDto({ author, contact, ...row }: MessageRow, scope: Scope): InboxMessage {
  const isOwn = contact?.deploymentId === scope.deploymentId && contact.email === scope.email;
  return {
    id: row.id,
    author: { name: author?.name ?? contact?.name ?? '', side: row.side },
    ...{ isOwn, body: row.body, format: row.format, attachments: row.attachments },
    createdAt: row.createdAt.toISOString(),
    editedAt: row.editedAt?.toISOString() ?? null,
  };
}

/** The same shape as the portal's downloads have. */
export type InboxFile = { fileName: string; mediaType: string; size: number; stream: Readable };

/**
 * Opens a file of the scope: of a request or a public message in it, or the reporter's own upload that is not sent yet.
 * What hangs on a note is `not_found`, as an unknown id is.
 */
export async function readInboxAttachment(scope: Scope, attachmentId: string): Promise<InboxFile> {
  const id = Id('attachment').safeParse(attachmentId);
  if (!id.success) throw notFound();
  const { organisationId, deploymentId, email } = sureScope(scope);
  const mine = await db.contact.findUnique({
    where: { organisationId_deploymentId_email: { organisationId, deploymentId, email } },
    select: { id: true },
  });
  const row = await db.attachment.findFirst({
    where: {
      ...{ organisationId, id: id.data, noteId: null },
      OR: [
        { request: { is: scopeWhere(scope) } },
        ...(mine ? [{ requestId: null, contactId: mine.id }] : []),
      ],
    },
    select: { fileName: true, mediaType: true, storageKey: true },
  });
  if (!row) throw notFound();
  const { stream, size } = await fileStore().get(row.storageKey);
  return { fileName: row.fileName, mediaType: row.mediaType, size, stream };
}
