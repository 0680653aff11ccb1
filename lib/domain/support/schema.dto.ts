import type { RequestStatus, Urgency } from './schema';

/** One line of a price: what it is, its share in basis points where it has one, and credits before and after it. */
export type FactorDto = {
  kind: 'base' | 'urgency' | 'customer_class';
  /** The category's code, the urgency, the customer's class. */
  key: string;
  bps: number | null;
  before: string;
  after: string;
};

/** Credits as decimals. */
export type QuoteDto = { price: string; factors: FactorDto[] };

/** A category on offer with its price at each urgency. */
export type CategoryDto = { code: string; name: string; hint: string; quotes: Record<Urgency, QuoteDto> };

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

export type MessageDto = {
  kind: 'message';
  id: string;
  author: AuthorDto;
  mine: boolean;
  body: string;
  attachments: AttachmentDto[];
  at: string;
};

export type NoteDto = Omit<MessageDto, 'kind'> & { kind: 'note' };

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

/** A request as its customer sees it. Notes have no place in this type. */
export type RequestDto = RequestSummaryDto & {
  serviceAffected: string;
  description: string;
  openedBy: AuthorDto;
  attachments: AttachmentDto[];
  factors: FactorDto[];
  /** What became of the credits, with how many. */
  credits: { state: 'held' | 'charged' | 'released'; amount: string };
  resolution: string | null;
  cancelReason: string | null;
  resolvedAt: string | null;
  closesAt: string | null;
  thread: (MessageDto | EventDto)[];
  rating: RatingDto | null;
  /** The reported error that it is about. */
  error: { id: string; message: string; app: string | null } | null;
  may: { reply: boolean; cancel: boolean; rate: boolean };
};

export type DeskRequestDto = Omit<RequestDto, 'thread' | 'may'> & {
  expertId: string | null;
  organisation: { id: string; name: string; customerClass: string; since: string };
  history: { requests: number; open: number; averageScore: string | null };
  contact: { name: string; email: string };
  thread: (MessageDto | EventDto | NoteDto)[];
  may: {
    reply: boolean;
    note: boolean;
    take: boolean;
    assign: boolean;
    start: boolean;
    wait: boolean;
    resolve: boolean;
    cancel: boolean;
  };
};

export type DeskRowDto = RequestSummaryDto & { organisation: string; expertId: string | null };

/** `load` counts the expert's open requests. */
export type ExpertDto = { id: string; name: string; skills: string[]; load: number; capacity: number };

export type Page<T> = { rows: T[]; next: string | null };
