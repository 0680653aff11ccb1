import { DAY_MS, addDays } from '@/lib/core/time';
import type { ApprovalStatus } from '@/lib/core/db';
import { type RequestStatus, limits, openStatuses } from './schema';

/**
 * What moves a request. `fund` holds its price, by credits or after a card; `answer` and `reopen` are the customer's
 * reply, `withdraw` their cancelling.
 */
export type Act =
  | ('fund' | 'assign' | 'unassign' | 'start' | 'wait' | 'answer' | 'resolve' | 'reopen' | 'close')
  | ('cancel' | 'withdraw');

/** The whole state machine: for each act, the statuses it may start from and where it leads. */
const table: Record<Act, Partial<Record<RequestStatus, RequestStatus>>> = {
  fund: { unpaid: 'new' },
  assign: {
    new: 'assigned',
    assigned: 'assigned',
    in_progress: 'in_progress',
    waiting_on_customer: 'waiting_on_customer',
  },
  // Its expert is gone. What was begun stays begun, and waits for another one.
  unassign: {
    assigned: 'new',
    in_progress: 'in_progress',
    waiting_on_customer: 'waiting_on_customer',
  },
  start: { assigned: 'in_progress', waiting_on_customer: 'in_progress' },
  wait: { in_progress: 'waiting_on_customer' },
  answer: { waiting_on_customer: 'in_progress' },
  resolve: { in_progress: 'resolved', waiting_on_customer: 'resolved' },
  reopen: { resolved: 'in_progress' },
  close: { resolved: 'closed' },
  cancel: {
    unpaid: 'cancelled',
    new: 'cancelled',
    assigned: 'cancelled',
    in_progress: 'cancelled',
    waiting_on_customer: 'cancelled',
  },
  withdraw: { unpaid: 'cancelled', new: 'cancelled' },
};

/** Where an act leads from a status; null when it is not allowed there. */
export function nextStatus(act: Act, status: RequestStatus): RequestStatus | null {
  return table[act][status] ?? null;
}

/** The statuses that an act may start from: the condition of its update. */
export function startsFrom(act: Act): RequestStatus[] {
  return Object.keys(table[act]) as RequestStatus[];
}

type Startable = { needsApproval: boolean; approval: ApprovalStatus | null; priceMicro: bigint };

/**
 * Why work may not begin yet: no price was agreed upon (a quoted one is 0 until then), or its owner has not said yes.
 * Null when it may.
 */
export function startRefusal(request: Startable): 'approvalMissing' | 'quoteMissing' | null {
  if (request.priceMicro === 0n) return 'quoteMissing';
  return request.needsApproval && request.approval !== 'approved' ? 'approvalMissing' : null;
}

export const isOpen = (status: RequestStatus): boolean =>
  (openStatuses as readonly RequestStatus[]).includes(status);

/** Both sides may write until the request is closed: words for a resolved one take it up again. */
export const takesMessages = (status: RequestStatus): boolean =>
  isOpen(status) || status === 'resolved' || status === 'unpaid';

/** `REQ-2026-000123`. */
export const requestNumber = (year: number, value: number): string =>
  `REQ-${year}-${String(value).padStart(6, '0')}`;

/** When a resolved request closes by itself. */
export const closesAt = (resolvedAt: Date): Date => addDays(resolvedAt, limits.closeAfterDays);

/** Until when a rating may be changed. */
export const ratingChangeableUntil = (ratedAt: Date): Date => addDays(ratedAt, limits.ratingDays);

/** A rating needs a resolution; once given it may be changed for seven days. */
export function mayRate(status: RequestStatus, ratedAt: Date | null, now: Date): boolean {
  if (status !== 'resolved' && status !== 'closed') return false;
  return !ratedAt || now < ratingChangeableUntil(ratedAt);
}

type Answerer = { userId: string; canAssign: boolean };

/** An expert works on what is theirs; agents and admins on everything. */
export const worksOn = (person: Answerer, expertId: string | null): boolean =>
  person.canAssign || person.userId === expertId;

/** What the desk offers this person on this request; the verbs ask the same questions again. */
export function deskActs(
  person: Answerer & { isExpert: boolean },
  status: RequestStatus,
  expertId: string | null,
) {
  const works = worksOn(person, expertId);
  return {
    reply: works && takesMessages(status),
    note: true,
    take: person.isExpert && expertId === null && nextStatus('assign', status) !== null,
    assign: person.canAssign && nextStatus('assign', status) !== null,
    start: works && nextStatus('start', status) !== null,
    wait: works && nextStatus('wait', status) !== null,
    askOwner: works && isOpen(status),
    resolve: works && nextStatus('resolve', status) !== null,
    cancel: person.canAssign && nextStatus('cancel', status) !== null,
  };
}

/** Resolved requests older than this are closed by the job. */
export const closeBefore = (now: Date): Date => new Date(now.getTime() - limits.closeAfterDays * DAY_MS);

/** Requests that nobody has paid since then are ended by the job. */
export const unpaidBefore = (now: Date, days: number): Date => new Date(now.getTime() - days * DAY_MS);

/** Uploads older than this that belong to nothing are removed. */
export const looseBefore = (now: Date): Date => new Date(now.getTime() - limits.looseDays * DAY_MS);

/** The first lines of a message for an e-mail: no more than `max` characters, cut at a word. */
export function excerpt(body: string, max = 280): string {
  const flat = body.replace(/\s+/g, ' ').trim();
  if (flat.length <= max) return flat;
  const cut = flat.slice(0, max).toWellFormed();
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), max / 2))} …`;
}
