import type { Urgency } from '@/lib/domain/support/schema';
import type {
  EventDto,
  FoundIn,
  MessageDto,
  NoteDto,
  RequestDto,
  RequestSummaryDto,
} from '@/lib/domain/support/schema.dto';
import type { DeskView, ViewFilters } from './schema';

/** A request as staff see it: with its notes. */
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
    askOwner: boolean;
    resolve: boolean;
    cancel: boolean;
  };
};

/** A line of the queue. */
export type DeskRowDto = RequestSummaryDto & {
  organisation: string;
  expertId: string | null;
  /** The next promise that runs; null where none does. */
  dueAt: string | null;
  approval: 'pending' | 'approved' | 'rejected' | 'voided' | null;
  needsApproval: boolean;
  /** A price was proposed and the customer has not decided. */
  isQuoted: boolean;
  /** Messages that the reader has not seen. */
  unread: number;
  /** Colleagues who look at it now. */
  present: string[];
};

/** A line of a search's answer; `foundIn` says where the words stand. */
export type FoundRowDto = DeskRowDto & { foundIn: FoundIn };

/** Rows that are counted only so far: more than `CAP` are «1,000+». */
export type ViewCounts = Record<DeskView, number>;

export type SavedViewDto = {
  id: string;
  name: string;
  isShared: boolean;
  /** The reader may change it: their own, or shared and they run the desk. */
  mayChange: boolean;
  filters: ViewFilters;
  /** Only of views over open requests; null for the others. */
  count: number | null;
};

/** `load` counts the expert's open requests. */
export type ExpertDto = { id: string; name: string; skills: string[]; load: number; capacity: number };

/** An expert in the order in which the rule would choose; a reason's `kind` is a key of the catalogue. */
export type SuggestionDto = ExpertDto & {
  score: number;
  reasons: { kind: string; values: Record<string, string | number> }[];
};

/** One expert's queue: what they have, since when, and what is due next. */
export type ExpertQueueDto = {
  /** Null: the requests that nobody has. */
  expert: { id: string; name: string; isActive: boolean; skills: string[]; capacity: number } | null;
  open: number;
  assigned: number;
  inProgress: number;
  waiting: number;
  late: number;
  oldest: { id: string; number: string; createdAt: string } | null;
  due: { id: string; number: string; dueAt: string; urgency: Urgency } | null;
};

export type BulkResultDto = { requestId: string; number: string | null } & (
  { ok: true } | { ok: false; reason: string; values?: Record<string, string | number> }
);

export type PresenceDto = { id: string; name: string; isTyping: boolean };

export type CannedReplyDto = {
  id: string;
  name: string;
  body: string;
  category: string;
  changedBy: string;
  changedAt: string;
};

/** A reply with its variables filled in, ready to be put into a composer. */
export type FilledReplyDto = { id: string; name: string; text: string; isOfCategory: boolean };

/** Somebody of the staff whom a note can name. */
export type ColleagueDto = { id: string; name: string };
