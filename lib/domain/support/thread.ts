import type { Prisma, StaffRole, Tx } from '@/lib/core/db';
import { creditsToDecimal } from '@/lib/core/credits';
import { invariant } from '@/lib/core/errors';
import type { PriceFactor } from '@/lib/domain/catalog/schema';
import { approvalDto, approvalFields } from './approval-dto';
import { attachmentDto, attachmentFields } from './attachment-dto';
import type { AuthorDto, EventDto, MessageDto, RatingDto, RequestSummaryDto } from './schema.dto';
import { openerOf } from './internal';
import { factorsDto } from './quote-request';
import { moneyFields } from './read-money';
import { editableUntil } from './edit-rules';
import { closesAt, ratingChangeableUntil } from './rules';

const authorFields = { id: true, name: true, staffRoles: true } satisfies Prisma.UserSelect;
const contactFields = { id: true, name: true } satisfies Prisma.ContactSelect;
/** Somebody with an account, or a contact, who has no roles. */
export type Author = { id: string; name: string; staffRoles?: StaffRole[] };

const attachments = {
  select: attachmentFields,
  orderBy: { id: 'asc' },
} satisfies Prisma.Request$attachmentsArgs;

/** What a message or a note is read with. */
export const postFields = {
  id: true,
  body: true,
  createdAt: true,
  editedAt: true,
  edits: { select: { body: true, at: true }, orderBy: { id: 'asc' } },
  author: { select: authorFields },
  attachments,
} satisfies Prisma.NoteSelect;

/** A message may come from somebody without an account; a note never does. */
const messageFields = {
  ...postFields,
  ...{ side: true, via: true, format: true, quoted: true },
  contact: { select: contactFields },
} satisfies Prisma.MessageSelect;

export const summaryFields = {
  ...{ id: true, number: true, subject: true, categoryName: true, urgency: true, status: true },
  ...{ priceMicro: true, createdAt: true, updatedAt: true },
  expert: { select: { name: true } },
} satisfies Prisma.RequestSelect;

/** What both sides read of a request. Notes, and what hangs on them, are not in it. */
export const requestFields = {
  ...summaryFields,
  ...{ organisationId: true, expertId: true, openedById: true },
  ...{ serviceAffected: true, description: true, priceFactors: true, resolution: true, cancelReason: true },
  ...{ resolvedAt: true, closedAt: true, via: true },
  openedBy: { select: { ...authorFields, email: true } },
  contact: { select: { ...contactFields, email: true } },
  ...moneyFields,
  ...approvalFields,
  rating: true,
  errorGroup: { select: { id: true, message: true, app: true } },
  attachments: { ...attachments, where: { messageId: null, noteId: null } },
  messages: { select: messageFields, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] },
  events: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] },
  participants: {
    select: { userId: true, side: true, readAt: true, mutedAt: true, user: { select: { name: true } } },
    orderBy: { id: 'asc' },
  },
} satisfies Prisma.RequestSelect;

export type RequestRow = Prisma.RequestGetPayload<{ select: typeof requestFields }>;
type SummaryRow = Prisma.RequestGetPayload<{ select: typeof summaryFields }>;
type PostRow = Omit<Prisma.NoteGetPayload<{ select: typeof postFields }>, 'author'> & {
  author: Author | null;
  contact?: Author | null;
  via?: MessageDto['via'];
  format?: MessageDto['format'];
  quoted?: string | null;
};

export const summaryDto = (row: SummaryRow): RequestSummaryDto => ({
  id: row.id,
  number: row.number,
  subject: row.subject,
  category: row.categoryName,
  urgency: row.urgency,
  status: row.status,
  price: creditsToDecimal(row.priceMicro),
  expert: row.expert?.name ?? null,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

const shownRoles = ['expert', 'agent', 'admin', 'finance'] as const;

export const authorDto = ({ id, name, staffRoles }: Author, side: AuthorDto['side']): AuthorDto => ({
  id,
  name,
  side,
  role: side === 'customer' ? 'customer' : (shownRoles.find((role) => staffRoles?.includes(role)) ?? 'agent'),
});

export const postDto = (row: PostRow, side: AuthorDto['side'], me: string) => ({
  id: row.id,
  author: authorDto(writerOf(row), side),
  mine: row.author?.id === me,
  body: row.body,
  format: row.format ?? 'markdown',
  via: row.via ?? 'portal',
  quoted: row.quoted ?? null,
  attachments: row.attachments.map(attachmentDto),
  at: row.createdAt.toISOString(),
  editedAt: row.editedAt?.toISOString() ?? null,
  edits: row.edits.map(({ body, at }) => ({ body, at: at.toISOString() })),
  editableUntil: row.author?.id === me ? editableUntil(row.createdAt).toISOString() : null,
});

function writerOf({ author, contact }: PostRow): Author {
  const writer = author ?? contact;
  invariant(writer, 'a message that nobody wrote');
  return writer;
}

/** Messages and events in the order in which they happened. */
export async function publicThread(tx: Tx, row: RequestRow, me: string): Promise<(MessageDto | EventDto)[]> {
  const ids = [...new Set(row.events.flatMap(({ actorId }) => actorId ?? []))];
  const actors = await tx.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  const names = new Map(actors.map(({ id, name }) => [id, name]));
  const events = row.events.map((event): EventDto => ({
    kind: 'event',
    id: event.id,
    event: event.kind,
    actor: names.get(event.actorId ?? '') ?? actorIn(event.data) ?? reporterOf(row, event.kind),
    values: event.data as Record<string, string>,
    at: event.createdAt.toISOString(),
  }));
  const messages = row.messages.map((message): MessageDto => ({
    kind: 'message',
    ...postDto(message, message.side, me),
  }));
  return inOrder([...messages, ...events]);
}

/** Somebody without an account has no id: their name stands in the event itself. */
/** What somebody without an account does of their own request names no user: it was whoever filed it. */
const reporterOf = ({ contact }: RequestRow, kind: string): string | null =>
  contact && ['filed', 'filedUnpaid', 'filedForQuote', 'answered', 'reopened'].includes(kind)
    ? contact.name
    : null;

const actorIn = (data: unknown) => (data as { actor?: string }).actor ?? null;

/** Oldest first; a message stands before the event that it caused in the same instant. */
export function inOrder<T extends { at: string; kind: string }>(items: T[]): T[] {
  const weight = (item: T) => (item.kind === 'event' ? 1 : 0);
  return items.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : weight(a) - weight(b)));
}

/** The facts of a request that both sides read alike. */
export function requestFacts(row: RequestRow) {
  const isResolved = row.status === 'resolved' && row.resolvedAt;
  return {
    ...summaryDto(row),
    via: row.via,
    serviceAffected: row.serviceAffected,
    description: row.description,
    openedBy: authorDto(openerOf<Author>(row), 'customer'),
    attachments: row.attachments.map(attachmentDto),
    factors: factorsDto(row.priceFactors as PriceFactor[]),
    resolution: row.resolution,
    cancelReason: row.cancelReason,
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
    closesAt: isResolved && row.resolvedAt ? closesAt(row.resolvedAt).toISOString() : null,
    rating: row.rating && ratingDto(row.rating),
    error: row.errorGroup,
    approval: approvalDto(row),
  };
}

const ratingDto = (rating: { score: number; comment: string | null; createdAt: Date }): RatingDto => ({
  score: rating.score,
  comment: rating.comment ?? '',
  at: rating.createdAt.toISOString(),
  changeableUntil: ratingChangeableUntil(rating.createdAt).toISOString(),
});
