import { creditsToDecimal } from '@/lib/core/credits';
import type {
  AuditEventModel,
  MessageModel,
  NoteModel,
  RatingModel,
  RequestEventModel,
  RequestParticipantModel,
  RequestModel,
} from '@/lib/core/db';
import { isOpen } from '@/lib/domain/support/rules';
import type { Approvals } from './approvals';
import type { Promises } from './promises';
import type { RequestPlan, Step } from './requests';
import type { World } from './world';

/** Every row that the desk's verbs would have left behind for one request, besides the wallet's. */
export class RequestRows {
  readonly requests: RequestModel[] = [];
  readonly messages: MessageModel[] = [];
  readonly notes: NoteModel[] = [];
  readonly events: RequestEventModel[] = [];
  readonly ratings: RatingModel[] = [];
  readonly audits: AuditEventModel[] = [];
  readonly participants: RequestParticipantModel[] = [];

  /** Of the request that is being told. */
  readonly #followers: RequestParticipantModel[] = [];

  constructor(
    readonly world: World,
    readonly nameOf: (userId: string) => string,
    readonly promises: Promises,
    readonly approvals: Approvals,
  ) {}

  add(plan: RequestPlan, number: string): void {
    const { household, category, scenario, urgency, priceMicro, factors, at } = plan;
    const request: RequestModel = {
      ...{ organisationId: household.organisation.id, id: plan.id, number },
      ...{ categoryCode: category.code, categoryName: category.name, serviceAffected: scenario.service },
      ...{ subject: scenario.subject, description: scenario.description, urgency, status: 'new' },
      ...{
        priceMicro,
        priceFactors: factors,
        holdId: plan.holdId,
        openedById: plan.openedById,
        expertId: null,
        errorGroupId: null,
      },
      ...{ resolution: null, cancelReason: null, createdAt: at, updatedAt: at, assignedAt: null },
      ...{ firstAnsweredAt: null, resolvedAt: null, closedAt: null, cancelledAt: null },
      ...{ contactId: null, deploymentId: null, via: 'portal', idempotencyKey: null, requestHash: null },
      ...{ scopeVersion: 1, needsApproval: false, approval: null, lateRefundBps: 0, lateReturnMicro: 0n },
      ...{ dueAt: null, lastCustomerAt: null, lastStaffAt: null, reopenCount: 0 },
    };
    this.requests.push(request);
    this.#event(request, plan.openedById, at, 'filed', { held: creditsToDecimal(priceMicro) });
    this.#follow(request, plan.openedById, 'customer', at);
    for (const step of plan.steps) if (step.at < this.world.end) this.#take(request, step);
    // Whoever is done with a request has nothing left to read there.
    if (!isOpen(request.status)) for (const follower of this.#followers) follower.unread = 0;
    // The promise to give something back is new: it holds for what is open.
    if (isOpen(request.status)) request.lateRefundBps = category.lateRefundBps;
    this.participants.push(...this.#followers.splice(0));
    this.promises.keep(request, plan.steps);
  }

  #take(request: RequestModel, step: Step): void {
    request.updatedAt = step.at;
    const amount = creditsToDecimal(request.priceMicro);
    const { status } = request;
    switch (step.act) {
      case 'assign':
        this.#audit(request, step, 'assign', {
          before: { expertId: null },
          after: { expertId: step.expertId },
        });
        Object.assign(request, { status: 'assigned', expertId: step.expertId, assignedAt: step.at });
        this.#follow(request, step.expertId, 'staff', step.at);
        return this.#event(request, step.by, step.at, 'assigned', { expert: this.nameOf(step.expertId) });
      case 'reply':
        return this.#reply(request, step);
      case 'answer':
        this.#message(request, step, 'customer');
        if (status !== 'waiting_on_customer') return;
        request.status = 'in_progress';
        return this.#event(request, step.by, step.at, 'answered');
      case 'note':
        return this.#note(request, step);
      case 'ask':
        request.approval = 'pending';
        this.approvals.ask(request, step);
        return this.#event(request, step.by, step.at, 'approvalAsked', {
          owner: this.#ownerOf(request).name,
        });
      case 'decide':
        return this.#decide(request, step);
      case 'resolve':
        Object.assign(request, { status: 'resolved', resolution: step.body, resolvedAt: step.at });
        this.#audit(request, step, 'resolve', {
          before: { status },
          after: { status: 'resolved', charged: amount },
        });
        return this.#event(request, step.by, step.at, 'resolved', { charged: amount });
      case 'withdraw':
        Object.assign(request, { status: 'cancelled', cancelledAt: step.at });
        return this.#event(request, step.by, step.at, 'withdrawn', { released: amount });
      case 'cancel':
        Object.assign(request, { status: 'cancelled', cancelledAt: step.at, cancelReason: step.body });
        this.#audit(
          request,
          step,
          'cancel',
          { before: { status }, after: { status: 'cancelled', released: amount } },
          step.body,
        );
        return this.#event(request, step.by, step.at, 'cancelled', { released: amount });
      case 'close':
        Object.assign(request, { status: 'closed', closedAt: step.at });
        return this.#event(request, null, step.at, 'closed');
      case 'rate':
        return this.#rate(request, step);
    }
  }

  #reply(request: RequestModel, step: Extract<Step, { act: 'reply' }>): void {
    const messageId = this.#message(request, step, 'staff');
    request.firstAnsweredAt ??= step.at;
    if (request.status === 'assigned') {
      request.status = 'in_progress';
      this.#event(request, step.by, step.at, 'started');
    }
    if (step.waits) {
      request.status = 'waiting_on_customer';
      this.#event(request, step.by, step.at, 'waiting');
    }
    this.#audit(request, step, 'reply', { after: { messageId } });
  }

  #message(
    request: RequestModel,
    step: { at: Date; by: string; body: string },
    side: MessageModel['side'],
  ): string {
    const id = this.world.ids.at('message', step.at);
    const { organisationId, id: requestId } = request;
    const written = { authorId: step.by, body: step.body, createdAt: step.at };
    if (side === 'customer') request.lastCustomerAt = step.at;
    else request.lastStaffAt = step.at;
    this.#follow(request, step.by, side, step.at);
    for (const other of this.#followers) if (other.userId !== step.by) other.unread += 1;
    this.messages.push({
      ...{ organisationId, id, requestId, side, ...written },
      ...{ contactId: null, via: 'portal', format: 'markdown', quoted: null, mailId: null, editedAt: null },
    });
    return id;
  }

  #ownerOf = ({ organisationId }: RequestModel) => this.approvals.ownerOf(organisationId);

  #decide(request: RequestModel, step: Extract<Step, { act: 'decide' }>): void {
    const { id: contactId } = this.#ownerOf(request);
    request.approval = step.decision;
    const words = step.decision === 'approved' ? 'Approved.' : 'Rejected.';
    const id = this.world.ids.at('message', step.at);
    const { organisationId, id: requestId } = request;
    this.messages.push({
      ...{ organisationId, id, requestId, side: 'customer', authorId: null, contactId },
      ...{ body: [words, step.comment].filter(Boolean).join('\n\n'), createdAt: step.at },
      ...{ via: 'approval', format: 'text', quoted: null, mailId: null, editedAt: null },
    });
    this.approvals.decide(request, step, id);
  }

  /** Whoever writes has read; whoever is new has read nothing yet, and has nothing unread. */
  #follow(request: RequestModel, userId: string, side: MessageModel['side'], at: Date): void {
    const known = this.#followers.find((one) => one.userId === userId);
    if (known) return void Object.assign(known, { unread: 0, readAt: at });
    const { organisationId, id: requestId } = request;
    const id = this.world.ids.at('participant', at);
    const follower = { organisationId, id, requestId, userId, contactId: null, side, unread: 0 };
    this.#followers.push({ ...follower, readAt: at, mutedAt: null, createdAt: at });
  }

  #note(request: RequestModel, step: { at: Date; by: string; body: string }): void {
    const id = this.world.ids.at('note', step.at);
    const { organisationId, id: requestId } = request;
    this.notes.push({
      organisationId,
      id,
      requestId,
      authorId: step.by,
      body: step.body,
      createdAt: step.at,
      editedAt: null,
    });
    this.#audit(request, step, 'note', { after: { noteId: id } });
  }

  #rate(request: RequestModel, step: Extract<Step, { act: 'rate' }>): void {
    const { organisationId, id: requestId } = request;
    const given = { score: step.score, comment: step.comment, ratedById: step.by, contactId: null };
    const followUp = step.score <= 2 ? ('open' as const) : null;
    const untended = { followUp, followUpNote: null, followedUpById: null, followedUpAt: null };
    this.ratings.push({
      ...{ organisationId, requestId, ...given, ...untended },
      ...{ createdAt: step.at, updatedAt: step.at },
    });
    this.#event(request, step.by, step.at, 'rated', { score: String(step.score) });
  }

  #event(
    request: RequestModel,
    actorId: string | null,
    at: Date,
    kind: string,
    data: Record<string, string> = {},
  ): void {
    const { organisationId, id: requestId } = request;
    const id = this.world.ids.at('event', at);
    this.events.push({ organisationId, id, requestId, kind, actorId, data, createdAt: at });
  }

  #audit(
    request: RequestModel,
    { at, by }: { at: Date; by: string },
    act: string,
    change: { before?: Record<string, string | null>; after: Record<string, string | null> },
    reason: string | null = null,
  ): void {
    const record = { recordType: 'request', recordId: request.id, organisationId: request.organisationId };
    this.audits.push({
      ...{
        id: this.world.ids.at('audit', at),
        at,
        actorKind: 'staff',
        actorId: by,
        action: `request.${act}`,
      },
      ...record,
      ...{ before: change.before ?? null, after: change.after, reason, ip: null, requestId: null },
    });
  }
}
