import { creditsToDecimal } from '@/lib/core/credits';
import type {
  AuditEventModel,
  CounterModel,
  MessageModel,
  NoteModel,
  RatingModel,
  RequestEventModel,
  RequestModel,
} from '@/lib/core/db';
import { requestNumber } from '@/lib/domain/support/rules';
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

  constructor(
    readonly world: World,
    readonly nameOf: (userId: string) => string,
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
    };
    this.requests.push(request);
    this.#event(request, plan.openedById, at, 'filed', { held: creditsToDecimal(priceMicro) });
    for (const step of plan.steps) if (step.at < this.world.end) this.#take(request, step);
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
    this.messages.push({ organisationId, id, requestId, side, ...written });
    return id;
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
    });
    this.#audit(request, step, 'note', { after: { noteId: id } });
  }

  #rate(request: RequestModel, step: Extract<Step, { act: 'rate' }>): void {
    const { organisationId, id: requestId } = request;
    const given = { score: step.score, comment: step.comment, ratedById: step.by };
    this.ratings.push({ organisationId, requestId, ...given, createdAt: step.at, updatedAt: step.at });
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

/** Numbers all requests in the order of their filing, gapless in each year, and answers where the counters stand. */
export function numberRequests(plans: readonly RequestPlan[]): {
  numbers: Map<string, string>;
  counters: CounterModel[];
} {
  const last = new Map<number, number>();
  const numbers = new Map<string, string>();
  const inOrder = [...plans].sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1));
  for (const plan of inOrder) {
    const year = plan.at.getUTCFullYear();
    const value = (last.get(year) ?? 0) + 1;
    last.set(year, value);
    numbers.set(plan.id, requestNumber(year, value));
  }
  return { numbers, counters: [...last].map(([year, value]) => ({ name: 'request', year, value })) };
}
