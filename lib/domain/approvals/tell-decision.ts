import type { Context } from '@/lib/core/context';
import type { Tx } from '@/lib/core/db';
import { localeOf } from '@/lib/core/locales';
import { announce } from '@/lib/domain/notifications/announce';
import { othersOf } from '@/lib/domain/support/participants';
import type { LockedRequest } from '@/lib/domain/support/steps';
import type { Decision } from './schema';

type Telling = {
  request: LockedRequest;
  owner: { contactId: string; name: string };
  askedById: string;
  decision: Decision;
  approvalId: string;
};

/** Tells those who follow the request, and who asked, what the owner decided. */
export async function tellDecision(tx: Tx, ctx: Context, telling: Telling): Promise<void> {
  const { request, owner, decision, approvalId } = telling;
  const { organisationId, id: requestId, number, subject } = request;
  const others = await othersOf(tx, request, { contactId: owner.contactId });
  const customers = others.filter(({ side }) => side === 'customer');
  const staff = others.filter(({ side }) => side === 'staff');
  const asker = staff.some(({ userId }) => userId === telling.askedById) ? [] : await askerOf(tx, telling);
  const values = { number, subject, owner: owner.name, decision };
  const about = { organisationId, requestId, values };
  await announce(tx, ctx, {
    ...{ ...about, event: 'ownerDecided', to: [...staff, ...asker] },
    ...{ path: `/desk/requests/${requestId}`, key: `owner-decided:${approvalId}` },
  });
  await announce(tx, ctx, {
    ...{ ...about, event: 'approvalDecided', to: customers },
    ...{ path: `/support/requests/${requestId}`, key: `approval-decided:${approvalId}` },
  });
}

/** Whoever asked hears of the answer, also where they do not follow the request. */
async function askerOf(tx: Tx, { askedById }: Telling) {
  const user = await tx.user.findFirst({
    where: { id: askedById, deactivatedAt: null },
    select: { id: true, name: true, email: true, locale: true },
  });
  if (!user) return [];
  const { id: userId, name, email } = user;
  return [{ userId, name, email, locale: localeOf(user.locale), side: 'staff' as const }];
}
