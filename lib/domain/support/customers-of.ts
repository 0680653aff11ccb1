import type { Context } from '@/lib/core/context';
import type { Tx } from '@/lib/core/db';
import { localeOf } from '@/lib/core/locales';
import type { Recipient } from '@/lib/domain/notifications/recipient';
import { type Follower, joinAll, othersOf } from './participants';

type Filed = {
  organisationId: string;
  id: string;
  openedById: string | null;
  contactId: string | null;
};

/** Who of the customer's side hears of a request: whoever filed it, also before there were participants, and who wrote. */
export async function customersOf(tx: Tx, ctx: Context, request: Filed): Promise<Follower[]> {
  const { openedById, contactId } = request;
  const opener = openedById ? { userId: openedById } : contactId ? { contactId } : null;
  if (opener) await joinAll(tx, ctx, request, [{ ...opener, side: 'customer' }]);
  return (await othersOf(tx, request)).filter(({ side }) => side === 'customer');
}

/**
 * Who hears of a request's money: those of its customers who have an account; where none has, as with what a reporter of
 * an app filed, the owners of the organisation and those who do its billing.
 */
export async function payersOf(tx: Tx, ctx: Context, request: Filed): Promise<Recipient[]> {
  const known = (await customersOf(tx, ctx, request)).filter(({ userId }) => userId);
  return known.length > 0 ? known : buyersOf(tx, request.organisationId);
}

/** Who of an organisation buys: its owners and those who do its billing. */
export async function buyersOf(tx: Tx, organisationId: string): Promise<Recipient[]> {
  const members = await tx.member.findMany({
    where: { organisationId, role: { in: ['owner', 'billing'] }, user: { deactivatedAt: null } },
    select: { user: { select: { id: true, name: true, email: true, locale: true } } },
    orderBy: { userId: 'asc' },
  });
  return members.map(({ user: { id: userId, locale, ...person } }) => ({
    ...{ ...person, userId, locale: localeOf(locale), side: 'customer' as const },
  }));
}
