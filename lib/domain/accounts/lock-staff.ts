import type { StaffRole, Tx } from '@/lib/core/db';
import { AppError, notFound } from '@/lib/core/errors';

type LockedStaff = { id: string; roles: StaffRole[]; isActive: boolean };

/**
 * Locks every active administrator and the person meant, so that two changes cannot both believe that another
 * administrator stays. Lock order: by id. Error: `not_found` for somebody who is no staff.
 */
export async function lockStaff(tx: Tx, userId: string): Promise<{ person: LockedStaff; admins: number }> {
  const rows = await tx.$queryRaw<LockedStaff[]>`
    SELECT id, to_json("staffRoles") AS roles, "deactivatedAt" IS NULL AS "isActive" FROM "User"
    WHERE id = ${userId} OR ('admin' = ANY("staffRoles") AND "deactivatedAt" IS NULL)
    ORDER BY id FOR UPDATE`;
  const person = rows.find(({ id }) => id === userId);
  if (!person || person.roles.length === 0) throw notFound();
  return { person, admins: rows.filter(isAdmin).length };
}

const isAdmin = ({ roles, isActive }: LockedStaff) => isActive && roles.includes('admin');

/** The company always has an active administrator. */
export function refuseLastAdmin({ person, admins }: { person: LockedStaff; admins: number }): void {
  if (isAdmin(person) && admins === 1) throw new AppError('conflict', 'lastAdmin');
}
