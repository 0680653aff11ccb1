import type {
  ApprovalAskModel,
  ApprovalModel,
  ContactModel,
  OwnerContactModel,
  RequestModel,
} from '@/lib/core/db';
import { boundToken, hashToken } from '@/lib/core/signed-token';
import { addDays } from '@/lib/core/time';
import { owners } from './owners';
import type { Household } from './people';
import type { Step } from './requests';
import type { World } from './world';

/** Every row that asking an owner, and the owner's answer, would have left behind besides the request's own. */
export class Approvals {
  readonly ownerContacts: OwnerContactModel[] = [];
  readonly contacts: ContactModel[] = [];
  readonly asks: ApprovalAskModel[] = [];
  readonly approvals: ApprovalModel[] = [];
  readonly #contactOf = new Map<string, ContactModel>();

  constructor(
    readonly world: World,
    households: readonly Household[],
  ) {
    for (const household of households) this.#name(household);
  }

  /** The contact under which an organisation's owner decides. */
  ownerOf(organisationId: string): ContactModel {
    const found = this.#contactOf.get(organisationId);
    if (!found) throw new Error('nobody owns what was asked about');
    return found;
  }

  ask(request: RequestModel, { at, by }: Step): void {
    const { organisationId, id: requestId, scopeVersion: version } = request;
    const owner = this.ownerOf(organisationId);
    const [askId, id] = [this.world.ids.at('approvalAsk', at), this.world.ids.at('approval', at)];
    this.asks.push({
      ...{ organisationId, id: askId, ownerName: owner.name, ownerEmail: owner.email, ownerLocale: 'en' },
      ...{ note: '', askedById: by, askedAt: at, remindAt: addDays(at, 3), remindedAt: null },
    });
    const token = boundToken('approval', [id, requestId, owner.email, String(version)]);
    this.approvals.push({
      ...{ organisationId, id, askId, requestId, version, summary: summaryOf(request), writtenBy: by },
      ...{ status: 'pending', voidReason: null, tokenHash: hashToken(token), createdAt: at },
      ...{ decidedAt: null, comment: null, decidedIp: null, messageId: null },
    });
  }

  decide(request: RequestModel, step: Extract<Step, { act: 'decide' }>, messageId: string): void {
    const pending = this.approvals.find(
      ({ requestId, status }) => requestId === request.id && status === 'pending',
    );
    if (!pending) throw new Error('nothing was asked');
    const { at: decidedAt, decision: status, comment } = step;
    Object.assign(pending, { status, decidedAt, comment, messageId });
  }

  #name({ customer, organisation, people }: Household): void {
    const owner = owners[customer.domain];
    if (!owner) return;
    const { id: organisationId, createdAt } = organisation;
    const changedById = people[0]?.user.id ?? '';
    this.ownerContacts.push({ organisationId, ...owner, locale: 'en', changedById, changedAt: createdAt });
    const id = this.world.ids.at('contact', createdAt);
    const contact = { organisationId, id, deploymentId: '', ...owner, locale: 'en', createdAt };
    this.contacts.push(contact);
    this.#contactOf.set(organisationId, contact);
  }
}

const summaryOf = ({ subject, serviceAffected, urgency, categoryName }: RequestModel): string =>
  [
    `Your people ask for help: ${subject}`,
    `If you approve, an expert for «${categoryName}» goes on with it today.`,
    `If not, ${serviceAffected} stays as it is and the request waits.`,
    `It was called ${urgency}; the credits for it are set aside already.`,
  ].join('\n');
