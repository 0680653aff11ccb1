import type { Prisma, StaffRole, Tx } from '@/lib/core/db';
import { creditsToDecimal } from '@/lib/core/credits';
import type { PriceFactor } from '@/lib/domain/catalog/schema';
import { attachmentDto, attachmentFields } from './attachment-dto';
import type { AuthorDto, EventDto, MessageDto, RatingDto, RequestSummaryDto } from './schema.dto';
import { factorsDto } from './quote-request';
import { closesAt, ratingChangeableUntil } from './rules';

const authorFields = { id: true, name: true, staffRoles: true } satisfies Prisma.UserSelect;
export type Author = { id: string; name: string; staffRoles: StaffRole[] };

const attachments = {
  select: attachmentFields,
  orderBy: { id: 'asc' },
} satisfies Prisma.Request$attachmentsArgs;

/** What a message or a note is read with. */
export const postFields = {
  id: true,
  body: true,
  createdAt: true,
  author: { select: authorFields },
  attachments,
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
  ...{ resolvedAt: true, closedAt: true },
  openedBy: { select: { ...authorFields, email: true } },
  hold: { select: { status: true, amountMicro: true, capturedMicro: true } },
  rating: true,
  errorGroup: { select: { id: true, message: true, app: true } },
  attachments: { ...attachments, where: { messageId: null, noteId: null } },
  messages: { select: { ...postFields, side: true }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] },
  events: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] },
} satisfies Prisma.RequestSelect;

export type RequestRow = Prisma.RequestGetPayload<{ select: typeof requestFields }>;
type SummaryRow = Prisma.RequestGetPayload<{ select: typeof summaryFields }>;
export type PostRow = Prisma.MessageGetPayload<{ select: typeof postFields }>;

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
  role: side === 'customer' ? 'customer' : (shownRoles.find((role) => staffRoles.includes(role)) ?? 'agent'),
});

export const postDto = (row: PostRow, side: AuthorDto['side'], me: string) => ({
  id: row.id,
  author: authorDto(row.author, side),
  mine: row.author.id === me,
  body: row.body,
  attachments: row.attachments.map(attachmentDto),
  at: row.createdAt.toISOString(),
});

/** Messages and events in the order in which they happened. */
export async function publicThread(tx: Tx, row: RequestRow, me: string): Promise<(MessageDto | EventDto)[]> {
  const ids = [...new Set(row.events.flatMap(({ actorId }) => actorId ?? []))];
  const actors = await tx.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  const names = new Map(actors.map(({ id, name }) => [id, name]));
  const events = row.events.map((event): EventDto => ({
    kind: 'event',
    id: event.id,
    event: event.kind,
    actor: names.get(event.actorId ?? '') ?? null,
    values: event.data as Record<string, string>,
    at: event.createdAt.toISOString(),
  }));
  const messages = row.messages.map((message): MessageDto => ({
    kind: 'message',
    ...postDto(message, message.side, me),
  }));
  return inOrder([...messages, ...events]);
}

/** Oldest first; a message stands before the event that it caused in the same instant. */
export function inOrder<T extends { at: string; kind: string }>(items: T[]): T[] {
  const weight = (item: T) => (item.kind === 'event' ? 1 : 0);
  return items.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : weight(a) - weight(b)));
}

const creditStates = {
  active: 'held',
  captured: 'charged',
  released: 'released',
  expired: 'released',
} as const;

/** The facts of a request that both sides read alike. */
export function requestFacts(row: RequestRow) {
  const isResolved = row.status === 'resolved' && row.resolvedAt;
  return {
    ...summaryDto(row),
    serviceAffected: row.serviceAffected,
    description: row.description,
    openedBy: authorDto(row.openedBy, 'customer'),
    attachments: row.attachments.map(attachmentDto),
    factors: factorsDto(row.priceFactors as PriceFactor[]),
    credits: { state: creditStates[row.hold.status], amount: creditsToDecimal(row.hold.amountMicro) },
    resolution: row.resolution,
    cancelReason: row.cancelReason,
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
    closesAt: isResolved && row.resolvedAt ? closesAt(row.resolvedAt).toISOString() : null,
    rating: row.rating && ratingDto(row.rating),
    error: row.errorGroup,
  };
}

const ratingDto = (rating: { score: number; comment: string | null; createdAt: Date }): RatingDto => ({
  score: rating.score,
  comment: rating.comment ?? '',
  at: rating.createdAt.toISOString(),
  changeableUntil: ratingChangeableUntil(rating.createdAt).toISOString(),
});
