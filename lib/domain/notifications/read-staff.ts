import type { Tx } from '@/lib/core/db';
import { localeOf } from '@/lib/core/locales';
import type { Recipient } from './recipient';

/** Those who run the desk, and whoever else of the staff is named: agents and admins who are still with us. */
export async function readStaff(tx: Tx, named: readonly string[] = []): Promise<Recipient[]> {
  return read(tx, { OR: [{ staffRoles: { hasSome: ['agent', 'admin'] } }, { id: { in: [...named] } }] });
}

/** One of the staff; nobody once they are gone, or where nobody is named. */
export async function readColleague(tx: Tx, id: string | null): Promise<Recipient[]> {
  return id === null ? [] : read(tx, { id });
}

type Where = NonNullable<NonNullable<Parameters<Tx['user']['findMany']>[0]>['where']>;

async function read(tx: Tx, where: Where): Promise<Recipient[]> {
  const people = await tx.user.findMany({
    where: { AND: [where, { deactivatedAt: null, staffRoles: { isEmpty: false } }] },
    select: { id: true, name: true, email: true, locale: true },
    orderBy: { id: 'asc' },
  });
  return people.map(({ id, locale, ...person }) => ({
    ...{ ...person, userId: id, locale: localeOf(locale), side: 'staff' },
  }));
}
