import type { z } from 'zod';
import { type Context, authorise, can, caller } from '@/lib/core/context';
import type { Tx } from '@/lib/core/db';
import { transaction } from '@/lib/core/db';
import { AppError, invariant, parse } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { hashToken } from '@/lib/core/signed-token';
import { addDays } from '@/lib/core/time';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { turnClocks } from '@/lib/domain/sla/steps';
import { isOpen, worksOn } from '@/lib/domain/support/rules';
import {
  type LockedRequest,
  addEvent,
  lockRequest,
  markApproval,
  requestChanged,
} from '@/lib/domain/support/steps';
import { mailOwner, tokenOf } from './internal';
import { AskApprovalInput } from './schema';
import { readApprovalSetting } from './settings';

type Ask = z.output<typeof AskApprovalInput>;
type Card = Ask['cards'][number] & { request: LockedRequest };

/**
 * Asks the owner of one organisation about one or several of its requests: one mail with a card for each, whose links
 * decide without an account. Agents and admins ask for every request, experts for theirs. The dialog makes `askId`: the
 * same ask twice is one mail. `again` voids what waits for an answer.
 * Errors: `not_found`; `forbidden` `notYourRequest`; `conflict` `severalOrganisations`, `noOwnerContact`,
 * `approvalPending`, `approvalGiven`, `requestClosed`, `requestChanged` (another price or scope than the dialog showed)
 * or `idempotencyConflict`; `invalid` for a field.
 */
export async function askApproval(
  ctx: Context,
  input: z.input<typeof AskApprovalInput>,
): Promise<{ askId: string }> {
  authorise(ctx, 'desk:answer');
  const ask = parse(AskApprovalInput, input);
  return transaction(async (tx) => {
    const cards = await lockCards(tx, ask);
    const [first] = cards;
    invariant(first, 'an ask without a card');
    const { organisationId } = first.request;
    if (cards.some(({ request }) => request.organisationId !== organisationId))
      throw new AppError('conflict', 'severalOrganisations');
    refuseForeign(ctx, cards);
    if (await isReplay(tx, organisationId, ask)) return { askId: ask.askId };
    await voidPending(tx, cards, ask.again);
    cards.forEach(refuseCard);
    await write(tx, ctx, organisationId, ask, cards);
    return { askId: ask.askId };
  });
}

/** In one order, so that two asks about the same requests wait for each other and never in a circle. */
async function lockCards(tx: Tx, { cards }: Ask): Promise<Card[]> {
  const locked: Card[] = [];
  for (const card of cards.toSorted((a, b) => (a.requestId < b.requestId ? -1 : 1)))
    locked.push({ ...card, request: await lockRequest(tx, card.requestId) });
  return locked;
}

function refuseForeign(ctx: Context, cards: readonly Card[]): void {
  const me = { userId: caller(ctx), canAssign: can(ctx, 'desk:assign') };
  if (!cards.every(({ request }) => worksOn(me, request.expertId)))
    throw new AppError('forbidden', 'notYourRequest');
}

async function isReplay(tx: Tx, organisationId: string, ask: Ask): Promise<boolean> {
  const known = await tx.approvalAsk.findUnique({
    where: { organisationId_id: { organisationId, id: ask.askId } },
    include: { approvals: { select: { requestId: true, summary: true } } },
  });
  if (!known) return false;
  const isSame =
    known.note === ask.note &&
    known.approvals.length === ask.cards.length &&
    ask.cards.every(({ requestId, summary }) =>
      known.approvals.some((each) => each.requestId === requestId && each.summary === summary),
    );
  if (!isSame) throw new AppError('conflict', 'idempotencyConflict');
  return true;
}

/** What waits is voided when somebody asks again on purpose, and refuses the ask otherwise. */
async function voidPending(tx: Tx, cards: readonly Card[], again: boolean): Promise<void> {
  const pending = cards.filter(({ request }) => request.approval === 'pending');
  const [first] = pending;
  if (!first) return;
  const { organisationId, number } = first.request;
  if (!again) throw new AppError('conflict', 'approvalPending', { values: { number } });
  await tx.approval.updateMany({
    where: {
      organisationId,
      requestId: { in: pending.map(({ requestId }) => requestId) },
      status: 'pending',
    },
    data: { status: 'voided', voidReason: 'askedAgain' },
  });
}

function refuseCard({ request, version }: Card): void {
  const { number, status, approval, scopeVersion } = request;
  if (!isOpen(status)) throw new AppError('conflict', 'requestClosed');
  if (approval === 'approved') throw new AppError('conflict', 'approvalGiven', { values: { number } });
  if (scopeVersion !== version) throw requestChanged();
}

async function write(
  tx: Tx,
  ctx: Context,
  organisationId: string,
  { askId, note }: Ask,
  cards: readonly Card[],
): Promise<void> {
  const owner = await tx.ownerContact.findUnique({ where: { organisationId } });
  if (!owner) throw new AppError('conflict', 'noOwnerContact');
  const { remindAfterDays } = await readApprovalSetting(tx);
  const ask = await tx.approvalAsk.create({
    data: {
      ...{ organisationId, id: askId, note, askedById: caller(ctx), askedAt: ctx.now },
      ...{ ownerName: owner.name, ownerEmail: owner.email, ownerLocale: owner.locale },
      remindAt: remindAfterDays > 0 ? addDays(ctx.now, remindAfterDays) : null,
    },
  });
  const asked = cards.map(({ requestId, version, summary, request: { number, subject } }) => ({
    ...{ id: newId('approval'), requestId, version, summary, number, subject },
  }));
  await tx.approval.createMany({
    data: asked.map(({ number: _, subject: __, ...approval }) => ({
      ...approval,
      ...{ organisationId, askId, writtenBy: caller(ctx), createdAt: ctx.now },
      tokenHash: hashToken(tokenOf(approval, owner.email)),
    })),
  });
  for (const { request } of cards) {
    await markApproval(tx, ctx, request, 'pending');
    await addEvent(tx, ctx, request, 'approvalAsked', { owner: owner.name });
    await turnClocks(tx, ctx, request, 'approval');
  }
  const asker = await tx.user.findUniqueOrThrow({ where: { id: caller(ctx) }, select: { name: true } });
  const organisation = cards[0]?.request.organisation.name ?? '';
  await mailOwner(tx, ctx, { ask, organisation, asker: asker.name, cards: asked, isReminder: false });
  await recordAudit(tx, ctx, {
    ...{ action: 'approval.ask', recordType: 'approvalAsk', recordId: askId, organisationId },
    after: { owner: owner.email, requests: cards.map(({ request }) => request.number) },
  });
}
