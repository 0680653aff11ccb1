import type { RequestStatus, Urgency } from './schema';
import type { RequestMoneyDto } from './schema.money-dto';

/** One line of a price: what it is, its share in basis points where it has one, and credits before and after it. */
export type FactorDto = {
  kind: 'base' | 'urgency' | 'customer_class' | 'quote';
  /** The category's code, the urgency, the customer's class, the quote's id. */
  key: string;
  bps: number | null;
  before: string;
  after: string;
};

/** Credits as decimals. */
export type QuoteDto = { price: string; factors: FactorDto[] };

/** A price by card: minor units, tax in the total. */
export type CardQuoteDto = { totalMinor: string; taxMinor: string; taxName: string; currency: string };

/** A category on offer with its price at each urgency. */
export type CategoryDto = {
  code: string;
  name: string;
  hint: string;
  quotes: Record<Urgency, QuoteDto>;
  /** What the caller may pay by card instead; null: credits only. */
  card: Record<Urgency, CardQuoteDto> | null;
  /** Staff propose a price for each; `quotes` say nothing. */
  isQuoted: boolean;
  needsApproval: boolean;
  /** What part of the price comes back when it is late, in basis points. */
  lateRefundBps: number;
};

export type AttachmentDto = {
  id: string;
  fileName: string;
  mediaType: string;
  sizeBytes: number;
};

export type DraftDto = {
  token: string;
  category: string;
  serviceAffected: string;
  subject: string;
  description: string;
  urgency: '' | Urgency;
  attachments: AttachmentDto[];
  /** The reported error that it is about. */
  errorGroupId?: string;
  /** Null before the first save. */
  savedAt: string | null;
};

export type AuthorDto = { id: string; name: string; side: 'customer' | 'staff'; role: string };

/** What a message or a note said before it was edited, and until when. */
export type EditDto = { body: string; at: string };

export type MessageDto = {
  kind: 'message';
  id: string;
  author: AuthorDto;
  mine: boolean;
  body: string;
  /** `text` is shown line by line as it was written, `markdown` as a composer of ours means it. */
  format: 'markdown' | 'text';
  via: 'portal' | 'email' | 'api' | 'embed' | 'approval';
  /** What a mail quoted of earlier ones. */
  quoted: string | null;
  attachments: AttachmentDto[];
  at: string;
  editedAt: string | null;
  /** The oldest first. */
  edits: EditDto[];
  /** Until when its author may change it; null for everybody else. */
  editableUntil: string | null;
};

export type NoteDto = Omit<MessageDto, 'kind'> & { kind: 'note' };

/** How far somebody else has read. */
export type ReaderDto = { id: string; name: string; side: 'customer' | 'staff'; at: string };

/** What the caller has not read yet: messages in all, and by the id of their request. */
export type UnreadDto = { total: number; requests: Record<string, number> };

export type MessageDraftDto = {
  messageId: string;
  body: string;
  attachments: AttachmentDto[];
  savedAt: string;
};
export type MessageDraftsDto = { reply: MessageDraftDto | null; note: MessageDraftDto | null };

export type EventDto = {
  kind: 'event';
  id: string;
  event: string;
  actor: string | null;
  /** What the sentence needs: an expert's name, a number of credits, a score, a reason. */
  values: Record<string, string>;
  at: string;
};

export type RatingDto = { score: number; comment: string; at: string; changeableUntil: string };

export type RequestSummaryDto = {
  id: string;
  number: string;
  subject: string;
  category: string;
  urgency: Urgency;
  status: RequestStatus;
  price: string;
  expert: string | null;
  createdAt: string;
  updatedAt: string;
};

/** `needed`: its category wants the owner's yes, and nobody was asked yet. Owner and moment are those of the last ask. */
export type ApprovalPillDto = {
  state: 'needed' | 'pending' | 'approved' | 'rejected' | 'voided';
  owner: string | null;
  at: string | null;
};

/** A request as its customer sees it. Notes have no place in this type. */
export type RequestDto = RequestSummaryDto & {
  serviceAffected: string;
  description: string;
  openedBy: AuthorDto;
  attachments: AttachmentDto[];
  factors: FactorDto[];
  resolution: string | null;
  cancelReason: string | null;
  resolvedAt: string | null;
  closesAt: string | null;
  thread: (MessageDto | EventDto)[];
  via: 'portal' | 'email' | 'api' | 'embed';
  readers: ReaderDto[];
  /** Whether the caller hears of it. */
  following: 'yes' | 'muted' | 'no';
  rating: RatingDto | null;
  /** The reported error that it is about. */
  error: { id: string; message: string; app: string | null } | null;
  approval: ApprovalPillDto | null;
  may: { reply: boolean; cancel: boolean; rate: boolean };
} & RequestMoneyDto;

export type Page<T> = { rows: T[]; next: string | null };

/** Where the words of a search stand in a request. */
export type FoundIn = 'subject' | 'description' | 'messages';
