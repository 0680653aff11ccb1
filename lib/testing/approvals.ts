import { db } from '@/lib/core/db';
import { newId } from '@/lib/core/ids';
import { askApproval } from '@/lib/domain/approvals/ask-approval';
import { saveOwnerContact } from '@/lib/domain/approvals/owner-contact';
import { NOW, anonymous, staff } from './factories';
import { mailsNaming } from './mail';
import { newRequest } from './requests';

export const summary = 'The ask: mend it\nIf approved: it works\nIf not: it stays broken\nEffort: four hours';
export const owner = { name: 'Olivia Owner', email: 'olivia@owner.test', locale: 'en' as const };

/** Somebody with a link and nothing else. */
export const visitor = (now = NOW) => anonymous(now);

type Letter = { cards: { approveUrl: string; rejectUrl: string }[]; isReminder: boolean };

/** The letters to an owner about an organisation, the oldest first, as they wait to be sent. */
export async function letters(organisationId: string): Promise<Letter[]> {
  const asks = await db.approvalAsk.findMany({ where: { organisationId }, select: { id: true } });
  const found = await Promise.all(asks.map(({ id }) => mailsNaming(id)));
  return found.flat().map(({ props }) => props as unknown as Letter);
}

export const tokenIn = (url = '') => new URL(url).pathname.split('/').at(-1) ?? '';

/** A request whose organisation has an owner, with an agent who may ask. */
export async function askable() {
  const filed = await newRequest();
  await saveOwnerContact(filed.member, owner);
  const agent = await staff(['agent']);
  const organisationId = filed.member.organisationId ?? '';
  return { ...filed, agent, organisationId };
}

export const asking = (requestIds: string[], over: Partial<Parameters<typeof askApproval>[1]> = {}) => ({
  askId: newId('approvalAsk'),
  cards: requestIds.map((requestId) => ({ requestId, summary, version: 1 })),
  note: 'Please decide today.',
  ...over,
});

/** A request about which an owner was asked, with the token of the link. */
export async function asked() {
  const filed = await askable();
  const ask = asking([filed.requestId]);
  await askApproval(filed.agent, ask);
  const [letter] = await letters(filed.organisationId);
  return { ...filed, ask, token: tokenIn(letter?.cards[0]?.approveUrl) };
}
